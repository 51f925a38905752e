#include "parts/live/measure/launch_tally.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/limits.hpp"

namespace spotter::live {

LaunchTally::LaunchTally(std::size_t arms, std::vector<Duration> windows)
    : windows_(std::move(windows)),
      arms_(arms, ArmCounts{0, std::vector<std::uint64_t>(windows_.size())}) {
  ensure(windows_.size() <= 64, "a unit keeps one bit a metric");
}

Effect LaunchTally::expose(const Unit& unit, std::optional<ArmIndex> arm,
                           std::optional<ArmIndex> assigned, Instant at) {
  const bool consistent = arm && arm == assigned;
  const auto found = units_.find(unit);
  if (found == units_.end()) {
    if (consistent) return enter(unit, *arm, at);
    // Shown an arm that is not its own: the unit belongs to neither.
    units_.emplace(unit, UnitState{at, 0, 0, true});
    forget_waiting(unit);
    ++multiple_exposure_;
    return Effect::excluded;
  }
  auto& state = found->second;
  if (state.excluded || (consistent && state.arm == *arm)) return Effect::nothing;
  return exclude(state);
}

Effect LaunchTally::enter(const Unit& unit, ArmIndex arm, Instant at) {
  auto& state = units_.emplace(unit, UnitState{at, 0, arm, false}).first->second;
  ++arms_[arm].units;
  const auto waiting = waiting_.find(unit);
  if (waiting == waiting_.end()) return Effect::exposed;
  for (const auto& event : waiting->second) count(state, event.metric, event.at);
  forget_waiting(unit);
  return Effect::exposed;
}

Effect LaunchTally::exclude(UnitState& state) {
  auto& arm = arms_[state.arm];
  --arm.units;
  for (std::size_t metric = 0; metric < windows_.size(); ++metric) {
    if (state.converted >> metric & 1U) --arm.converted[metric];
  }
  state.excluded = true;
  ++multiple_exposure_;
  return Effect::excluded;
}

Effect LaunchTally::convert(const Unit& unit, MetricIndex metric, Instant at, Instant received) {
  const auto found = units_.find(unit);
  if (found == units_.end()) return wait(unit, {at, received, metric});
  if (found->second.excluded) return Effect::nothing;
  return count(found->second, metric, at);
}

Effect LaunchTally::count(UnitState& state, MetricIndex metric, Instant at) {
  // The grace covers clients that queue exposures for a moment without an event time.
  const bool inside =
      at >= state.exposed - limits::exposure_grace && at <= state.exposed + windows_[metric];
  if (!inside) return Effect::outside_window;
  const auto bit = std::uint64_t{1} << metric;
  if (state.converted & bit) return Effect::nothing;
  state.converted |= bit;
  ++arms_[state.arm].converted[metric];
  return Effect::counted;
}

Effect LaunchTally::wait(const Unit& unit, const Waiting& event) {
  if (waiting_count_ >= limits::waiting_events_max) {
    ++late_;
    return Effect::late;
  }
  waiting_[unit].push_back(event);
  expiries_.push_back({event.received, unit});
  ++waiting_count_;
  return Effect::waits;
}

void LaunchTally::forget_waiting(const Unit& unit) {
  const auto found = waiting_.find(unit);
  if (found == waiting_.end()) return;
  waiting_count_ -= found->second.size();
  waiting_.erase(found);
}

void LaunchTally::advance(Instant received) {
  latest_ = std::max(latest_, received);
  const auto too_old = latest_ - limits::waiting_time_max;
  while (!expiries_.empty() && expiries_.front().received < too_old) {
    // Its unit may have been exposed meanwhile: then nothing waits any more.
    const auto found = waiting_.find(expiries_.front().unit);
    expiries_.pop_front();
    if (found == waiting_.end()) continue;
    const auto gone = std::erase_if(found->second,
                                    [&](const Waiting& event) { return event.received < too_old; });
    late_ += gone;
    waiting_count_ -= gone;
    if (found->second.empty()) waiting_.erase(found);
  }
}

std::optional<ArmIndex> LaunchTally::arm_of(const Unit& unit) const {
  const auto found = units_.find(unit);
  if (found == units_.end() || found->second.excluded) return std::nullopt;
  return found->second.arm;
}

}  // namespace spotter::live
