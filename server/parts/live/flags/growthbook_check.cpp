// Checks this program's evaluator against a file of GrowthBook's shared cases.
#include <fmt/core.h>

#include <cstdio>
#include <optional>
#include <string>

#include "parts/live/flags/growthbook_cases.hpp"

namespace {

std::optional<std::string> read_file(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (!file) return std::nullopt;
  std::string text;
  char part[65'536];
  for (std::size_t size = 0; (size = std::fread(part, 1, sizeof part, file)) > 0;)
    text.append(part, size);
  const bool broken = std::ferror(file) != 0;
  std::fclose(file);
  return broken ? std::nullopt : std::optional(std::move(text));
}

}  // namespace

// Exit status: 0 all agree, 1 some do not, 2 there was no such file to run.
int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: growthbook_check FILE.json\n");
    return 2;
  }
  const auto text = read_file(argv[1]);
  if (!text) {
    fmt::print(stderr, "Cannot read {}.\n", argv[1]);
    return 2;
  }
  const auto tally = spotter::live::run_growthbook_cases(*text, stdout);
  if (!tally) {
    fmt::print(stderr, "Cannot run {}: {}\n", argv[1], tally.error().sentence);
    return 2;
  }
  fmt::print("{} passed, {} failed, {} skipped\n", tally->passed, tally->failed, tally->skipped);
  return tally->failed == 0 ? 0 : 1;
}
