// ln of a sum of numbers that are known by their logarithms.
#pragma once

#include <cmath>
#include <limits>

namespace spotter::stats {

/// Streaming logsumexp with the maximum taken out (statistics section 12): no overflow, and the
/// same terms in the same order give the same bits. One thread at a time.
class LogSum {
 public:
  /// Adds exp(log_term) to the sum; -inf adds nothing.
  void add(double log_term) {
    if (log_term == -std::numeric_limits<double>::infinity()) return;
    if (log_term <= largest_) {
      // Two infinite terms: their difference would be NaN, the sum stays infinite.
      if (!std::isinf(largest_)) scaled_ += std::exp(log_term - largest_);
    } else {
      scaled_ = scaled_ * std::exp(largest_ - log_term) + 1;
      largest_ = log_term;
    }
  }

  /// ln of the sum so far; -inf while it is empty.
  double value() const { return largest_ + std::log(scaled_); }

 private:
  double largest_ = -std::numeric_limits<double>::infinity();
  double scaled_ = 0;  // the sum divided by exp(largest_)
};

}  // namespace spotter::stats
