#include <algorithm>
#include <array>
#include <cmath>

#include "evidence/draw.hpp"
#include "evidence/looks.hpp"
#include "evidence/rows.hpp"
#include "stats/label_process.hpp"

namespace spotter::evidence {
namespace {

enum Column { at_5, at_1, growthbook, column_count };

constexpr std::array<const char*, column_count> column_names{
    "label test at 5 %", "label test at 1 %", "GrowthBook one-sided, 5 %"};

// Shares of units that fail (or convert), and the document's medians in visitors.
struct Harm {
  double control = 0;
  double treatment = 0;
  std::array<double, column_count> document;
};

using Visitors = std::array<double, column_count>;

// Visitors until each method alarms. Conversions lost are read with the labels swapped.
Visitors watched(const Harm& harm, Draw& draw) {
  const bool bad_event = harm.treatment > harm.control;
  const stats::LabelTest label =
      bad_event ? stats::LabelTest::bad_event(0.5, 0) : stats::LabelTest::lost_conversion(0.5, 0);
  const std::array<double, 2> levels{std::log(20), std::log(100)};
  WatchedArm treatment;
  WatchedArm control;
  Visitors needed;
  needed.fill(never);
  for (int visitor = 1; visitor <= visitors_max; ++visitor) {
    const bool treated = draw.happens(0.5);
    const bool fails = draw.happens(treated ? harm.treatment : harm.control);
    (treated ? treatment : control).add(fails ? 1 : 0);
    if (fails && std::isinf(needed[at_1])) {
      const double log_e = label.log_e(static_cast<std::uint64_t>(treatment.non_zero),
                                       static_cast<std::uint64_t>(control.non_zero));
      for (const Column column : {at_5, at_1}) {
        if (log_e >= levels[column]) needed[column] = std::min<double>(needed[column], visitor);
      }
    }
    if (!std::isinf(needed[growthbook])) continue;
    const bool alarms = bad_event ? growthbook_greater_alarms(treatment, control)
                                  : growthbook_greater_alarms(control, treatment);
    if (alarms) needed[growthbook] = visitor;
  }
  return needed;
}

std::vector<Figure> simulated(const Harm& harm, const Row& self, const Settings& settings) {
  std::array<std::vector<double>, column_count> all;
  for (std::uint64_t run = 0; run < settings.runs; ++run) {
    Draw draw(settings.seed, self.key, run);
    const Visitors needed = watched(harm, draw);
    for (int column = 0; column < column_count; ++column) all[column].push_back(needed[column]);
  }
  std::vector<Figure> figures;
  for (int column = 0; column < column_count; ++column) {
    figures.push_back(median_of_runs({column_names[column], column != growthbook}, all[column],
                                     harm.document[column]));
  }
  if (self.key == "errors-0.1-2") {
    const auto late = std::count_if(all[growthbook].begin(), all[growthbook].end(),
                                    [](double visitors) { return visitors > 4000; });
    figures.push_back(share_of_runs({"GrowthBook not within 4,000", false},
                                    static_cast<std::uint64_t>(late), settings, one(13)));
  }
  return figures;
}

Row row(std::string key, std::string title, const Harm& harm) {
  return {std::move(key), std::move(title), [harm](const Row& self, const Settings& settings) {
            return simulated(harm, self, settings);
          }};
}

}  // namespace

std::vector<Row> rollback_rows() {
  return {
      row("errors-1-2", "errors 1 to 2 %", {.01, .02, {3880, 6374, 3647}}),
      row("errors-1-5", "errors 1 to 5 %", {.01, .05, {464, 693, 761}}),
      row("errors-0.1-2", "errors 0.1 to 2 %", {.001, .02, {735, 1068, 1664}}),
      row("errors-2-50", "errors 2 to 50 %", {.02, .50, {29, 42, 114}}),
      row("errors-0-5", "errors 0 to 5 %", {0, .05, {271, 395, never}}),
      row("conversion-5-2.5", "conversion 5 to 2.5 %", {.05, .025, {1548, 2385, 1681}}),
      row("conversion-5-0", "conversion 5 to 0 %", {.05, 0, {272, 386, never}}),
  };
}

}  // namespace spotter::evidence
