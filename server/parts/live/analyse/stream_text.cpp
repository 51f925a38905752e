#include "parts/live/analyse/stream_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "parts/live/analyse/cell.hpp"

namespace spotter::live {

namespace {

std::string number(std::optional<double> value) {
  return value ? fmt::format("{:.4g}", *value) : "–";
}

std::string percent(std::optional<double> value) {
  return value ? fmt::format("{:+.2f} %", 100 * *value) : "–";
}

std::string p_text(double p) { return p < 0.0001 ? "under .0001" : fmt::format("{:.4f}", p); }

// Times in a table may be sums of fractions: 1.5000000000000002 is read as 1.5.
std::string short_time(const std::string& time) {
  const auto number = cell_number(time, false);
  return number ? fmt::format("{:.6g}", *number) : time;
}

// "at look 3 (time 5)"
std::string when(const FirstCall& call) {
  auto text = fmt::format("at look {}", call.look.value_or(0));
  if (call.time) text += fmt::format(" (time {})", short_time(*call.time));
  return text;
}

// Evidence as odds, as far as they mean something to people (statistics section 12).
std::string odds_text(double log_e) {
  constexpr double shown_max = 1e6;
  const double odds = std::exp(log_e);
  if (odds > shown_max) return "over 1,000,000 to 1";
  return odds >= 10 ? count_text(static_cast<std::uint64_t>(odds)) + " to 1"
                    : fmt::format("{:.2g} to 1", odds);
}

std::string always_valid_text(const AlwaysValid& shown) {
  if (shown.state == IntervalState::collecting) return "still collecting: no interval yet";
  auto text = fmt::format("between {} and {} (95 %, however often one looked): ", number(shown.low),
                          number(shown.high));
  switch (shown.state) {
    case IntervalState::higher: text += "higher"; break;
    case IntervalState::lower: text += "lower"; break;
    default: text += "no difference shown";
  }
  return text;
}

std::string lift_text(const Lift& lift) {
  if (!lift.value) return "no percentage, since control is not above 0";
  if (!lift.low)
    return fmt::format("{}, control too small for an interval in percent", percent(lift.value));
  return fmt::format("{}, between {} and {}", percent(lift.value), percent(lift.low),
                     percent(lift.high));
}

std::string called_text(const FirstCall& call) {
  return call.called ? "first " + when(call) : std::string("never");
}

}  // namespace

std::string count_text(std::uint64_t count) {
  auto text = std::to_string(count);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

std::string place_text(const std::string& experiment, const std::string& metric) {
  std::string text;
  if (!experiment.empty()) text += fmt::format("experiment {}", experiment);
  if (!metric.empty()) text += fmt::format("{}metric {}", text.empty() ? "" : ", ", metric);
  return text;
}

std::string stream_text(const StreamAnalysis& stream) {
  const auto place = place_text(stream.experiment, stream.metric);
  auto text = fmt::format("{}{}arm {} against {}\n", place, place.empty() ? "" : ", ", stream.arm,
                          stream.control);
  if (stream.looks == 0) return text + "  No look that can be used.\n";
  text += fmt::format(
      "  {} look{}{}, {} and {} units: mean {} against {}\n", stream.looks,
      stream.looks == 1 ? "" : "s",
      stream.last_time ? fmt::format(", the last at {}", short_time(*stream.last_time)) : "",
      count_text(stream.units_treatment), count_text(stream.units_control),
      number(stream.mean_treatment), number(stream.mean_control));
  text += fmt::format("  Difference {}, {}.\n", number(stream.difference),
                      always_valid_text(stream.always_valid));
  const auto& shown = stream.always_valid.excludes_zero;
  text += fmt::format("  A difference was {} shown{}. In percent: {}.\n",
                      shown.called ? "first" : "never", shown.called ? " " + when(shown) : "",
                      lift_text(stream.lift));
  text +=
      fmt::format("  Peeking at |t| > 1.96 would have called it: {}.", called_text(stream.peeking));
  if (stream.fixed_horizon)
    text += fmt::format(" One planned look at the end: p {}.", p_text(stream.fixed_horizon->p));
  text += fmt::format("\n  As GrowthBook computes it: {}. mSPRT: {}.\n",
                      called_text(stream.as_growthbook.excludes_zero),
                      called_text(stream.msprt.p_below_05));
  if (stream.unbalanced) text += "  The arms are too unequal for a decision from means.\n";
  return text;
}

std::string split_text(const SplitAnalysis& split) {
  std::string counts;
  for (const auto& arm : split.arms)
    counts += fmt::format("{}{} in {}", counts.empty() ? "" : ", ", count_text(arm.units), arm.arm);
  const auto place = place_text(split.experiment, {});
  auto text = fmt::format("{}{}units: {}; ", place, place.empty() ? "" : ", ", counts);
  if (split.state == SplitState::unknown) return text + "nothing to compare\n";
  text += split.state == SplitState::fine ? "as expected" : "NOT as expected, do not trust it";
  if (split.alarm.called && split.looks > 1) text += fmt::format(", seen {}", when(split.alarm));
  if (split.looks > 1)
    return text + fmt::format(" (evidence against the expected shares at most {})\n",
                              odds_text(split.log_bayes_factor_max.value_or(0)));
  return text + fmt::format(" (chi-square p {})\n", p_text(split.chi_square_p.value_or(1)));
}

std::string arms_text(const ArmsAnalysis& arms) {
  const auto place = place_text(arms.experiment, arms.metric);
  auto text = fmt::format("{}{}all {} arms: {} of {} units", place, place.empty() ? "" : ", ",
                          arms.arms, count_text(arms.conversions), count_text(arms.units));
  if (!arms.p) return text + ", no test (nobody or everybody converted, or an arm is missing)\n";
  return text + fmt::format(", chi-square {:.3f} on {:.0f}, p {}\n", arms.chi_square.value_or(0),
                            arms.degrees_of_freedom.value_or(0), p_text(*arms.p));
}

}  // namespace spotter::live
