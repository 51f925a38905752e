#include "parts/launches/words.hpp"

#include <fmt/format.h>

namespace spotter::launches {

std::string word_of(Side side) { return side == Side::it ? "IT" : "marketing"; }

std::string capital_of(Side side) { return side == Side::it ? "IT" : "Marketing"; }

std::string words_for(const Person& person) {
  return person.side ? fmt::format("{} of {}", person.name, word_of(*person.side)) : person.name;
}

std::string quoted(const std::string& text) { return fmt::format("\"{}\"", text); }

}  // namespace spotter::launches
