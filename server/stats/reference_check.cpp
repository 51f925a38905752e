// Checks this program's statistics against a file of reference cases.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "stats/reference_cases_check.hpp"

// Exit status: 0 all agree, 1 some do not, 2 there was no such file to run.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: reference_check FILE.json\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {  // a folder or an empty file fails here
    std::cerr << fmt::format("Cannot read {}.\n", argv[1]);
    return 2;
  }
  const auto tally = spotter::stats::run_reference_cases(text.str(), std::cout);
  if (!tally) {
    std::cerr << fmt::format("Cannot run {}: {}.\n", argv[1], tally.error().sentence);
    return 2;
  }
  std::cout << fmt::format("{} passed, {} failed, {} skipped\n", tally->passed, tally->failed,
                           tally->skipped);
  return tally->failed == 0 ? 0 : 1;
}
