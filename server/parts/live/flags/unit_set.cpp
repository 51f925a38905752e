#include "parts/live/flags/unit_set.hpp"

#include <fmt/format.h>

#include <iterator>

#include "parts/live/flags/letter_case.hpp"

namespace spotter::live {

UnitSet UnitSet::digits() {
  UnitSet set;
  set.add(u'0', u'9');
  return set;
}

UnitSet UnitSet::words() {
  UnitSet set = digits();
  set.add(u'A', u'Z');
  set.add(u'a', u'z');
  set.add(u'_', u'_');
  return set;
}

UnitSet UnitSet::blanks() {
  UnitSet set;
  set.add(0x9, 0xd);
  for (const char16_t unit : u" \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
    if (unit != 0) set.add(unit, unit);
  set.add(0x2000, 0x200a);
  return set;
}

UnitSet UnitSet::dot() {
  UnitSet set;
  for (const char16_t line_end : {u'\n', u'\r', u'\u2028', u'\u2029'}) set.add(line_end, line_end);
  set.invert();
  return set;
}

void UnitSet::add(char16_t first, char16_t last) {
  for (std::size_t unit = first; unit <= last; ++unit) bits_->set(unit);
}

void UnitSet::add(const UnitSet& other) { *bits_ |= *other.bits_; }

void UnitSet::invert() { bits_->flip(); }

void UnitSet::fold() {
  auto folded = std::make_unique<Bits>();
  for (std::size_t unit = bits_->_Find_first(); unit < bits_->size();
       unit = bits_->_Find_next(unit))
    folded->set(fold_unit(static_cast<char16_t>(unit)));
  bits_ = std::move(folded);
}

std::string UnitSet::to_pcre() const {
  if (bits_->none()) return "(?!)";
  std::string text = "[";
  for (std::size_t first = 0; first < bits_->size(); ++first) {
    if (!bits_->test(first)) continue;
    std::size_t last = first;
    while (last + 1 < bits_->size() && bits_->test(last + 1)) ++last;
    fmt::format_to(std::back_inserter(text), "\\x{{{:x}}}-\\x{{{:x}}}", first, last);
    first = last;
  }
  return text + "]";
}

std::string pcre_unit(char16_t unit) {
  return fmt::format("\\x{{{:x}}}", static_cast<unsigned>(unit));
}

}  // namespace spotter::live
