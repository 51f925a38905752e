// Numbers and texts as JavaScript turns one into the other (ECMAScript 2023, 6.1.6.1.20, 7.1.4.1,
// 19.2.5).
#pragma once

#include <string>
#include <string_view>

namespace spotter::live::javascript {

/// The shortest text that reads back as this number: 0.1, 1e+21, 1e-7, NaN, -Infinity.
std::string to_text(double number);

/// Number(text): blanks around it are ignored, nothing is 0, what is no number is NaN.
double parse_number(std::string_view text);

/// parseInt(text): the whole number at the beginning, NaN if there is none.
double parse_leading_integer(std::string_view text);

}  // namespace spotter::live::javascript
