#include <array>
#include <cmath>

#include "evidence/draw.hpp"
#include "evidence/looks.hpp"
#include "evidence/rows.hpp"

namespace spotter::evidence {
namespace {

// The document does not say how large orders are; only the rule of 150 depends on it.
constexpr double order_log_mean = 4;
constexpr double order_log_deviation = 1.2;

double conversion(Draw& draw, double share) { return draw.happens(share) ? 1 : 0; }

double revenue(Draw& draw) {
  return draw.happens(0.03) ? draw.log_normal(order_log_mean, order_log_deviation) : 0;
}

double capped_revenue(Draw& draw) {
  static const double p99 = std::exp(order_log_mean + order_log_deviation * 2.3263478740408408);
  return std::min(revenue(draw), p99);
}

enum Column { ours, unmatched, t_test, relative, relative_shown, absolute, column_count };

constexpr std::array<const char*, column_count> column_names{
    "t-mixture here",      "t-mixture unmatched",          "t test peeked",
    "GrowthBook relative", "GrowthBook relative, min 150", "GrowthBook absolute",
};

using Document = std::array<std::optional<Percent>, column_count>;

// What visitors do, and who sees what.
struct Launch {
  double (*value)(Draw&);
  double treatment_share = 0.5;
  Document document;
};

// The arms as they are counted: all of them, and the part of control that matches treatment.
struct Arms {
  WatchedArm treatment;
  WatchedArm control;
  WatchedArm matched;
};

void add_visitor(Arms& arms, const Launch& launch, Draw& draw) {
  const double place = draw.uniform();
  const double value = launch.value(draw);
  if (place < launch.treatment_share) return arms.treatment.add(value);
  arms.control.add(value);
  if (place < 2 * launch.treatment_share) arms.matched.add(value);
}

bool alarms(Column column, const Arms& arms) {
  const auto& [treatment, control, matched] = arms;
  switch (column) {
    case ours: return t_mixture_alarms(stats::mean_difference(treatment.moments, matched.moments));
    case unmatched:
      return t_mixture_alarms(stats::mean_difference(treatment.moments, control.moments));
    case t_test: return t_test_alarms(treatment, control);
    case relative: return growthbook_relative_alarms(treatment, control);
    case relative_shown:
      return growthbook_shows(treatment, control) && growthbook_relative_alarms(treatment, control);
    default: return growthbook_absolute_alarms(treatment, control);
  }
}

using Alarmed = std::array<bool, column_count>;

Alarmed watched(const Launch& launch, Draw& draw) {
  Arms arms;
  Alarmed alarmed{};
  for (int visitor = 0; visitor < visitors_max; ++visitor) {
    add_visitor(arms, launch, draw);
    for (int column = 0; column < column_count; ++column) {
      if (!launch.document[column] || alarmed[column]) continue;
      alarmed[column] = alarms(static_cast<Column>(column), arms);
    }
  }
  return alarmed;
}

Row row(std::string key, std::string title, Launch launch) {
  const auto simulate = [launch](const Row& self, const Settings& settings) {
    std::array<std::uint64_t, column_count> count{};
    for (std::uint64_t run = 0; run < settings.runs; ++run) {
      Draw draw(settings.seed, self.key, run);
      const Alarmed alarmed = watched(launch, draw);
      for (int column = 0; column < column_count; ++column) count[column] += alarmed[column];
    }
    std::vector<Figure> figures;
    for (int column = 0; column < column_count; ++column) {
      const auto& document = launch.document[column];
      if (!document) continue;
      figures.push_back(share_of_runs({column_names[column], column <= unmatched}, count[column],
                                      settings, *document));
    }
    return figures;
  };
  return {std::move(key), std::move(title), simulate};
}

}  // namespace

// A matched control compares a tenth of the visitors of a 5/95 launch, so it has fewer looks that
// count, and at most the false alarms of 50/50.
std::vector<Row> false_alarm_rows() {
  const auto nothing = std::optional<Percent>();
  const auto conversion_10 = [](Draw& draw) { return conversion(draw, 0.1); };
  const auto conversion_1 = [](Draw& draw) { return conversion(draw, 0.01); };
  const auto normal = [](Draw& draw) { return draw.normal(); };
  return {
      row("normal", "normal, 50/50",
          {normal, 0.5, {one(3.8), nothing, one(63), nothing, nothing, one(3.8)}}),
      row("conversion-10", "conversion 10 %, 50/50",
          {conversion_10, 0.5, {one(2.1), nothing, one(45), one(7.4), one(2.9), one(2.1)}}),
      row("conversion-1", "conversion 1 %, 50/50",
          {conversion_1, 0.5, {one(2.5), nothing, one(27), one(17.2), one(0.0), one(2.5)}}),
      row("revenue", "revenue (3 % buy, log-normal 1.2), 50/50",
          {revenue, 0.5, {one(1.3), nothing, one(35), one(44.3), one(43.0), one(1.3)}}),
      row("revenue-capped", "revenue capped at p99 of orders, 50/50",
          {capped_revenue, 0.5, {one(2.3), nothing, one(36), one(42.9), one(42.1), one(2.3)}}),
      row("revenue-5-95", "revenue, 5/95; here by matched control, at most as 50/50",
          {revenue,
           0.05,
           {at_most(1.3), Percent{27, 30}, one(32), one(57.8), one(57.8), one(36.5)}}),
      row("conversion-10-5-95", "conversion 10 %, 5/95; here by matched control, at most as 50/50",
          {conversion_10, 0.05, {at_most(2.1), nothing, one(32), one(13.4), one(9.0), one(10.9)}}),
  };
}

}  // namespace spotter::evidence
