// A metric: one thing that happens to visitors, defined once in both sides' words.
#pragma once

#include <optional>
#include <string>

#include "wire/json.hpp"

namespace spotter::live {

/// conversion: a unit counts once, at its first matching event inside the window.
/// mean: a unit's value is the sum of a property over all its matching events inside the window.
enum class MetricKind { conversion, mean };
BOOST_DESCRIBE_ENUM(MetricKind, conversion, mean)

/// Which direction is good for the company.
enum class Better { up, down };
BOOST_DESCRIBE_ENUM(Better, up, down)

/// Who answers for a metric, on each side, as people call them; nothing: nobody yet.
struct MetricOwners {
  std::optional<std::string> marketing;
  std::optional<std::string> it;

  bool operator==(const MetricOwners&) const = default;
};

SPOTTER_DESCRIBE(MetricOwners,
                 (marketing, optional, "Who answers for it in marketing; null: nobody yet.")(
                     it, optional, "Who answers for it in IT; null: nobody yet."))

/// As written in a definitions file. Frozen (but for names, words and owners) once a launch that
/// uses it has started.
struct Metric {
  std::string key;
  std::string name;
  std::string in_marketing_words;
  std::string in_it_words;
  MetricKind kind = MetricKind::conversion;
  std::string event;
  std::optional<std::string> value;  ///< mean only: where the number stands, "properties.revenue"
  std::optional<double> cap;         ///< mean only: a unit's total counts from -cap to cap
  Duration window{};
  Better better = Better::up;
  std::optional<Money> worth;
  MetricOwners owners;

  bool operator==(const Metric&) const = default;
};

SPOTTER_DESCRIBE(
    Metric,
    (key, required, "The metric's key.")(name, required, "What people call it.")(
        in_marketing_words, optional, "What it means, for marketing.")(in_it_words, optional,
                                                                       "What it means, for IT.")(
        kind, required,
        "conversion: share of exposed units with at least one such event; mean: a property's sum "
        "by unit.")(event, required, "The tracked event's name, exactly as sent.")(
        value, optional, "Kind mean: the property that is summed, as properties.revenue.")(
        cap, optional, "Kind mean: a unit's total counts from -cap to cap; not capped if absent.")(
        window, required, "How long after its first exposure a unit's events count, as 7d.")(
        better, required, "Whether up or down is good.")(
        worth, optional,
        "What one converting unit, or 1 of a mean's value, is worth, in minor units of a "
        "currency.")(owners, optional, "Who answers for it, on each side."))

/// The metric without what changes no number: its name, words and owners.
inline Metric measurement_of(Metric metric) {
  metric.name = metric.in_marketing_words = metric.in_it_words = {};
  metric.owners = {};
  return metric;
}

/// True if nothing that results depend on differs: names, words and owners may.
inline bool same_measurement(const Metric& a, const Metric& b) {
  return measurement_of(a) == measurement_of(b);
}

}  // namespace spotter::live
