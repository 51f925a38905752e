#include "stats/exact_moments.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {

namespace {

template <std::size_t Size>
WholeNumber<Size> times(const WholeNumber<Size>& number, std::uint32_t factor) {
  WholeNumber<Size> product;
  product.first = number.first;
  std::uint64_t over = 0;
  auto i = number.first;
  for (; i < number.end || over > 0; ++i) {
    over += std::uint64_t{number.digits[i]} * factor;
    product.digits[i] = static_cast<std::uint32_t>(over);
    over >>= 32;
  }
  product.end = i;
  return product;
}

template <std::size_t Size>
WholeNumber<2 * Size> squared(const WholeNumber<Size>& number) {
  WholeNumber<2 * Size> square;
  square.first = 2 * number.first;
  square.end = 2 * number.end;
  for (auto i = number.first; i < number.end; ++i) {
    std::uint64_t over = 0;
    for (auto j = number.first; j < number.end; ++j) {
      over += std::uint64_t{number.digits[i]} * number.digits[j] + square.digits[i + j];
      square.digits[i + j] = static_cast<std::uint32_t>(over);
      over >>= 32;
    }
    square.digits[i + number.end] = static_cast<std::uint32_t>(over);
  }
  return square;
}

/// a - b, where a >= b.
template <std::size_t Size>
WholeNumber<Size> minus(const WholeNumber<Size>& a, const WholeNumber<Size>& b) {
  WholeNumber<Size> difference;
  difference.first = std::min(a.first, b.first);
  difference.end = std::max(a.end, b.end);
  std::uint64_t borrow = 0;
  for (auto i = difference.first; i < difference.end; ++i) {
    const auto taken = std::uint64_t{b.digits[i]} + borrow;
    difference.digits[i] = static_cast<std::uint32_t>(a.digits[i] - taken);
    borrow = a.digits[i] < taken ? 1 : 0;
  }
  return difference;
}

// number times 2^(32 digits), in steps that a double can hold.
WideNumber moved(WideNumber number, int digits) {
  while (digits != 0) {
    const auto step = std::clamp(digits, -16, 16);
    number *= static_cast<WideNumber>(std::ldexp(1.0, 32 * step));
    digits -= step;
  }
  return number;
}

template <std::size_t Size>
WideNumber wide(const WholeNumber<Size>& number, int digits_below_one) {
  std::size_t low = 0;
  const auto leading = number.leading(low);
  return moved(leading, static_cast<int>(low) - digits_below_one);
}

}  // namespace

void ExactMoments::remove(double value) {
  ensure(n_ > 0, "a value can only be removed from a state that holds one");
  change(value, true);
  --n_;
}

void ExactMoments::change(double value, bool away) {
  if (value == 0) return;
  int exponent = 0;
  const auto fraction = std::frexp(std::abs(value), &exponent);
  ensure(std::abs(value) < value_end, "sums keep numbers below 2^128");
  auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  // value = mantissa times 2^(bit - 32 digits_below_one)
  const auto bit = exponent - 53 + 32 * digits_below_one;
  if (bit < 0) mantissa >>= -bit;  // a subnormal: its last bits are zeros
  const auto place = static_cast<std::size_t>(std::max(bit, 0));
  sum_.add(place, mantissa, (value < 0) != away);
  const auto high = mantissa >> 32;
  const auto low = mantissa & 0xFFFFFFFF;
  squares_.add(2 * place, low * low, away);
  squares_.add(2 * place + 33, low * high, away);
  squares_.add(2 * place + 64, high * high, away);
}

Moments ExactMoments::moments() const {
  if (n_ == 0) return {};
  ensure(n_ <= 0xFFFFFFFF, "there are fewer than 2^32 numbers");
  const auto n = static_cast<WideNumber>(n_);
  const auto sum = sum_.whole();
  const auto mean = wide(sum, digits_below_one) / n;
  Moments moments{n_, static_cast<double>(mean), 0, 0};
  moments.mean_rest = static_cast<double>(mean - static_cast<WideNumber>(moments.mean));
  // n times the squared deviations, exactly: n times the sum of squares less the squared sum.
  const auto spread = minus(times(squares_.whole(), static_cast<std::uint32_t>(n_)), squared(sum));
  moments.m2 = static_cast<double>(wide(spread, 2 * digits_below_one) / n);
  return moments;
}

}  // namespace spotter::stats
