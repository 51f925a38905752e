// The repository as tidy sees it: files as text and lines, and what was found wrong in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidy {

/// One text file. `path` is relative to the root, with slashes.
struct Source {
  std::string path;
  std::string text;
  std::vector<std::string> lines;
  std::string code;  ///< C++ only: `text` with comments and literals blanked, same length
};

/// One breach; `line` counts from 1, 0 means the file or folder itself.
struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string reason;
};

using Findings = std::vector<Finding>;

/// A checkout: its text files, sorted by path, and its folders.
struct Repository {
  std::vector<Source> files;
  std::vector<std::string> folders;

  const Source* find(std::string_view path) const;
};

/// Reads all text files under `root` but what is built, fetched or generated.
Repository read_repository(const std::string& root);

bool starts_with(std::string_view text, std::string_view start);
bool ends_with(std::string_view text, std::string_view end);
bool is_cpp(const Source& source);
bool is_web(const Source& source);
bool is_shell(const Source& source);
bool is_markdown(const Source& source);
/// Tests may be longer and may use what their subject may not.
bool is_test(const Source& source);

std::vector<std::string> split(std::string_view text, char by);
std::string trimmed(std::string_view text);
std::string lower(std::string_view text);
bool is_word_char(char c);
/// The place of `word` in `text` from `from` on, where no letter, digit or underscore touches it.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);
/// 1 for the first line.
std::size_t line_at(std::string_view text, std::size_t place);

}  // namespace tidy
