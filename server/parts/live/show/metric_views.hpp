// What the interface says about metrics: each once, with what it counts and who uses it.
#pragma once

#include <string>
#include <vector>

#include "parts/live/define/book.hpp"

namespace spotter::live {

/// What a metric is to a launch.
enum class MetricRole { guardrail, goal };
BOOST_DESCRIBE_ENUM(MetricRole, guardrail, goal)

struct MetricUse {
  std::string launch;
  std::string name;
  State state = State::draft;
  std::vector<MetricRole> as;

  bool operator==(const MetricUse&) const = default;
};
SPOTTER_DESCRIBE(MetricUse,
                 (launch, required, "The launch's key.")(name, required, "What people call it.")(
                     state, required, "draft, live, paused, amber, rolled_back or stopped.")(
                     as, required, "guardrail, goal, or both."))

struct MetricLine {
  Metric card;
  std::string formula;
  std::vector<MetricUse> uses;
  std::uint64_t uses_total = 0;
};
SPOTTER_DESCRIBE(MetricLine, (card, required, "The metric as defined, with its owners.")(
                                 formula, required, "What is counted over what, in one sentence.")(
                                 uses, required, "Launches that have it, by key; at most 20.")(
                                 uses_total, required, "How many launches have it in all."))

struct MetricList {
  std::vector<MetricLine> metrics;
  std::uint64_t total = 0;
};
SPOTTER_DESCRIBE(MetricList,
                 (metrics, required, "By key; at most 1,000.")(total, required,
                                                               "How many are defined in all."))

/// What the metric counts, as people may check it: `share of exposed units with at least one
/// "Signed Up" within 7d of first exposure`.
std::string formula_of(const Metric& metric);

/// The first limits::metrics_listed_max by key, each with the first limits::metric_uses_listed_max
/// launches that use it.
MetricList metric_list_view(const Book& book);

}  // namespace spotter::live
