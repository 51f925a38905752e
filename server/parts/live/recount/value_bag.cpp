#include "parts/live/recount/value_bag.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace spotter::live {

using stats::WideNumber;

namespace {

// Of 113 bits, this many may be lost to values that have left again.
constexpr double faded = 1 / 1e9;

}  // namespace

void ValueBag::add(double value) {
  ++times_[value];
  ++count_;
  put(value, 1);
}

void ValueBag::remove(double value) {
  const auto found = times_.find(value);
  ensure(found != times_.end(), "only a value that is there can be taken out");
  if (--found->second == 0) times_.erase(found);
  --count_;
  put(value, -1);
  if (squares_ <= squares_most_ * WideNumber(faded)) sum_anew();
}

void ValueBag::put(double value, double times) {
  const auto wide = static_cast<WideNumber>(value);
  sum_ += wide * static_cast<WideNumber>(times);
  squares_ += wide * wide * static_cast<WideNumber>(times);
  squares_most_ = std::max(squares_most_, squares_);
}

// Large values that left would leave their rounding behind.
void ValueBag::sum_anew() {
  sum_ = squares_ = squares_most_ = 0;
  for (const auto& [value, times] : times_) put(value, static_cast<double>(times));
}

stats::Moments ValueBag::moments() const {
  if (count_ == 0) return {};
  if (times_.size() == 1) return {count_, times_.begin()->first, 0};
  const auto count = static_cast<WideNumber>(count_);
  const WideNumber mean = sum_ / count;
  return {count_, static_cast<double>(mean), static_cast<double>(squares_ - sum_ * mean)};
}

}  // namespace spotter::live
