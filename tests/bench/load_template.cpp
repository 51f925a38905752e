#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "load.hpp"

namespace spotter::bench {

Template::Template(std::string bytes) : bytes_(std::move(bytes)) {
  find(std::string(number_digits, '#'), Kind::number);
  find(std::string(unit_chars, '$'), Kind::unit);
  find(std::string(arm_chars, '&'), Kind::arm);
  std::sort(places_.begin(), places_.end(),
            [](const Place& a, const Place& b) { return a.at < b.at; });
}

void Template::find(std::string_view mark, Kind kind) {
  for (auto at = bytes_.find(mark); at != std::string::npos; at = bytes_.find(mark, at))
    places_.push_back({kind, at}), at += mark.size();
}

Rows::Rows(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() != row_bytes) throw std::runtime_error("a row is not 14 characters: " + line);
    rows_.push_back(line);
  }
  if (rows_.empty()) rows_.emplace_back(row_bytes, '0');
}

std::string_view Rows::draw() { return rows_[random_() % rows_.size()]; }

}  // namespace spotter::bench
