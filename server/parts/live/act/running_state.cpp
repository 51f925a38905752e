#include "parts/live/act/running_state.hpp"

#include "parts/live/define/rules.hpp"
#include "parts/live/measure/tally_state.hpp"

namespace spotter::live {

namespace {

using Optional = std::optional<double>;

void write_optional(wire::ByteWriter& value, const Optional& number) {
  value.number(static_cast<std::uint8_t>(number.has_value()));
  value.real(number.value_or(0));
}

Optional read_optional(wire::ByteReader& value) {
  const bool there = value.number<std::uint8_t>() != 0;
  const double number = value.real();
  return there ? Optional(number) : std::nullopt;
}

void write_point(wire::ByteWriter& value, const EvidencePoint& point) {
  value.number(point.sequence);
  value.number(point.at.us);
  value.real(point.log_e);
  value.number(static_cast<std::uint32_t>(point.guardrails.size()));
  for (const auto log_e : point.guardrails) value.real(log_e);
}

void write_point(wire::ByteWriter& value, const GoalPoint& point) {
  value.number(point.sequence);
  value.number(point.at.us);
  value.real(point.difference);
  write_optional(value, point.low);
  write_optional(value, point.high);
}

void read_point(wire::ByteReader& value, EvidencePoint& point) {
  point.sequence = value.number<Sequence>();
  point.at.us = value.number<std::int64_t>();
  point.log_e = value.real();
  const auto count = value.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && value.complete(); ++i)
    point.guardrails.push_back(value.real());
}

void read_point(wire::ByteReader& value, GoalPoint& point) {
  point.sequence = value.number<Sequence>();
  point.at.us = value.number<std::int64_t>();
  point.difference = value.real();
  point.low = read_optional(value);
  point.high = read_optional(value);
}

template <class Point>
void write_history(const History<Point>& history, wire::ByteOutput& output) {
  output.value().number(static_cast<std::uint64_t>(history.stride()));
  output.value().number(static_cast<std::uint64_t>(history.changes()));
  output.value().number(static_cast<std::uint32_t>(history.points().size()));
  for (const auto& point : history.points()) write_point(output.value(), point);
}

template <class Point>
void read_history(wire::ByteInput& input, History<Point>& history) {
  const auto stride = input.value().number<std::uint64_t>();
  const auto changes = input.value().number<std::uint64_t>();
  const auto count = input.value().number<std::uint32_t>();
  std::vector<Point> points;
  for (std::uint32_t i = 0; i < count && input.complete(); ++i) {
    points.emplace_back();
    read_point(input.value(), points.back());
  }
  history.restore(std::move(points), stride, changes);
}

}  // namespace

void RunningState::write(const RunningLaunch& running, wire::ByteOutput& output) {
  output.value().long_text(wire::to_json_text(running.judge_.launch()));
  output.value().long_text(wire::to_json_text(running.judge_.metrics()));
  write_judged(running, output);
  TallyState::write(running.tally_, output);
}

void RunningState::write_judged(const RunningLaunch& running, wire::ByteOutput& output) {
  auto& value = output.value();
  for (const auto& reference : running.references_) write_optional(value, reference);
  value.number(static_cast<std::uint8_t>(running.level_));
  value.number(static_cast<std::uint8_t>(running.ratio_alarm_));
  value.number(static_cast<std::uint8_t>(running.harm_cleared_));
  value.number(static_cast<std::uint8_t>(running.ratio_cleared_));
  value.real(running.log_e_);
  value.real(running.ratio_);
  for (const auto& peak : running.peaks_) {
    value.real(peak.log_e);
    value.number(peak.sequence);
  }
  value.number(static_cast<std::uint32_t>(running.crossings_.size()));
  for (const auto& crossing : running.crossings_) {
    value.number(static_cast<std::uint8_t>(crossing.state));
    value.number(static_cast<std::uint8_t>(crossing.cause));
    value.number(crossing.sequence);
    value.long_text(crossing.message_id);
    value.number(crossing.at.us);
    value.real(crossing.log_e);
  }
  write_history(running.history_, output);
  for (const auto& history : running.goal_histories_) write_history(history, output);
}

void RunningState::read_judged(wire::ByteInput& input, RunningLaunch& running) {
  auto& value = input.value();
  for (auto& reference : running.references_) reference = read_optional(value);
  running.level_ = static_cast<Level>(value.number<std::uint8_t>());
  running.ratio_alarm_ = value.number<std::uint8_t>() != 0;
  running.harm_cleared_ = value.number<std::uint8_t>() != 0;
  running.ratio_cleared_ = value.number<std::uint8_t>() != 0;
  running.log_e_ = value.real();
  running.ratio_ = value.real();
  for (auto& peak : running.peaks_) {
    peak.log_e = value.real();
    peak.sequence = value.number<Sequence>();
  }
  const auto count = value.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && value.complete(); ++i) {
    Crossing crossing;
    crossing.state = static_cast<Level>(value.number<std::uint8_t>());
    crossing.cause = static_cast<Cause>(value.number<std::uint8_t>());
    crossing.sequence = value.number<Sequence>();
    crossing.message_id = value.long_text();
    crossing.at.us = value.number<std::int64_t>();
    crossing.log_e = value.real();
    running.crossings_.push_back(std::move(crossing));
  }
  read_history(input, running.history_);
  for (auto& history : running.goal_histories_) read_history(input, history);
}

std::optional<RunningLaunch> RunningState::read(wire::ByteInput& input) {
  const auto launch = wire::read_json<LaunchDefinition>(input.value().long_text());
  const auto metrics = wire::read_json<std::vector<Metric>>(input.value().long_text());
  if (!launch || !metrics || metrics->size() != metric_keys(*launch).size()) return std::nullopt;
  RunningLaunch running(LaunchJudge(*launch, *metrics, shares_of(*launch)), *launch);
  read_judged(input, running);
  if (!TallyState::read(input, running.tally_)) return std::nullopt;
  return running;
}

}  // namespace spotter::live
