// Requests kept ready as bytes, so that making load costs little beside answering it.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace spotter::bench {

/// A whole HTTP request with places that are written anew each time it is sent:
/// "################" becomes 16 hexadecimal digits that no other request has, "$$$$$$$$$$$$" a
/// unit of 12 characters drawn from Rows, and "&&" the arm of the unit drawn last.
class Template {
 public:
  explicit Template(std::string bytes);

  /// Writes all places; the view is good until the next call.
  template <class Draw>
  std::string_view fill(std::uint64_t& number, Draw draw);

 private:
  enum class Kind { number, unit, arm };
  struct Place {
    Kind kind;
    std::size_t at;
  };

  void find(std::string_view mark, Kind kind);

  std::string bytes_;
  std::vector<Place> places_;  // ascending
};

/// Lines of exactly 14 characters: a unit and its arm.
class Rows {
 public:
  explicit Rows(const std::string& text);
  std::string_view draw();

 private:
  static constexpr std::size_t row_bytes = 14;
  std::vector<std::string> rows_;
  std::minstd_rand random_{1};
};

inline constexpr std::size_t number_digits = 16;
inline constexpr std::size_t unit_chars = 12;
inline constexpr std::size_t arm_chars = 2;

template <class Draw>
std::string_view Template::fill(std::uint64_t& number, Draw draw) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string_view row;
  for (const auto& place : places_) {
    char* to = bytes_.data() + place.at;
    if (place.kind == Kind::unit) {
      row = draw();
      row.copy(to, unit_chars);
    } else if (place.kind == Kind::arm) {
      row.substr(unit_chars).copy(to, arm_chars);
    } else {
      auto rest = ++number;
      for (std::size_t i = number_digits; i-- > 0; rest >>= 4) to[i] = digits[rest & 15];
    }
  }
  return bytes_;
}

}  // namespace spotter::bench
