// Sums that lose nothing: whole multiples of a power of two, in digits of 32 bits.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace spotter::stats {

/// At least 113 bits, where 53 are too few.
#if __LDBL_MANT_DIG__ >= 113
using WideNumber = long double;
#else
using WideNumber = __float128;
#endif

/// A whole number from 0 on: digit i counts 2^(32 i). Only digits from `first` to before `end` can
/// be other than 0.
template <std::size_t Size>
struct WholeNumber {
  std::array<std::uint32_t, Size> digits{};
  std::size_t first = 0;
  std::size_t end = 0;
  bool negative = false;

  /// Without the power of two of its lowest digit: the number is this times 2^(32 low).
  WideNumber leading(std::size_t& low) const {
    auto top = end;
    while (top > first && digits[top - 1] == 0) --top;
    // Five digits are 129 bits at least.
    low = std::max(first, top > 5 ? top - 5 : 0);
    WideNumber number = 0;
    for (auto i = top; i > low; --i)
      number = number * WideNumber(4294967296.0) + WideNumber(digits[i - 1]);
    return negative ? -number : number;
  }
};

/// A sum of numbers of both signs, kept with room for carries, so that adding costs three
/// additions. One thread.
template <std::size_t Size>
class FixedPoint {
 public:
  /// Adds `magnitude` times 2^bit, or takes it away. bit < 32 (Size - 4).
  void add(std::size_t bit, std::uint64_t magnitude, bool negative) {
    const auto place = bit / 32;
    const auto shift = bit % 32;
    const auto low = (magnitude & digit_mask) << shift;
    const auto high = (magnitude >> 32) << shift;
    const std::int64_t sign = negative ? -1 : 1;
    digits_[place] += sign * static_cast<std::int64_t>(low & digit_mask);
    digits_[place + 1] += sign * static_cast<std::int64_t>((low >> 32) + (high & digit_mask));
    digits_[place + 2] += sign * static_cast<std::int64_t>(high >> 32);
    first_ = std::min(first_, place);
    end_ = std::max(end_, place + 3);
    if (++pending_ == pending_max) carry();
  }

  WholeNumber<Size> whole() const {
    auto copy = *this;
    copy.carry();
    WholeNumber<Size> number;
    number.first = std::min(copy.first_, copy.end_);
    number.end = copy.end_;
    // After carrying, the sign is that of the highest digit.
    number.negative = copy.end_ > 0 && copy.digits_[copy.end_ - 1] < 0;
    if (number.negative) {
      for (auto& digit : copy.digits_) digit = -digit;
      copy.carry();
    }
    for (auto i = number.first; i < copy.end_; ++i)
      number.digits[i] = static_cast<std::uint32_t>(copy.digits_[i]);
    number.end = copy.end_;
    return number;
  }

 private:
  static constexpr std::uint64_t digit_mask = 0xFFFFFFFF;
  static constexpr std::uint32_t pending_max = 1U << 28;  // each adds less than 2^34 to a digit

  // Leaves digits of 0 to 2^32 - 1, but for the highest, which carries the sign.
  void carry() {
    pending_ = 0;
    for (auto i = first_; i < end_; ++i) {
      const auto over = digits_[i] >> 32;  // rounds down, also below 0
      const bool highest = i + 1 == end_;
      if (highest && (over == 0 || over == -1)) break;
      if (highest) ++end_;
      digits_[i] -= over * (std::int64_t{1} << 32);
      digits_[i + 1] += over;
    }
  }

  std::array<std::int64_t, Size> digits_{};
  std::size_t first_ = Size;
  std::size_t end_ = 0;
  std::uint32_t pending_ = 0;  ///< additions since the last carry
};

}  // namespace spotter::stats
