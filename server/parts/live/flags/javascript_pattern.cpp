#include "parts/live/flags/javascript_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "parts/live/flags/letter_case.hpp"
#include "parts/live/flags/pattern_reader.hpp"
#include "parts/live/flags/unit_set.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live {

namespace {

constexpr unsigned repeats_max = 65'535;  // PCRE2's own limit

std::optional<UnitSet> class_of(char16_t letter) {
  UnitSet set;
  switch (letter | 0x20) {
    case u'd': set = UnitSet::digits(); break;
    case u'w': set = UnitSet::words(); break;
    case u's': set = UnitSet::blanks(); break;
    default: return std::nullopt;
  }
  if (letter < u'a') set.invert();
  return set;
}

// A recursive descent over the grammar of ECMAScript B.1.2; each function takes what it reads.
class Translator {
 public:
  Translator(std::u16string pattern, bool insensitive)
      : reader_(std::move(pattern)), insensitive_(insensitive) {
    count_groups();
  }

  std::optional<std::string> translate() {
    disjunction(0);
    if (!reader_.at_end()) fail();  // an unmatched ")"
    return failed_ ? std::nullopt : std::optional(pcre_);
  }

 private:
  void fail() { failed_ = true; }
  bool going() const { return !failed_ && !reader_.at_end(); }

  // Back-references may point forward, so groups are counted first.
  void count_groups() {
    PatternReader ahead = reader_;
    bool in_class = false;
    while (!ahead.at_end()) {
      const char16_t unit = ahead.take();
      if (unit == u'\\' && !ahead.at_end()) ahead.take();
      else if (unit == u'[') in_class = true;
      else if (unit == u']') in_class = false;
      if (unit != u'(' || in_class) continue;
      const bool named = ahead.peek_is(u"?<") && !ahead.peek_is(u"?<=") && !ahead.peek_is(u"?<!");
      if (!ahead.peek_is(u"?") || named) groups_.emplace_back();
      if (named) groups_.back() = ahead.group_name_at(2);
    }
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (groups_[i].empty()) continue;
      has_names_ = true;
      if (std::count(groups_.begin(), groups_.end(), groups_[i]) > 1) fail();
    }
  }

  void disjunction(std::size_t depth) {
    if (depth > limits::regex_depth_max) return fail();
    while (going() && !reader_.peek_is(u")")) {
      if (reader_.take_if(u"|")) pcre_ += "|";
      else term(depth);
    }
  }

  void term(std::size_t depth) {
    if (reader_.take_if(u"^")) pcre_ += "\\A";
    else if (reader_.take_if(u"$")) pcre_ += "\\z";
    else if (reader_.take_if(u"\\b")) word_boundary(true);
    else if (reader_.take_if(u"\\B")) word_boundary(false);
    else if (reader_.peek_is(u"(")) group(depth);
    else {
      atom();
      quantifier();
    }
  }

  void word_boundary(bool wanted) {
    static constexpr std::string_view word = "[0-9A-Za-z_]";
    pcre_ += fmt::format("(?:(?<={0})(?{1}{0})|(?<!{0})(?{2}{0}))", word, wanted ? '!' : '=',
                         wanted ? '=' : '!');
  }

  void group(std::size_t depth) {
    static constexpr std::pair<std::u16string_view, std::string_view> openings[] = {
        {u"(?:", "(?:"},
        {u"(?=", "(?:(?="},
        {u"(?!", "(?:(?!"},
        {u"(?<=", "(?<="},
        {u"(?<!", "(?<!"}};
    const auto opening = std::find_if(std::begin(openings), std::end(openings),
                                      [&](const auto& o) { return reader_.take_if(o.first); });
    if (opening != std::end(openings)) pcre_ += opening->second;
    else if (!capture()) return;
    const bool ahead = opening != std::end(openings) && opening->second.starts_with("(?:(");
    const bool behind = opening != std::end(openings) && opening->second.starts_with("(?<");
    disjunction(depth + 1);
    if (!reader_.take_if(u")")) return fail();
    pcre_ += ahead ? "))" : ")";
    if (!behind) quantifier();
  }

  bool capture() {
    const bool named = reader_.peek_is(u"(?<");
    if (!named && reader_.peek_is(u"(?")) return fail(), false;
    if (named && !reader_.take_group_name(3)) return fail(), false;
    if (!named) reader_.take();
    pcre_ += "(";
    return true;
  }

  void quantifier() {
    if (failed_) return;
    if (reader_.take_if(u"*")) pcre_ += "*";
    else if (reader_.take_if(u"+")) pcre_ += "+";
    else if (reader_.take_if(u"?")) pcre_ += "?";
    else if (const auto counts = reader_.take_counts()) repeat(*counts);
    else return;
    if (reader_.take_if(u"?")) pcre_ += "?";
  }

  void repeat(const PatternReader::Counts& counts) {
    if (counts.most < counts.least || counts.least > repeats_max) return fail();
    if (counts.most > repeats_max) pcre_ += fmt::format("{{{},}}", counts.least);
    else pcre_ += fmt::format("{{{},{}}}", counts.least, counts.most);
  }

  void atom() {
    if (reader_.take_counts()) return fail();  // nothing to repeat
    const char16_t unit = reader_.take();
    switch (unit) {
      case u'*':
      case u'+':
      case u'?': return fail();
      case u'.': return put(UnitSet::dot(), false);
      case u'[': return unit_class();
      case u'\\': return escape();
      default: return put(unit);
    }
  }

  void put(char16_t unit) { pcre_ += pcre_unit(insensitive_ ? fold_unit(unit) : unit); }

  void put(UnitSet set, bool inverted) {
    if (insensitive_) set.fold();
    if (inverted) set.invert();
    pcre_ += set.to_pcre();
  }

  void escape() {
    if (reader_.at_end()) return fail();
    const char16_t next = reader_.peek();
    if (auto set = class_of(next)) {
      reader_.take();
      return put(std::move(*set), false);
    }
    if (const auto number = reader_.take_reference(groups_.size())) return refer_to(*number);
    if (next == u'k' && has_names_) return named_reference();
    put(reader_.take_escaped_unit(false));
  }

  void named_reference() {
    reader_.take();
    const auto name = reader_.peek_is(u"<") ? reader_.group_name_at(1) : std::u16string();
    const auto found = std::find(groups_.begin(), groups_.end(), name);
    if (name.empty() || found == groups_.end() || !reader_.take_group_name(1)) return fail();
    refer_to(static_cast<std::size_t>(found - groups_.begin()) + 1);
  }

  void refer_to(std::size_t number) { pcre_ += fmt::format("\\g{{{}}}", number); }

  // One member of a class: a unit, or a set such as \d.
  struct Member {
    char16_t unit = 0;
    std::optional<UnitSet> set;
  };

  Member class_member() {
    const char16_t unit = reader_.take();
    if (unit != u'\\') return {unit, {}};
    if (reader_.at_end()) return fail(), Member{};
    if (auto set = class_of(reader_.peek())) {
      reader_.take();
      return {0, std::move(set)};
    }
    if (reader_.peek() == u'k' && has_names_) fail();
    return {reader_.take_escaped_unit(true), {}};
  }

  void unit_class() {
    const bool inverted = reader_.take_if(u"^");
    UnitSet set;
    while (going() && !reader_.peek_is(u"]")) {
      const Member first = class_member();
      const bool range = reader_.peek_is(u"-") && !reader_.peek_is(u"-]") && reader_.left() > 1;
      if (!range) {
        add(set, first);
        continue;
      }
      reader_.take();
      add_range(set, first, class_member());
    }
    if (!reader_.take_if(u"]")) return fail();
    put(std::move(set), inverted);
  }

  static void add(UnitSet& set, const Member& member) {
    if (member.set) set.add(*member.set);
    else set.add(member.unit, member.unit);
  }

  void add_range(UnitSet& set, const Member& first, const Member& last) {
    if (first.set || last.set) {  // Annex B: [\w-.] holds the hyphen itself
      add(set, first);
      add(set, last);
      set.add(u'-', u'-');
    } else if (first.unit > last.unit) {
      fail();
    } else {
      set.add(first.unit, last.unit);
    }
  }

  PatternReader reader_;
  const bool insensitive_;
  std::vector<std::u16string> groups_;  // the name of each group, empty if it has none
  bool has_names_ = false;
  bool failed_ = false;
  std::string pcre_;
};

}  // namespace

std::optional<std::string> to_pcre(std::string_view pattern, bool insensitive) {
  if (pattern.size() > limits::pattern_bytes_max) return std::nullopt;
  return Translator(to_utf16(pattern), insensitive).translate();
}

}  // namespace spotter::live
