// Reads the lexical pieces of a JavaScript regular expression.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotter::live {

/// A place in a pattern. Reading past the end is not allowed: ask at_end() first.
class PatternReader {
 public:
  explicit PatternReader(std::u16string pattern) : pattern_(std::move(pattern)) {}

  bool at_end() const { return at_ == pattern_.size(); }
  std::size_t left() const { return pattern_.size() - at_; }
  char16_t peek() const { return pattern_[at_]; }
  char16_t take() { return pattern_[at_++]; }
  bool peek_is(std::u16string_view text) const { return rest().starts_with(text); }
  bool take_if(std::u16string_view text);

  /// {least}, {least,} and {least,most}; huge numbers are saturated.
  struct Counts {
    unsigned least;
    unsigned most;
  };
  /// A quantifier in braces; nothing (and nothing taken) if the brace is an ordinary character.
  std::optional<Counts> take_counts();

  /// Behind a backslash: the number of a back-reference, if there are so many groups.
  std::optional<std::size_t> take_reference(std::size_t groups);

  /// Behind a backslash: the unit that an escape stands for (ECMAScript B.1.2, CharacterEscape).
  char16_t take_escaped_unit(bool in_class);

  /// The name between "<", `offset` units ahead of its first letter, and ">"; empty if malformed.
  std::u16string group_name_at(std::size_t offset) const;
  /// Moves behind such a name and its ">".
  bool take_group_name(std::size_t offset);

 private:
  std::u16string_view rest() const { return std::u16string_view(pattern_).substr(at_); }
  std::optional<unsigned> hexadecimal(std::size_t digits) const;
  char16_t take_octal();

  std::u16string pattern_;
  std::size_t at_ = 0;
};

}  // namespace spotter::live
