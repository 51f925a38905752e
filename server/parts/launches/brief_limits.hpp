// What may stand in briefs and policies. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/problem.hpp"

namespace spotter::launches {

/// True for the 249 officially assigned codes of ISO 3166-1 alpha-2, in capitals.
bool is_region(const std::string& code);

/// Each is a bad_request at `pointer`, or at the entry below it that is wrong.
std::optional<Problem> malformed_text(const std::string& text, const std::string& pointer);
/// A name of something: neither empty nor with blanks around it, and short.
std::optional<Problem> malformed_word(const std::string& word, const std::string& pointer);
std::optional<Problem> malformed_words(const std::vector<std::string>& words,
                                       const std::string& pointer);
std::optional<Problem> malformed_regions(const std::vector<std::string>& regions,
                                         const std::string& pointer);
/// Money that is paid: 0 or more, at most 10^15 minor units, with a currency's code.
std::optional<Problem> malformed_cost(const Money& cost, const std::string& pointer);
/// More entries than a list may have.
std::optional<Problem> malformed_count(std::size_t count, const std::string& pointer);

}  // namespace spotter::launches
