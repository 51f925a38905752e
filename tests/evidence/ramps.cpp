#include <algorithm>
#include <array>
#include <optional>

#include "evidence/draw.hpp"
#include "evidence/looks.hpp"
#include "evidence/rows.hpp"

namespace spotter::evidence {
namespace {

constexpr std::size_t stage_count = 3;
constexpr std::array<double, stage_count> treatment_shares{0.05, 0.20, 0.50};

enum Column { stratified, stratified_early, matched_control, t_test, growthbook, column_count };

constexpr std::array<Column, 3> our_columns{stratified, stratified_early, matched_control};

constexpr std::array<const char*, column_count> column_names{
    "stage-stratified, 10 in each", "same, from the first visitor", "matched control here",
    "t test peeked", "GrowthBook pooled, absolute"};

// Conversion in each stage, the same in both arms, and what the document gives.
struct Ramp {
  std::array<double, stage_count> conversions;
  std::array<std::optional<Percent>, column_count> document;
};

struct Arms {
  std::array<stats::StageMoments, stage_count> stages;
  WatchedArm treatment;
  WatchedArm control;
  WatchedArm matched;
};

void add_visitor(Arms& arms, std::size_t stage, double conversion, Draw& draw) {
  const double place = draw.uniform();
  const double value = draw.happens(conversion) ? 1 : 0;
  const bool treated = place < treatment_shares[stage];
  stats::StageMoments& moments = arms.stages[stage];
  (treated ? moments.treatment : moments.control).add(value);
  (treated ? arms.treatment : arms.control).add(value);
  if (!treated && place < 2 * treatment_shares[stage]) arms.matched.add(value);
}

// In a stage of 5/95 a mean is not normal before treatment has some conversions: while it has
// none, its standard error is control's alone. The document's figures are those of looks at which
// both arms had 10; the matched control needs no such rule.
bool alarms(Column column, const Arms& arms) {
  const bool has_ten = arms.treatment.non_zero >= 10 && arms.control.non_zero >= 10;
  switch (column) {
    case stratified: return has_ten && t_mixture_alarms(stats::stratified_difference(arms.stages));
    case stratified_early: return t_mixture_alarms(stats::stratified_difference(arms.stages));
    case matched_control:
      return t_mixture_alarms(stats::mean_difference(arms.treatment.moments, arms.matched.moments));
    case t_test: return t_test_alarms(arms.treatment, arms.control);
    default: return has_ten && growthbook_absolute_alarms(arms.treatment, arms.control);
  }
}

bool is_ours(int column) {
  return std::find(our_columns.begin(), our_columns.end(), column) != our_columns.end();
}

using Alarmed = std::array<bool, column_count>;

// Stages of equal length: the document does not say how long they are, and how often the pooled
// comparison goes wrong depends on it.
Alarmed watched(const Ramp& ramp, Draw& draw) {
  Arms arms;
  Alarmed alarmed{};
  for (std::size_t visitor = 0; visitor < visitors_max; ++visitor) {
    const std::size_t stage = visitor * stage_count / visitors_max;
    add_visitor(arms, stage, ramp.conversions[stage], draw);
    for (int column = 0; column < column_count; ++column) {
      if (!alarmed[column]) alarmed[column] = alarms(static_cast<Column>(column), arms);
    }
  }
  return alarmed;
}

Row row(std::string key, std::string title, const Ramp& ramp) {
  const auto simulate = [ramp](const Row& self, const Settings& settings) {
    std::array<std::uint64_t, column_count> count{};
    for (std::uint64_t run = 0; run < settings.runs; ++run) {
      Draw draw(settings.seed, self.key, run);
      const Alarmed alarmed = watched(ramp, draw);
      for (int column = 0; column < column_count; ++column) count[column] += alarmed[column];
    }
    std::vector<Figure> figures;
    for (int column = 0; column < column_count; ++column) {
      figures.push_back(share_of_runs({column_names[column], is_ours(column)}, count[column],
                                      settings, ramp.document[column]));
    }
    return figures;
  };
  return {std::move(key), std::move(title), simulate};
}

}  // namespace

std::vector<Row> ramp_rows() {
  const std::optional<Percent> not_given;
  return {
      row("ramp-5-5-5", "ramp 5 % to 20 % to 50 % by weights, conversion 5, 5, 5 %",
          {{.05, .05, .05}, {one(3.4), not_given, one(2.8), one(36), one(5)}}),
      row("ramp-8-5-4", "ramp 5 % to 20 % to 50 % by weights, conversion 8, 5, 4 %",
          {{.08, .05, .04}, {one(2.7), not_given, one(1.5), one(99), one(85)}}),
      row("ramp-2-10-3", "ramp 5 % to 20 % to 50 % by weights, conversion 2, 10, 3 %",
          {{.02, .10, .03}, {one(3.3), not_given, one(2.1), one(100), one(78)}}),
  };
}

}  // namespace spotter::evidence
