// Sizes and white space.
#include <algorithm>

#include "checks.hpp"

namespace tidy {
namespace {

constexpr std::size_t line_chars_max = 100;
constexpr std::size_t file_lines_max = 400;
constexpr std::size_t test_lines_max = 800;

bool is_code(const Source& source) { return is_cpp(source) || is_web(source) || is_shell(source); }

/// Characters, not bytes, of UTF-8.
std::size_t chars(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool has_line_limit(const Source& source) {
  return is_code(source) || is_markdown(source) || ends_with(source.path, "CMakeLists.txt");
}

/// Tables and quoted code in Markdown cannot be broken.
bool may_be_long(const Source& source, const std::string& line, bool fenced) {
  return is_markdown(source) && (fenced || starts_with(line, "|"));
}

void check_lines(const Source& source, Findings& findings) {
  bool fenced = false;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& line = source.lines[i];
    if (starts_with(trimmed(line), "```")) fenced = !fenced;
    if (has_line_limit(source) && chars(line) > line_chars_max &&
        !may_be_long(source, line, fenced))
      findings.push_back({source.path, i + 1,
                          "line of " + std::to_string(chars(line)) + " characters; 100 at most"});
    if (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
      findings.push_back({source.path, i + 1, "white space at the end of the line"});
    if (is_code(source) && line.find('\t') != std::string::npos)
      findings.push_back({source.path, i + 1, "tab"});
  }
}

void check_file(const Source& source, Findings& findings) {
  if (!source.text.empty() && source.text.back() != '\n')
    findings.push_back({source.path, source.lines.size(), "no line break at the end"});
  std::size_t most = is_test(source) ? test_lines_max : file_lines_max;
  if (is_code(source) && source.lines.size() > most)
    findings.push_back({source.path, 0,
                        "file of " + std::to_string(source.lines.size()) + " lines; " +
                            std::to_string(most) + " at most"});
  if (ends_with(source.path, ".hpp") && find_word(source.code, "#pragma once") == std::string::npos)
    findings.push_back({source.path, 1, "header without #pragma once"});
}

}  // namespace

void check_shape(const Repository& repository, Findings& findings) {
  for (const Source& source : repository.files) {
    check_lines(source, findings);
    check_file(source, findings);
    check_functions(source, findings);
  }
}

}  // namespace tidy
