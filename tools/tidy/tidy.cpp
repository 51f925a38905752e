// Tidy, the first test: `tidy FOLDER` prints "file:line: reason" for each breach of STYLE.md's
// countable rules; the last line is "N files tidy" (exit 0) or "N findings" (exit 1).
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <tuple>

#include "checks.hpp"

namespace {

void print(const tidy::Finding& finding) {
  std::cout << finding.path;
  if (finding.line > 0) std::cout << ':' << finding.line;
  std::cout << ": " << finding.reason << '\n';
}

bool earlier(const tidy::Finding& a, const tidy::Finding& b) {
  return std::tie(a.path, a.line, a.reason) < std::tie(b.path, b.line, b.reason);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 || !std::filesystem::is_directory(arguments[1])) {
    std::cerr << "usage: tidy FOLDER\n";
    return 2;
  }
  tidy::Repository repository = tidy::read_repository(arguments[1]);
  tidy::Findings findings;
  tidy::check_server_walls(repository, findings);
  tidy::check_web_walls(repository, findings);
  tidy::check_shape(repository, findings);
  tidy::check_words(repository, findings);
  tidy::check_layout(repository, findings);
  std::sort(findings.begin(), findings.end(), earlier);
  for (const tidy::Finding& finding : findings) print(finding);
  if (findings.empty()) std::cout << repository.files.size() << " files tidy\n";
  else std::cout << findings.size() << " findings\n";
  return findings.empty() ? 0 : 1;
}
