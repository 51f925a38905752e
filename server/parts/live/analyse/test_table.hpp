// Tables of a test: cells are separated by spaces, "_" is an empty cell.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "parts/live/analyse/analyse.hpp"

namespace spotter::live {

inline Result<Imported> import_table(const std::vector<std::string>& lines,
                                     std::map<std::string, std::string> chosen = {}) {
  Importer importer(std::move(chosen));
  std::uint64_t number = 0;
  for (const auto& line : lines) {
    std::vector<std::string> cells;
    std::istringstream words(line);
    for (std::string cell; words >> cell;) cells.push_back(cell == "_" ? "" : cell);
    TRY_VOID(importer.take({++number, cells}));
  }
  return importer.finish();
}

inline Result<Analysis> analyse_table(const std::vector<std::string>& lines,
                                      const AnalysisChoice& choice = {}) {
  TRY(auto imported, import_table(lines));
  return analyse(std::move(imported), choice);
}

}  // namespace spotter::live
