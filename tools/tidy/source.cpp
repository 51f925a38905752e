#include "source.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tidy {
namespace {

namespace fs = std::filesystem;

constexpr std::array skipped_folders = {
    ".git", "build", "node_modules", "dist", "test-results", "playwright-report", ".cache"};
constexpr std::array skipped_files = {"package-lock.json", "LICENSE", "openapi.json",
                                      "schema.d.ts"};
constexpr std::array text_endings = {
    ".cpp",  ".hpp", ".ts",   ".tsx", ".mjs", ".js",    ".css", ".html",         ".md",
    ".yaml", ".yml", ".json", ".sql", ".sh",  ".cmake", ".txt", ".clang-format", ".clang-tidy"};

template <class List>
bool contains(const List& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_text(const std::string& path) {
  if (path == "do" || path == ".ci/run" || ends_with(path, ".gitignore")) return true;
  return std::any_of(text_endings.begin(), text_endings.end(),
                     [&](const char* ending) { return ends_with(path, ending); });
}

/// Where a raw string that opens at `place` (its R) ends, or npos if none opens there.
std::size_t end_of_raw_string(std::string_view text, std::size_t place) {
  if (text.substr(place, 2) != "R\"") return std::string::npos;
  if (place > 0 && is_word_char(text[place - 1])) return std::string::npos;
  std::size_t open = text.find('(', place);
  if (open == std::string::npos) return std::string::npos;
  std::string close = ")" + std::string(text.substr(place + 2, open - place - 2)) + "\"";
  std::size_t end = text.find(close, open);
  return end == std::string::npos ? text.size() : end + close.size();
}

/// Where the literal that opens at `place` with a quote ends.
std::size_t end_of_literal(std::string_view text, std::size_t place) {
  char quote = text[place];
  for (std::size_t i = place + 1; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == quote || text[i] == '\n') return i + 1;
  }
  return text.size();
}

/// The end of the comment or literal at `place`, or `place` if none starts there.
std::size_t end_of_blank(std::string_view text, std::size_t place) {
  std::string_view two = text.substr(place, 2);
  if (two == "//") return std::min(text.find('\n', place), text.size());
  if (two == "/*") {
    std::size_t end = text.find("*/", place + 2);
    return end == std::string::npos ? text.size() : end + 2;
  }
  if (std::size_t end = end_of_raw_string(text, place); end != std::string::npos) return end;
  bool is_separator = place > 0 && std::isalnum(static_cast<unsigned char>(text[place - 1]));
  if (text[place] == '"' || (text[place] == '\'' && !is_separator)) {
    return end_of_literal(text, place);
  }
  return place;
}

std::string blanked(std::string_view text) {
  std::string code(text);
  for (std::size_t i = 0; i < code.size();) {
    std::size_t end = end_of_blank(text, i);
    if (end == i) {
      ++i;
      continue;
    }
    for (; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
  }
  return code;
}

Source read_source(const fs::path& file, std::string path) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  Source source{std::move(path), text.str(), {}, {}};
  source.lines = split(source.text, '\n');
  if (is_cpp(source)) source.code = blanked(source.text);
  return source;
}

}  // namespace

const Source* Repository::find(std::string_view path) const {
  auto found = std::find_if(files.begin(), files.end(),
                            [&](const Source& source) { return source.path == path; });
  return found == files.end() ? nullptr : &*found;
}

Repository read_repository(const std::string& root) {
  Repository repository;
  for (fs::recursive_directory_iterator at(root), end; at != end; ++at) {
    std::string name = at->path().filename().string();
    std::string path = fs::relative(at->path(), root).generic_string();
    if (at->is_directory()) {
      if (contains(skipped_folders, name)) at.disable_recursion_pending();
      else repository.folders.push_back(path);
    } else if (at->is_regular_file() && is_text(path) && !contains(skipped_files, name)) {
      repository.files.push_back(read_source(at->path(), path));
    }
  }
  std::sort(repository.files.begin(), repository.files.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  std::sort(repository.folders.begin(), repository.folders.end());
  return repository;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_cpp(const Source& source) {
  return ends_with(source.path, ".cpp") || ends_with(source.path, ".hpp");
}

bool is_web(const Source& source) {
  for (const char* ending : {".ts", ".tsx", ".mjs", ".js", ".css"}) {
    if (ends_with(source.path, ending)) return true;
  }
  return false;
}

bool is_shell(const Source& source) {
  return source.path == "do" || source.path == ".ci/run" || ends_with(source.path, ".sh");
}

bool is_markdown(const Source& source) { return ends_with(source.path, ".md"); }

bool is_test(const Source& source) {
  for (const char* mark : {"_test.", ".test.", ".spec.", "_check.", "_bench."}) {
    if (source.path.find(mark) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> pieces;
  std::size_t from = 0;
  for (std::size_t at = text.find(by); at != std::string::npos; at = text.find(by, from)) {
    pieces.emplace_back(text.substr(from, at - from));
    from = at + 1;
  }
  if (from < text.size()) pieces.emplace_back(text.substr(from));
  return pieces;
}

std::string trimmed(std::string_view text) {
  std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string::npos;
       at = text.find(word, at + 1)) {
    std::size_t end = at + word.size();
    bool touched =
        (at > 0 && is_word_char(text[at - 1])) || (end < text.size() && is_word_char(text[end]));
    if (!touched) return at;
  }
  return std::string::npos;
}

std::size_t line_at(std::string_view text, std::size_t place) {
  auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(place, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace tidy
