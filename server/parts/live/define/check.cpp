#include "parts/live/define/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/limits.hpp"
#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

// Collects problems below one place of the file.
class Findings {
 public:
  void add(const std::string& pointer, std::string sentence) {
    problems_.push_back(bad_request(std::move(sentence), pointer));
  }
  void expect(bool holds, const std::string& pointer, const char* sentence) {
    if (!holds) add(pointer, sentence);
  }
  void key(const std::string& key, const std::string& pointer) {
    expect(is_key(key), pointer, "A key is 1 to 128 of A-Z, a-z, 0-9, dot, underscore and hyphen.");
  }
  void people_text(const std::string& text, const std::string& pointer) {
    expect(!text.empty() && text.size() <= 200, pointer, "A name has 1 to 200 bytes.");
  }
  void append(std::vector<Problem> problems) {
    for (auto& problem : problems) problems_.push_back(std::move(problem));
  }
  std::vector<Problem> take() { return std::move(problems_); }

 private:
  std::vector<Problem> problems_;
};

bool is_currency(const std::string& code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "properties.order.total": names joined by dots below the event's properties.
bool is_value_path(const std::string& path) {
  constexpr std::string_view root = "properties.";
  return path.starts_with(root) && path.size() > root.size() &&
         path.size() <= limits::value_path_bytes_max && path.back() != '.' &&
         path.find("..") == std::string::npos;
}

void check_value(const Metric& metric, const std::string& at, Findings& findings) {
  if (metric.kind == MetricKind::conversion) {
    findings.expect(!metric.value, at + "/value", "Only a metric of kind mean has a value.");
    findings.expect(!metric.cap, at + "/cap", "Only a metric of kind mean has a cap.");
    return;
  }
  findings.expect(metric.value && is_value_path(*metric.value), at + "/value",
                  "A metric of kind mean names the property that it sums, as properties.revenue.");
  if (metric.cap)
    findings.expect(*metric.cap > 0 && *metric.cap <= limits::value_max, at + "/cap",
                    "A cap is a number over 0, at most 1e15.");
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void check_owner(const std::optional<std::string>& owner, const std::string& at,
                 Findings& findings) {
  if (!owner) return;
  const auto chars = characters_of(*owner);
  findings.expect(chars > 0 && chars <= limits::metric_owner_chars_max, at,
                  "An owner's name has 1 to 200 characters; leave it out while there is none.");
  findings.expect(is_utf8(*owner) && std::none_of(owner->begin(), owner->end(), is_control), at,
                  "An owner's name has no control characters.");
  findings.expect(owner->empty() || (owner->front() != ' ' && owner->back() != ' '), at,
                  "An owner's name neither begins nor ends with a blank.");
}

void check_metric(const Metric& metric, const std::string& at, Findings& findings) {
  findings.key(metric.key, at + "/key");
  findings.people_text(metric.name, at + "/name");
  findings.expect(!metric.event.empty() && metric.event.size() <= limits::event_name_bytes_max,
                  at + "/event", "An event's name has 1 to 200 bytes.");
  check_value(metric, at, findings);
  findings.expect(metric.window <= std::chrono::hours{24 * 400}, at + "/window",
                  "A window is at most 400d.");
  check_owner(metric.owners.marketing, at + "/owners/marketing", findings);
  check_owner(metric.owners.it, at + "/owners/it", findings);
  if (!metric.worth) return;
  findings.expect(metric.worth->amount > 0 && metric.worth->amount <= 1'000'000'000'000,
                  at + "/worth/amount", "A worth is a whole number of minor units over 0.");
  findings.expect(is_currency(metric.worth->currency), at + "/worth/currency",
                  "A currency is an ISO 4217 code such as EUR.");
}

// The hash has 10,000 buckets: an arm without any would never be seen.
void check_buckets(const LaunchDefinition& launch, const std::string& at, Findings& findings) {
  if (!(launch.coverage > 0 && launch.coverage <= 1)) return;
  for (const auto share : shares_of(launch)) {
    findings.expect(share > 0, at + "/coverage",
                    "An arm gets none of the 10,000 buckets: coverage or its weight is too small.");
  }
}

void check_arms(const LaunchDefinition& launch, const std::string& at, Findings& findings) {
  findings.expect(launch.arms.size() == limits::arms_max, at + "/arms",
                  "A launch has exactly two arms, the first is control.");
  std::set<std::string> keys;
  double sum = 0;
  for (std::size_t i = 0; i < launch.arms.size(); ++i) {
    const auto& arm = launch.arms[i];
    const auto here = fmt::format("{}/arms/{}", at, i);
    findings.key(arm.key, here + "/key");
    findings.expect(keys.insert(arm.key).second, here + "/key", "This arm's key stands twice.");
    findings.expect(is_of_type(arm.value, launch.flag.type), here + "/value",
                    "This value is not of the flag's type.");
    findings.expect(arm.weight > 0 && arm.weight <= 1, here + "/weight",
                    "A weight is over 0 and at most 1.");
    sum += arm.weight;
  }
  const bool whole = std::abs(sum - 1) <= 1e-9;
  findings.expect(whole, at + "/arms", "The weights of all arms must sum to 1.");
  if (whole && launch.arms.size() == limits::arms_max) check_buckets(launch, at, findings);
}

// The metrics a launch may name: those of the file, else those that are there already.
struct Metrics {
  const Definitions& definitions;
  const std::map<std::string, Metric>& known;

  const Metric* find(const std::string& key) const {
    for (const auto& metric : definitions.metrics) {
      if (metric.key == key) return &metric;
    }
    const auto found = known.find(key);
    return found == known.end() ? nullptr : &found->second;
  }
};

void check_margin(const Guardrail& guardrail, const Metric& metric, const std::string& at,
                  Findings& findings) {
  const double margin = margin_of(guardrail, metric);
  if (metric.better == Better::up)
    findings.expect(margin >= 0 && margin < 1, at + "/margin", "A margin is 0 to under 1.");
  else findings.expect(margin >= 0 && margin <= 10, at + "/margin", "A margin is 0 to 10.");
}

void check_guardrail_weights(const LaunchDefinition& launch, const std::string& at,
                             Findings& findings) {
  std::size_t given = 0;
  double sum = 0;
  for (const auto& guardrail : launch.guardrails) {
    if (!guardrail.weight) continue;
    ++given;
    sum += *guardrail.weight;
    findings.expect(*guardrail.weight > 0 && *guardrail.weight <= 1, at + "/guardrails",
                    "A guardrail's weight is over 0 and at most 1.");
  }
  if (given == 0) return;
  findings.expect(given == launch.guardrails.size(), at + "/guardrails",
                  "Give every guardrail a weight, or none.");
  findings.expect(std::abs(sum - 1) <= 1e-9, at + "/guardrails",
                  "The weights of all guardrails must sum to 1.");
}

void check_guardrails(const LaunchDefinition& launch, const std::string& at, const Metrics& metrics,
                      Findings& findings) {
  findings.expect(!launch.guardrails.empty(), at + "/guardrails",
                  "A launch needs at least one guardrail.");
  findings.expect(launch.guardrails.size() <= limits::guardrails_max, at + "/guardrails",
                  "A launch has at most 50 guardrails.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < launch.guardrails.size(); ++i) {
    const auto& guardrail = launch.guardrails[i];
    const auto here = fmt::format("{}/guardrails/{}", at, i);
    findings.expect(seen.insert(guardrail.metric).second, here + "/metric",
                    "This metric is watched twice.");
    const auto* metric = metrics.find(guardrail.metric);
    if (!metric) {
      findings.add(here + "/metric", fmt::format("There is no metric \"{}\".", guardrail.metric));
      continue;
    }
    check_margin(guardrail, *metric, here, findings);
  }
  check_guardrail_weights(launch, at, findings);
}

void check_goals(const LaunchDefinition& launch, const std::string& at, const Metrics& metrics,
                 Findings& findings) {
  findings.expect(launch.goals.size() <= limits::goals_max, at + "/goals",
                  "A launch has at most 10 goals.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < launch.goals.size(); ++i) {
    const auto here = fmt::format("{}/goals/{}", at, i);
    findings.expect(seen.insert(launch.goals[i]).second, here, "This goal stands twice.");
    if (!metrics.find(launch.goals[i]))
      findings.add(here, fmt::format("There is no metric \"{}\".", launch.goals[i]));
  }
}

// Losses of one launch are added up: mixed currencies would need a rate.
void check_currencies(const LaunchDefinition& launch, const std::string& at, const Metrics& metrics,
                      Findings& findings) {
  std::set<std::string> currencies;
  for (const auto& key : metric_keys(launch)) {
    const auto* metric = metrics.find(key);
    if (metric && metric->worth) currencies.insert(metric->worth->currency);
  }
  findings.expect(currencies.size() <= 1, at + "/guardrails",
                  "All metrics of one launch must have their worth in one currency.");
}

void check_launch(const LaunchDefinition& launch, const std::string& at, Findings& findings) {
  findings.key(launch.key, at + "/key");
  findings.people_text(launch.name, at + "/name");
  findings.key(launch.flag.key, at + "/flag/key");
  findings.expect(is_of_type(launch.flag.default_, launch.flag.type), at + "/flag/default",
                  "The default is not of the flag's type.");
  findings.key(launch.unit, at + "/unit");
  findings.expect(launch.coverage > 0 && launch.coverage <= 1, at + "/coverage",
                  "Coverage is over 0 and at most 1.");
  const double e = launch.rollback_at;
  findings.expect(e == 20 || e == 100 || e == 1000, at + "/rollback_at",
                  "rollback_at is 20, 100 or 1000.");
  check_arms(launch, at, findings);
}

void check_standing_flag(const StandingFlag& flag, const std::string& at, Findings& findings) {
  findings.key(flag.key, at + "/key");
  findings.expect(is_of_type(flag.default_, flag.type), at + "/default",
                  "The default is not of the flag's type.");
  findings.append(check_rules(flag, at));
}

template <class T>
void check_unique(const std::vector<T>& items, const std::string& at, Findings& findings) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < items.size(); ++i) {
    findings.expect(keys.insert(items[i].key).second, fmt::format("{}/{}/key", at, i),
                    "This key stands twice in the file.");
  }
}

}  // namespace

std::vector<Problem> check(const Definitions& definitions,
                           const std::map<std::string, Metric>& known) {
  Findings findings;
  check_unique(definitions.metrics, "/metrics", findings);
  check_unique(definitions.flags, "/flags", findings);
  check_unique(definitions.launches, "/launches", findings);
  for (std::size_t i = 0; i < definitions.metrics.size(); ++i)
    check_metric(definitions.metrics[i], fmt::format("/metrics/{}", i), findings);
  for (std::size_t i = 0; i < definitions.flags.size(); ++i)
    check_standing_flag(definitions.flags[i], fmt::format("/flags/{}", i), findings);
  for (std::size_t i = 0; i < definitions.launches.size(); ++i) {
    const auto& launch = definitions.launches[i];
    const auto at = fmt::format("/launches/{}", i);
    check_launch(launch, at, findings);
    check_guardrails(launch, at, {definitions, known}, findings);
    check_goals(launch, at, {definitions, known}, findings);
    check_currencies(launch, at, {definitions, known}, findings);
    findings.append(check_condition(launch, at));
  }
  return findings.take();
}

}  // namespace spotter::live
