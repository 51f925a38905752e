// JavaScript's regular expressions in PCRE2's words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotter::live {

/// Translates a pattern of `new RegExp(pattern)` (flag i if `insensitive`; ECMAScript 2023 with
/// Annex B, as Node 20 reads it) for PCRE2 over 16-bit units without UTF mode. With `insensitive`
/// the subject must be folded with fold_unit. Nothing where JavaScript throws a SyntaxError.
///
/// Differences that remain: captures are not reset when a loop starts again, and look-behind of
/// varying length does not compile. RE2 accepts neither back-references nor look-behind, so nothing
/// that may be saved is affected.
std::optional<std::string> to_pcre(std::string_view pattern, bool insensitive);

}  // namespace spotter::live
