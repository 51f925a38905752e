#include "parts/live/flags/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>

#include <algorithm>
#include <string>

#include "base/limits.hpp"
#include "parts/live/flags/javascript_pattern.hpp"
#include "parts/live/flags/letter_case.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live {

struct Regex::Free {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

struct Regex::Code {
  std::unique_ptr<pcre2_code, Free> pattern;
  std::unique_ptr<pcre2_match_context, Free> limits;
  bool insensitive;
};

std::optional<Regex> Regex::compile(std::string_view pattern, bool insensitive) {
  const auto translated = to_pcre(pattern, insensitive);
  if (!translated) return std::nullopt;
  const std::u16string units(translated->begin(), translated->end());
  int error = 0;
  PCRE2_SIZE offset = 0;
  auto code = std::make_shared<Code>();
  code->pattern.reset(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(units.data()), units.size(),
                    PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_UTF, &error,
                    &offset, nullptr));
  if (!code->pattern) return std::nullopt;
  code->limits.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(code->limits.get(), limits::regex_steps_max);
  pcre2_set_heap_limit(code->limits.get(), limits::regex_heap_kib_max);
  code->insensitive = insensitive;
  Regex regex;
  regex.code_ = std::move(code);
  return regex;
}

Regex::Match Regex::match(std::string_view subject) const {
  std::u16string units = to_utf16(subject);
  if (code_->insensitive) std::transform(units.begin(), units.end(), units.begin(), fold_unit);
  const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
  if (!data) return Match::gave_up;
  const int found = pcre2_match(code_->pattern.get(), reinterpret_cast<PCRE2_SPTR>(units.data()),
                                units.size(), 0, 0, data.get(), code_->limits.get());
  if (found >= 0) return Match::yes;
  return found == PCRE2_ERROR_NOMATCH ? Match::no : Match::gave_up;
}

}  // namespace spotter::live
