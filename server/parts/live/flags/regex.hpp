// A regular expression of a condition: JavaScript's meaning, PCRE2's engine, a limit on its work.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

namespace spotter::live {

/// Immutable after compile(); any number of threads may match at once.
class Regex {
 public:
  enum class Match { no, yes, gave_up };

  /// Nothing where `new RegExp(pattern)` throws, and where the pattern is beyond our limits.
  static std::optional<Regex> compile(std::string_view pattern, bool insensitive);

  /// Whether the pattern occurs in `subject`; gave_up beyond limits::regex_steps_max.
  Match match(std::string_view subject) const;

 private:
  struct Free;
  struct Code;
  // Shared: a compiled condition may be copied, its code is read-only.
  std::shared_ptr<const Code> code_;
};

}  // namespace spotter::live
