// Functions: found by their braces in C++, by indentation elsewhere. A heuristic that formatted
// code satisfies; it never needs a compiler.
#include <algorithm>
#include <array>
#include <cctype>

#include "checks.hpp"

namespace tidy {
namespace {

constexpr std::size_t function_lines_max = 70;
constexpr std::size_t parameters_max = 4;

constexpr std::array not_functions = {"namespace", "class", "struct", "enum",  "union",
                                      "extern",    "if",    "for",    "while", "switch",
                                      "do",        "else",  "try",    "catch", "concept"};
constexpr std::array after_parameters = {"const", "noexcept", "override", "final", "mutable"};

template <class List>
bool contains(const List& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Where the bracket pair that opens at `open` ends, one past; the end of `text` if it does not.
std::size_t end_of_pair(const std::string& text, std::size_t open, char opening, char closing) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == opening) ++depth;
    if (text[i] == closing && --depth == 0) return i + 1;
  }
  return text.size();
}

std::string first_word(const std::string& text) {
  auto end = std::find_if_not(text.begin(), text.end(), is_word_char);
  return std::string(text.begin(), end);
}

/// `header` without a leading MACRO(…) that has no semicolon; a macro alone stays (TEST(a, b)).
std::string without_macro(const std::string& header) {
  std::string word = first_word(header);
  bool shouts = word.size() > 3 && std::none_of(word.begin(), word.end(), [](unsigned char c) {
                  return std::islower(c) != 0;
                });
  if (!shouts || header.size() == word.size() || header[word.size()] != '(') return header;
  std::string rest = trimmed(header.substr(end_of_pair(header, word.size(), '(', ')')));
  return rest.empty() ? header : rest;
}

/// `header` without leading macros and template clauses.
std::string declaration(std::string header) {
  header = without_macro(trimmed(header));
  header = trimmed(header);
  while (find_word(header, "template") == 0 && header.find('<') != std::string::npos) {
    header = trimmed(header.substr(end_of_pair(header, header.find('<'), '<', '>')));
  }
  return header;
}

std::string last_word(const std::string& text) {
  auto end = std::find_if_not(text.rbegin(), text.rend(), is_word_char);
  return std::string(end.base(), text.end());
}

/// True if a brace after `header` opens a function's body.
bool opens_function(const std::string& header) {
  std::string text = declaration(header);
  if (text.find('(') == std::string::npos || contains(not_functions, first_word(text)))
    return false;
  if (text.back() == ')' || contains(after_parameters, last_word(text))) return true;
  return text.find("->") != std::string::npos;
}

/// True if a brace after `header` is a member's initial value: `A() : b{`.
bool opens_initial_value(const std::string& header) {
  std::string text = declaration(header);
  if (contains(not_functions, first_word(text)) || last_word(text).empty()) return false;
  std::size_t colon = text.rfind(" : ");
  std::size_t close = text.find(')');
  return colon != std::string::npos && close < colon &&
         find_word(text, "class", close) == std::string::npos &&
         find_word(text, "struct", close) == std::string::npos;
}

/// Parameters in the first parentheses of `header`.
std::size_t parameters(const std::string& header) {
  std::string text = declaration(header);
  if (text.find("operator") != std::string::npos) return 0;
  std::size_t open = text.find('(');
  std::size_t end = end_of_pair(text, open, '(', ')');
  if (trimmed(text.substr(open + 1, end - open - 2)).empty()) return 0;
  std::size_t count = 1;
  int depth = 0;
  for (std::size_t i = open + 1; i + 1 < end; ++i) {
    if (std::string("(<[{").find(text[i]) != std::string::npos) ++depth;
    if (std::string(")>]}").find(text[i]) != std::string::npos) --depth;
    if (text[i] == ',' && depth == 0) ++count;
  }
  return count;
}

void report_length(const Source& source, std::size_t from, std::size_t to, Findings& findings) {
  std::size_t lines = to - from + 1;
  if (lines > function_lines_max)
    findings.push_back(
        {source.path, from, "function of " + std::to_string(lines) + " lines; 70 at most"});
}

/// Blanks preprocessor lines with their continuations.
std::string without_directives(std::string code) {
  bool inside = false;
  for (std::size_t i = 0; i < code.size();) {
    std::size_t end = std::min(code.find('\n', i), code.size());
    std::string line = trimmed(std::string_view(code).substr(i, end - i));
    inside = inside || starts_with(line, "#");
    if (inside)
      std::fill(code.begin() + static_cast<std::ptrdiff_t>(i),
                code.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    if (!ends_with(line, "\\")) inside = false;
    i = end + 1;
  }
  return code;
}

/// Walks C++ braces; a function's inner braces only count its depth.
class BraceWalk {
 public:
  BraceWalk(const Source& source, Findings& findings) : source_(source), findings_(findings) {}

  void run() {
    std::string code = without_directives(source_.code);
    for (char c : code) {
      if (c == '\n') ++line_;
      if (inside_function_) step_inside(c);
      else if (inside_value_) step_initial_value(c);
      else step_outside(c);
    }
  }

 private:
  void step_inside(char c) {
    if (c == '{') ++depth_;
    if (c != '}' || --depth_ > 0) return;
    report_length(source_, started_, line_, findings_);
    inside_function_ = false;
    header_.clear();
  }

  void step_initial_value(char c) {
    if (c == '{') ++depth_;
    if (c != '}' || --depth_ > 0) return;
    inside_value_ = false;
    header_ += "()";
  }

  void step_outside(char c) {
    if (c == '{' && opens_initial_value(header_)) {
      inside_value_ = true;
      depth_ = 1;
      return;
    }
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    bool separates = parentheses_ == 0 && (c == ';' || c == '{' || c == '}');
    if (separates && c == '{' && opens_function(header_)) enter();
    if (separates) header_.clear();
    else if (!header_.empty() || !std::isspace(static_cast<unsigned char>(c))) keep(c);
  }

  void keep(char c) {
    if (header_.empty()) started_ = line_;
    header_ += c;
  }

  void enter() {
    inside_function_ = true;
    depth_ = 1;
    if (parameters(header_) > parameters_max)
      findings_.push_back(
          {source_.path, started_, std::to_string(parameters(header_)) + " parameters; 4 at most"});
  }

  const Source& source_;
  Findings& findings_;
  std::string header_;
  std::size_t line_ = 1;
  std::size_t started_ = 1;
  int parentheses_ = 0;
  int depth_ = 0;
  bool inside_function_ = false;
  bool inside_value_ = false;
};

/// True if a line of TypeScript, JavaScript or shell opens a function.
bool opens_by_line(const Source& source, const std::string& line) {
  if (!ends_with(line, "{")) return false;
  if (is_shell(source)) return line.find("() {") != std::string::npos;
  if (find_word(line, "function") != std::string::npos) return true;
  return ends_with(line, "=> {") && find_word(line, "const") != std::string::npos;
}

/// Ends at the next line of the same indentation that starts with a closing bracket.
void check_by_indentation(const Source& source, Findings& findings) {
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    if (!opens_by_line(source, source.lines[i])) continue;
    std::size_t indent = source.lines[i].find_first_not_of(' ');
    for (std::size_t j = i + 1; j < source.lines.size(); ++j) {
      if (source.lines[j].find_first_not_of(' ') != indent || source.lines[j][indent] != '}')
        continue;
      report_length(source, i + 1, j + 1, findings);
      break;
    }
  }
}

/// g++ 12 destroys a capturing lambda inside a co_await expression twice (STYLE.md).
void check_awaits(const Source& source, Findings& findings) {
  const std::string& code = source.code;
  for (std::size_t at = find_word(code, "co_await"); at != std::string::npos;
       at = find_word(code, "co_await", at + 1)) {
    std::size_t end = std::min(code.find(';', at), code.size());
    for (std::size_t open = code.find('[', at); open < end; open = code.find('[', open + 1)) {
      std::size_t close = code.find(']', open);
      if (close == std::string::npos || close == open + 1) continue;
      std::size_t next = code.find_first_not_of(' ', close + 1);
      bool is_index = is_word_char(code[open - 1]) || code[open - 1] == ')';
      if (!is_index && next != std::string::npos && (code[next] == '(' || code[next] == '{'))
        findings.push_back({source.path, line_at(code, open),
                            "name the lambda before co_await: g++ 12 destroys it twice"});
    }
  }
}

}  // namespace

void check_functions(const Source& source, Findings& findings) {
  if (is_cpp(source)) {
    BraceWalk(source, findings).run();
    check_awaits(source, findings);
  } else if (is_web(source) || is_shell(source)) {
    check_by_indentation(source, findings);
  }
}

}  // namespace tidy
