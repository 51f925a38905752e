#include "parts/live/recount/value_bag.hpp"

#include "base/ensure.hpp"

namespace spotter::live {

void ValueBag::add(double value) {
  ++times_[value];
  ++count_;
  sum_ += static_cast<WideNumber>(value);
  squares_ += static_cast<WideNumber>(value) * static_cast<WideNumber>(value);
}

void ValueBag::remove(double value) {
  const auto found = times_.find(value);
  ensure(found != times_.end(), "only a value that is there can be taken out");
  if (--found->second == 0) times_.erase(found);
  --count_;
  sum_ -= static_cast<WideNumber>(value);
  squares_ -= static_cast<WideNumber>(value) * static_cast<WideNumber>(value);
}

stats::Moments ValueBag::moments() const {
  if (count_ == 0) return {};
  if (times_.size() == 1) return {count_, times_.begin()->first, 0};
  const auto count = static_cast<WideNumber>(count_);
  const WideNumber mean = sum_ / count;
  return {count_, static_cast<double>(mean), static_cast<double>(squares_ - sum_ * mean)};
}

}  // namespace spotter::live
