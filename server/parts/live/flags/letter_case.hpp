// Upper and lower case as JavaScript knows them, independent of the machine's locale.
#pragma once

#include <string>
#include <string_view>

namespace spotter::live {

/// text.toLowerCase() for UTF-8, with U+0130 and the Greek final sigma.
std::string to_lower_case(std::string_view text);

/// What a regular expression with flag i compares instead of a UTF-16 unit (ECMAScript
/// 22.2.2.7.3, without flag u).
char16_t fold_unit(char16_t unit);

}  // namespace spotter::live
