#include "parts/live/analyse/looks.hpp"

#include <algorithm>

namespace spotter::live {

namespace {

bool is_usable(const ArmRow& row) { return row.has_values && row.moments.variance().has_value(); }

}  // namespace

bool ArmsLook::has_all() const {
  return std::all_of(arms.begin(), arms.end(), [](const ArmRow* row) { return row != nullptr; });
}

std::vector<ArmsLook> looks_of(MetricRows& metric, LeftOut& left_out) {
  auto& rows = metric.rows;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ArmRow& a, const ArmRow& b) { return a.time < b.time; });
  std::vector<ArmsLook> looks;
  for (const auto& row : rows) {
    if (looks.empty() || looks.back().time != row.time)
      looks.push_back({row.time, std::vector<const ArmRow*>(metric.arms.size())});
    auto& place = looks.back().arms[row.arm];
    // Both arms of a row of pairs have its line: the complaint is made once.
    if (!place) place = &row;
    else if (metric.pair.empty() || row.arm == 0)
      left_out.add("a second row for the same arm at the same time", row.line);
  }
  return looks;
}

std::vector<PairLook> pair_looks(const std::vector<ArmsLook>& looks, std::size_t control,
                                 std::size_t treatment, LeftOut& left_out) {
  std::vector<PairLook> pairs;
  for (const auto& look : looks) {
    const auto* of_control = look.arms[control];
    const auto* of_treatment = look.arms[treatment];
    if (!of_treatment) continue;
    if (!of_control) {
      left_out.add("no row of control at the same time", of_treatment->line);
      continue;
    }
    if (is_usable(*of_control) && is_usable(*of_treatment))
      pairs.push_back({look.time, of_control->moments, of_treatment->moments});
  }
  return pairs;
}

}  // namespace spotter::live
