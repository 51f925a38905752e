// The layout: what ARCHITECTURE.md names, and files that are numbered.
#include <cctype>
#include <map>

#include "checks.hpp"

namespace tidy {
namespace {

/// Folders whose purpose a reader looks up: server/X, server/parts/X, web/src/X, web/src/parts/X
/// and the steps inside a part.
bool must_be_named(const std::string& folder) {
  for (const char* start : {"server/", "web/src/"}) {
    if (!starts_with(folder, start)) continue;
    std::vector<std::string> steps = split(folder.substr(std::string(start).size()), '/');
    std::size_t most = steps[0] == "parts" ? 3 : 1;
    return steps.size() <= most;
  }
  return false;
}

void check_folders(const Repository& repository, Findings& findings) {
  const Source* architecture = repository.find("ARCHITECTURE.md");
  if (architecture == nullptr) {
    findings.push_back({"ARCHITECTURE.md", 0, "missing"});
    return;
  }
  for (const std::string& folder : repository.folders) {
    std::string name = folder.substr(folder.rfind('/') + 1);
    if (must_be_named(folder) && find_word(architecture->text, name) == std::string::npos)
      findings.push_back({folder, 0, "a folder that ARCHITECTURE.md does not name"});
  }
}

std::size_t number_of(const std::string& name) {
  std::size_t digits = 0;
  while (digits < name.size() && std::isdigit(static_cast<unsigned char>(name[digits]))) ++digits;
  return digits == 0 || digits > 6 ? 0 : std::stoul(name.substr(0, digits));
}

/// Files in folders named "migrations" or "decisions" count 1, 2, 3 …
void check_numbers(const Repository& repository, Findings& findings) {
  std::map<std::string, std::size_t> last;
  for (const Source& source : repository.files) {
    std::size_t cut = source.path.rfind('/');
    std::string folder = cut == std::string::npos ? "" : source.path.substr(0, cut);
    bool numbered = (ends_with(folder, "migrations") && ends_with(source.path, ".sql")) ||
                    ends_with(folder, "docs/decisions");
    if (!numbered) continue;
    std::size_t number = number_of(source.path.substr(cut + 1));
    if (number != last[folder] + 1)
      findings.push_back({source.path, 0,
                          "numbered " + std::to_string(number) + " where " +
                              std::to_string(last[folder] + 1) + " is next"});
    last[folder] = number;
  }
}

}  // namespace

void check_layout(const Repository& repository, Findings& findings) {
  check_folders(repository, findings);
  check_numbers(repository, findings);
}

}  // namespace tidy
