#include "parts/live/flags/growthbook_cases.hpp"

#include <fmt/core.h>

#include <boost/json/serialize.hpp>
#include <exception>

#include "parts/live/flags/growthbook_kinds.hpp"
#include "wire/exact_parser.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

constexpr std::size_t depth_max = 100;

std::optional<std::string> why_not(const json::value& one, RunCase run) {
  const auto* list = one.if_array();
  if (!list) return "this is not a case";
  try {
    return run(*list);
  } catch (const std::exception& error) {
    return fmt::format("this is not made like a case of its kind: {}", error.what());
  }
}

// A case is known by its name, or by its first values where it has none.
std::string name_of(const json::value& one) {
  const auto text =
      json::serialize(one.is_array() && !one.get_array().empty() ? one.get_array().front() : one);
  return text.size() > 100 ? text.substr(0, 100) + "…" : text;
}

void run_kind(std::string_view kind, const json::array& cases, CaseTally& tally, std::FILE* out) {
  const RunCase run = find_kind(kind);
  if (!run) {
    fmt::print(out, "skipped {}: {} (does not apply or is not built)\n", kind, cases.size());
    tally.skipped += cases.size();
    return;
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto why = why_not(cases[i], run);
    ++(why ? tally.failed : tally.passed);
    if (why) fmt::print(out, "failed {}[{}] {}: {}\n", kind, i, name_of(cases[i]), *why);
  }
}

}  // namespace

Result<CaseTally> run_growthbook_cases(std::string_view text, std::FILE* out) {
  json::error_code error;
  const auto file = wire::parse_exact(text, depth_max, error);
  if (error) return failure(bad_request("it is not JSON: " + error.message() + "."));
  const auto* kinds = file.if_object();
  if (!kinds) return failure(bad_request("it is not an object of lists of cases."));
  CaseTally tally;
  bool found = false;
  for (const auto& [kind, cases] : *kinds) {
    if (!cases.is_array()) continue;
    found = true;
    run_kind(kind, cases.get_array(), tally, out);
  }
  if (!found) return failure(bad_request("there is no list of cases in it."));
  return tally;
}

}  // namespace spotter::live
