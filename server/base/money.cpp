#include "base/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace spotter {

int minor_digits(const std::string& currency) {
  static constexpr std::array<std::string_view, 16> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                         "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                                         "VUV", "XAF", "XOF", "XPF"};
  static constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD",
                                                         "LYD", "OMR", "TND"};
  if (std::find(none.begin(), none.end(), currency) != none.end()) return 0;
  if (std::find(three.begin(), three.end(), currency) != three.end()) return 3;
  return 2;
}

std::string grouped(std::int64_t number) {
  const auto digits = std::to_string(std::abs(number));
  std::string text;
  if (number < 0) text += '-';
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string to_text(const Money& money) {
  const int digits = minor_digits(money.currency);
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const char* sign = money.amount < 0 ? "-" : "";
  const auto whole = std::abs(money.amount / scale);
  const auto minor = std::abs(money.amount % scale);
  if (digits == 0) return fmt::format("{}{} {}", sign, grouped(whole), money.currency);
  return fmt::format("{}{}.{:0{}} {}", sign, grouped(whole), minor, digits, money.currency);
}

}  // namespace spotter
