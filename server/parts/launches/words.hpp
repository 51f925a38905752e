// How sides and people are spoken of in sentences.
#pragma once

#include <string>

#include "parts/launches/card.hpp"

namespace spotter::launches {

/// "marketing" or "IT", in the middle of a sentence.
std::string word_of(Side side);
/// "Marketing" or "IT", at its start.
std::string capital_of(Side side);
/// "Jonas of IT"; the name alone for a member of neither side.
std::string words_for(const Person& person);
/// `"` around what somebody wrote.
std::string quoted(const std::string& text);

}  // namespace spotter::launches
