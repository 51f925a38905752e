#include "parts/live/show/metric_views.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"

namespace spotter::live {

namespace {

struct Uses {
  std::vector<MetricUse> listed;
  std::uint64_t total = 0;
};

MetricUse use_of(const std::string& metric, const Launch& launch) {
  const auto& definition = launch.definition;
  MetricUse use{definition.key, definition.name, launch.state, {}};
  const auto guards = [&](const Guardrail& guardrail) { return guardrail.metric == metric; };
  if (std::any_of(definition.guardrails.begin(), definition.guardrails.end(), guards))
    use.as.push_back(MetricRole::guardrail);
  if (std::find(definition.goals.begin(), definition.goals.end(), metric) != definition.goals.end())
    use.as.push_back(MetricRole::goal);
  return use;
}

// One pass over the launches, so that the answer takes as long as the book is large.
std::map<std::string, Uses> uses_of(const Book& book) {
  std::map<std::string, Uses> by_metric;
  for (const auto& [key, launch] : book.launches) {
    for (const auto& metric : metric_keys(launch.definition)) {
      auto& uses = by_metric[metric];
      if (++uses.total <= limits::metric_uses_listed_max)
        uses.listed.push_back(use_of(metric, launch));
    }
  }
  return by_metric;
}

}  // namespace

std::string formula_of(const Metric& metric) {
  const auto when = fmt::format("within {} of first exposure", to_text(metric.window));
  if (metric.kind == MetricKind::conversion)
    return fmt::format("share of exposed units with at least one \"{}\" {}", metric.event, when);
  const auto capped =
      metric.cap ? fmt::format(", by unit from -{0} to {0}", *metric.cap) : std::string();
  return fmt::format("sum of {} of \"{}\" {}{}, over exposed units", metric.value.value_or("?"),
                     metric.event, when, capped);
}

MetricList metric_list_view(const Book& book) {
  auto by_metric = uses_of(book);
  MetricList list;
  list.total = book.metrics.size();
  for (const auto& [key, metric] : book.metrics) {
    if (list.metrics.size() == limits::metrics_listed_max) break;
    auto& uses = by_metric[key];
    list.metrics.push_back({metric, formula_of(metric), std::move(uses.listed), uses.total});
  }
  return list;
}

}  // namespace spotter::live
