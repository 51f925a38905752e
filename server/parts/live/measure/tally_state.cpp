#include "parts/live/measure/tally_state.hpp"

#include <cmath>

#include "stats/cap.hpp"

namespace spotter::live {

namespace {

void write_arm(const ArmCounts& arm, wire::ByteOutput& output) {
  output.value().number(arm.units);
  for (std::size_t i = 0; i < arm.converted.size(); ++i) {
    auto& value = output.value();
    value.number(arm.converted[i]);
    value.number(arm.capped[i]);
  }
}

void read_arm(wire::ByteInput& input, ArmCounts& arm) {
  arm.units = input.value().number<std::uint64_t>();
  for (std::size_t i = 0; i < arm.converted.size(); ++i) {
    auto& value = input.value();
    arm.converted[i] = value.number<std::uint64_t>();
    arm.capped[i] = value.number<std::uint64_t>();
  }
}

void write_waiting(const WaitingRoom& room, wire::ByteOutput& output) {
  output.value().number(room.latest().us);
  output.value().number(room.late());
  output.value().number(static_cast<std::uint64_t>(room.expiries().size()));
  for (const auto& [received, unit] : room.expiries()) {
    auto& value = output.value();
    value.number(received.us);
    value.raw(unit.bytes);
  }
  output.value().number(static_cast<std::uint64_t>(room.events().size()));
  for (const auto& [unit, events] : room.events()) {
    auto& head = output.value();
    head.raw(unit.bytes);
    head.number(static_cast<std::uint32_t>(events.size()));
    for (const auto& event : events) {
      auto& value = output.value();
      value.number(event.metric);
      value.number(event.at.us);
      value.number(event.received.us);
      value.real(event.value);
    }
  }
}

Instant read_instant(wire::ByteReader& value) { return {value.number<std::int64_t>()}; }

std::vector<MetricEvent> read_events(wire::ByteInput& input, std::uint32_t count) {
  std::vector<MetricEvent> events;
  for (std::uint32_t i = 0; i < count && input.complete(); ++i) {
    auto& value = input.value();
    MetricEvent event;
    event.metric = value.number<MetricIndex>();
    event.at = read_instant(value);
    event.received = read_instant(value);
    event.value = value.real();
    events.push_back(event);
  }
  return events;
}

void read_waiting(wire::ByteInput& input, WaitingRoom& room) {
  const auto latest = read_instant(input.value());
  const auto late = input.value().number<std::uint64_t>();
  WaitingRoom::Expiries expiries(0);
  const auto expiry_count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < expiry_count && input.complete(); ++i) {
    auto& value = input.value();
    WaitingRoom::Expiry expiry{read_instant(value), {}};
    value.raw(expiry.unit.bytes);
    expiries.push_back(expiry);
  }
  WaitingRoom::Events events;
  const auto unit_count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < unit_count && input.complete(); ++i) {
    auto& head = input.value();
    Unit unit;
    head.raw(unit.bytes);
    const auto count = head.number<std::uint32_t>();
    events.emplace(unit, read_events(input, count));
  }
  room.restore(std::move(expiries), std::move(events), latest, late);
}

}  // namespace

void TallyState::write(const LaunchTally& tally, wire::ByteOutput& output) {
  output.value().number(tally.multiple_exposure_);
  output.value().number(tally.outside_window_);
  output.value().number(tally.unusable_);
  for (const auto& arm : tally.arms_) write_arm(arm, output);
  write_units(tally, output);
  write_waiting(tally.waiting_, output);
}

void TallyState::write_units(const LaunchTally& tally, wire::ByteOutput& output) {
  const auto units = tally.units_.units();
  output.value().number(static_cast<std::uint64_t>(units.size()));
  for (UnitPlace place = 0; place < units.size(); ++place) {
    const auto& row = tally.units_[place];
    auto& value = output.value();
    value.raw(units[place].bytes);
    value.number(row.exposed.us);
    value.number(row.converted);
    value.number(row.arm);
    value.number(static_cast<std::uint8_t>(row.excluded));
    for (std::size_t metric = 0; metric < tally.metrics_.size(); ++metric) {
      if (tally.metrics_[metric].sums) value.real(tally.totals_[metric][place]);
    }
  }
}

bool TallyState::read_units(wire::ByteInput& input, LaunchTally& tally) {
  const auto count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && input.complete(); ++i) {
    auto& value = input.value();
    Unit unit;
    value.raw(unit.bytes);
    UnitRow row;
    row.exposed = read_instant(value);
    row.converted = value.number<std::uint64_t>();
    row.arm = value.number<ArmIndex>();
    row.excluded = value.number<std::uint8_t>() != 0;
    if (row.arm >= tally.arms_.size() || tally.units_.find(unit)) return false;
    tally.units_.add(unit, row);
    for (std::size_t metric = 0; metric < tally.metrics_.size(); ++metric) {
      const auto& rule = tally.metrics_[metric];
      if (!rule.sums) continue;
      const double total = value.real();
      if (!(std::abs(total) < stats::ExactMoments::value_end)) return false;
      tally.totals_[metric].push_back(total);
      if (!row.excluded) tally.sums(row.arm, metric).add(stats::capped(total, rule.cap));
    }
  }
  for (ArmIndex arm = 0; arm < tally.arms_.size(); ++arm) {
    for (std::size_t metric = 0; metric < tally.metrics_.size(); ++metric) {
      if (tally.metrics_[metric].sums) tally.put_totals(arm, metric);
    }
  }
  return input.complete();
}

bool TallyState::read(wire::ByteInput& input, LaunchTally& tally) {
  tally.multiple_exposure_ = input.value().number<std::uint64_t>();
  tally.outside_window_ = input.value().number<std::uint64_t>();
  tally.unusable_ = input.value().number<std::uint64_t>();
  for (auto& arm : tally.arms_) read_arm(input, arm);
  if (!read_units(input, tally)) return false;
  read_waiting(input, tally.waiting_);
  return input.complete();
}

}  // namespace spotter::live
