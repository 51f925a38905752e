// Comparing what must not be guessed piece by piece.
#pragma once

#include <string_view>

namespace spotter {

/// Whether two secrets are the same, in a time that depends on their length only. False if `known`
/// is empty: nothing was agreed on then.
bool same_secret(std::string_view presented, std::string_view known);

}  // namespace spotter
