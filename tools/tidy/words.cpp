// Words: names that say nothing, synonyms the glossary forbids, promises, unfinished notes.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "checks.hpp"

namespace tidy {
namespace {

constexpr std::array empty_names = {"manager", "managers", "helper", "helpers",  "util",
                                    "utils",   "utility",  "common", "service",  "services",
                                    "impl",    "new",      "v2",     "utilities"};
constexpr std::array promises = {"seamless",      "seamlessly", "effortless",  "effortlessly",
                                 "blazing",       "powerful",   "world-class", "cutting-edge",
                                 "best-in-class", "simply",     "obviously",   "whitelist",
                                 "blacklist"};
constexpr std::array notes = {"TODO", "FIXME", "XXX", "HACK"};

template <class List>
bool contains(const List& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// "HttpManager.test.ts" gives http, manager, test, ts.
std::vector<std::string> words_of_name(const std::string& name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    bool breaks = !std::isalnum(static_cast<unsigned char>(name[i]));
    bool climbs = i > 0 && std::isupper(static_cast<unsigned char>(name[i])) &&
                  std::islower(static_cast<unsigned char>(name[i - 1]));
    if (breaks || climbs) words.emplace_back();
    if (!breaks) words.back() += lower(name.substr(i, 1));
  }
  return words;
}

/// The word in `name` that says nothing, or empty.
std::string empty_word(const std::string& name) {
  for (const std::string& word : words_of_name(name)) {
    if (contains(empty_names, word)) return word;
  }
  return {};
}

void check_file_names(const Repository& repository, Findings& findings) {
  auto check = [&](const std::string& path) {
    std::string word = empty_word(path.substr(path.rfind('/') + 1));
    if (!word.empty()) findings.push_back({path, 0, "a name that says nothing: " + word});
  };
  for (const Source& source : repository.files) check(source.path);
  for (const std::string& folder : repository.folders) check(folder);
}

void check_type_names(const Source& source, Findings& findings) {
  for (const char* keyword : {"class ", "struct "}) {
    for (std::size_t at = source.code.find(keyword); at != std::string::npos;
         at = source.code.find(keyword, at + 1)) {
      std::size_t from = at + std::string(keyword).size();
      std::size_t to = from;
      while (to < source.code.size() && is_word_char(source.code[to])) ++to;
      std::string word = empty_word(source.code.substr(from, to - from));
      if (!word.empty() && word != "new")
        findings.push_back(
            {source.path, line_at(source.code, at), "a type name that says nothing: " + word});
    }
  }
}

/// Numbers of the decision records: "0003".
std::set<std::string> decisions(const Repository& repository) {
  std::set<std::string> numbers;
  for (const Source& source : repository.files) {
    if (starts_with(source.path, "docs/decisions/")) numbers.insert(source.path.substr(15, 4));
  }
  return numbers;
}

void check_notes(const Source& source, const std::set<std::string>& numbers, Findings& findings) {
  for (const char* note : notes) {
    for (std::size_t at = find_word(source.text, note); at != std::string::npos;
         at = find_word(source.text, note, at + 1)) {
      std::string after = source.text.substr(at + std::string(note).size(), 6);
      bool named = after.size() == 6 && after[0] == '(' && after[5] == ')';
      if (!named || numbers.count(after.substr(1, 4)) == 0)
        findings.push_back(
            {source.path, line_at(source.text, at),
             std::string(note) + " without a decision record: write " + note + "(NNNN) or do it"});
    }
  }
}

void check_word(const Source& source, const std::string& text, const std::string& word,
                Findings& findings) {
  for (std::size_t at = find_word(text, word); at != std::string::npos;
       at = find_word(text, word, at + 1)) {
    findings.push_back({source.path, line_at(text, at), "a word we do not use: " + word});
  }
}

/// One row of GLOSSARY.md's tables: | word | for marketing | for IT | never |.
struct Term {
  std::string word;
  std::size_t line = 0;
  std::vector<std::string> never;
};

std::vector<Term> read_terms(const Source& glossary) {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < glossary.lines.size(); ++i) {
    std::vector<std::string> cells = split(glossary.lines[i], '|');
    if (cells.size() < 5 || !cells[0].empty()) continue;
    std::string word = lower(trimmed(cells[1]));
    if (word == "word" || word.empty() || word[0] == '-') continue;
    Term term{word, i + 1, {}};
    for (const std::string& never : split(cells[4], ',')) {
      if (!trimmed(never).empty()) term.never.push_back(lower(trimmed(never)));
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

/// Foreign protocols keep their own words, and so does what speaks to them.
bool speaks_ours(const Source& source) {
  for (const char* start : {"GLOSSARY.md", "tools/tidy/", "server/protocols/", "tests/contract/"}) {
    if (starts_with(source.path, start)) return false;
  }
  return true;
}

bool shows_use(const Source& source) {
  for (const char* start :
       {"server/", "web/src/", "examples/", "docs/", "README.md", "ARCHITECTURE.md"}) {
    if (starts_with(source.path, start)) return true;
  }
  return false;
}

/// Lower case, with one blank for every run of what is no letter or digit.
std::string plain_words(const std::string& text) {
  std::string result;
  for (char c : text) {
    bool letter = std::isalnum(static_cast<unsigned char>(c));
    if (letter) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  return result;
}

void check_glossary(const Repository& repository, const std::vector<Term>& terms,
                    Findings& findings) {
  std::string used;
  for (const Source& source : repository.files) {
    if (shows_use(source)) used += plain_words(source.text);
  }
  for (const Term& term : terms) {
    std::string word = plain_words(term.word);
    bool found = find_word(used, word) != std::string::npos ||
                 find_word(used, word + "s") != std::string::npos;
    if (!found)
      findings.push_back({"GLOSSARY.md", term.line, "a word that nothing uses: " + term.word});
  }
}

}  // namespace

void check_words(const Repository& repository, Findings& findings) {
  check_file_names(repository, findings);
  const Source* glossary = repository.find("GLOSSARY.md");
  std::vector<Term> terms = glossary ? read_terms(*glossary) : std::vector<Term>{};
  if (terms.empty()) findings.push_back({"GLOSSARY.md", 0, "no words in it"});
  std::set<std::string> numbers = decisions(repository);
  for (const Source& source : repository.files) {
    if (is_cpp(source)) check_type_names(source, findings);
    if (!speaks_ours(source)) continue;
    check_notes(source, numbers, findings);
    std::string text = lower(source.text);
    for (const char* word : promises) check_word(source, text, word, findings);
    for (const Term& term : terms) {
      for (const std::string& word : term.never) check_word(source, text, word, findings);
    }
  }
  check_glossary(repository, terms, findings);
}

}  // namespace tidy
