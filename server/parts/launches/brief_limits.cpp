#include "parts/launches/brief_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::launches {

namespace {

// ISO 3166-1 alpha-2, officially assigned; the test compares it with the system's own table.
constexpr std::string_view regions_assigned =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW ";

constexpr std::int64_t cost_max = 1'000'000'000'000'000;

bool is_control_character(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool stands_before(const std::vector<std::string>& words, std::size_t place) {
  const auto at = words.begin() + static_cast<std::ptrdiff_t>(place);
  return std::find(words.begin(), at, *at) != at;
}

Problem unknown_region(const std::string& code, const std::string& pointer) {
  if (code == "EU")
    return bad_request("Name the countries: the EU has no code of its own.", pointer);
  if (code == "UK") return bad_request("The United Kingdom's code is GB.", pointer);
  return bad_request(
      fmt::format("\"{}\" is no country's code as in ISO 3166-1, for example DE.", code), pointer);
}

}  // namespace

bool is_region(const std::string& code) {
  if (code.size() != 2 || !is_capital(code[0]) || !is_capital(code[1])) return false;
  return regions_assigned.find(fmt::format("{} ", code)) != std::string_view::npos;
}

std::optional<Problem> malformed_text(const std::string& text, const std::string& pointer) {
  if (!is_utf8(text)) return bad_request("This is not UTF-8 text.", pointer);
  if (text.size() <= limits::brief_text_bytes_max) return {};
  return bad_request(fmt::format("This has at most {} bytes.", limits::brief_text_bytes_max),
                     pointer);
}

std::optional<Problem> malformed_word(const std::string& word, const std::string& pointer) {
  if (word.empty()) return bad_request("This needs a name.", pointer);
  if (word.size() > limits::brief_word_bytes_max)
    return bad_request(fmt::format("A name has at most {} bytes.", limits::brief_word_bytes_max),
                       pointer);
  if (!is_utf8(word) || std::any_of(word.begin(), word.end(), is_control_character))
    return bad_request("A name has no control characters.", pointer);
  if (word.front() == ' ' || word.back() == ' ')
    return bad_request("A name neither begins nor ends with a blank.", pointer);
  return {};
}

std::optional<Problem> malformed_words(const std::vector<std::string>& words,
                                       const std::string& pointer) {
  if (auto problem = malformed_count(words.size(), pointer)) return problem;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto at = fmt::format("{}/{}", pointer, i);
    if (auto problem = malformed_word(words[i], at)) return problem;
    if (stands_before(words, i))
      return bad_request(fmt::format("\"{}\" stands here twice.", words[i]), at);
  }
  return {};
}

std::optional<Problem> malformed_regions(const std::vector<std::string>& regions,
                                         const std::string& pointer) {
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const auto at = fmt::format("{}/{}", pointer, i);
    if (!is_region(regions[i])) return unknown_region(regions[i], at);
    if (stands_before(regions, i))
      return bad_request(fmt::format("{} stands here twice.", regions[i]), at);
  }
  return {};
}

std::optional<Problem> malformed_cost(const Money& cost, const std::string& pointer) {
  if (cost.amount < 0 || cost.amount > cost_max)
    return bad_request("An amount is from 0 to 10^15 minor units, for example cents.",
                       pointer + "/amount");
  if (cost.currency.size() == 3 &&
      std::all_of(cost.currency.begin(), cost.currency.end(), is_capital))
    return {};
  return bad_request("A currency is an ISO 4217 code such as EUR.", pointer + "/currency");
}

std::optional<Problem> malformed_count(std::size_t count, const std::string& pointer) {
  if (count <= limits::brief_entries_max) return {};
  return bad_request(fmt::format("There are at most {} of these.", limits::brief_entries_max),
                     pointer);
}

}  // namespace spotter::launches
