#include "parts/live/act/loop_state.hpp"

#include <algorithm>

#include "parts/live/act/running_state.hpp"

namespace spotter::live {

namespace {

template <class T>
void write_all(const std::map<std::string, T>& items, wire::ByteOutput& output) {
  output.value().number(static_cast<std::uint64_t>(items.size()));
  for (const auto& [key, item] : items) {
    auto& value = output.value();
    value.long_text(key);
    value.long_text(wire::to_json_text(item));
  }
}

template <class T>
bool read_all(wire::ByteInput& input, std::map<std::string, T>& items) {
  const auto count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && input.complete(); ++i) {
    auto& value = input.value();
    std::string key(value.long_text());
    auto item = wire::read_json<T>(value.long_text());
    if (!item) return false;
    items.emplace(std::move(key), std::move(*item));
  }
  return input.complete();
}

}  // namespace

void LoopState::write(Loop& loop, wire::ByteOutput& output) {
  auto& value = output.value();
  value.number(loop.sequence_);
  value.number(loop.last_change_);
  value.number(static_cast<std::uint8_t>(loop.at_.has_value()));
  value.number(loop.at_.value_or(Instant{}).us);
  value.number(loop.latest_received_.us);
  write_book(loop, output);
  output.value().number(static_cast<std::uint64_t>(loop.running_.size()));
  for (auto& [key, running] : loop.running_) {
    // What is late by now, whether or not anything asked since.
    running.tally().advance(loop.latest_received_);
    RunningState::write(running, output);
  }
  write_all(loop.receipts_, output);
  output.value().number(static_cast<std::uint64_t>(loop.acted_.size()));
  for (const auto& [key, acted] : loop.acted_) {
    auto& timed = output.value();
    timed.long_text(key);
    timed.number(static_cast<std::uint8_t>(acted));
  }
  if (loop.agreements_) loop.agreements_->write(output);
}

void LoopState::write_book(const Loop& loop, wire::ByteOutput& output) {
  write_all(loop.book_.metrics, output);
  write_all(loop.book_.flags, output);
  write_all(loop.book_.launches, output);
}

bool LoopState::read_book(wire::ByteInput& input, Loop& loop) {
  return read_all(input, loop.book_.metrics) && read_all(input, loop.book_.flags) &&
         read_all(input, loop.book_.launches);
}

bool LoopState::read_running(wire::ByteInput& input, Loop& loop) {
  const auto count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count; ++i) {
    auto running = RunningState::read(input);
    if (!running) return false;
    auto key = running->judge().launch().key;
    if (!loop.book_.launches.contains(key)) return false;
    loop.running_.emplace(std::move(key), std::move(*running));
  }
  // Events are offered to launches in the order of their start, as when they started.
  std::vector<const Launch*> started;
  for (const auto& [key, running] : loop.running_) started.push_back(&loop.book_.launches.at(key));
  std::sort(started.begin(), started.end(),
            [](const Launch* a, const Launch* b) { return a->started < b->started; });
  for (const auto* launch : started) loop.listen(launch->definition.key);
  return input.complete();
}

bool LoopState::read_receipts(wire::ByteInput& input, Loop& loop) {
  if (!read_all(input, loop.receipts_)) return false;
  const auto count = input.value().number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && input.complete(); ++i) {
    auto& timed = input.value();
    std::string key(timed.long_text());
    loop.acted_[std::move(key)] = timed.number<std::uint8_t>() != 0;
  }
  return input.complete();
}

Result<void> LoopState::read(wire::ByteInput& input, Loop& loop) {
  auto& value = input.value();
  loop.sequence_ = value.number<Sequence>();
  loop.last_change_ = value.number<Sequence>();
  const bool has_at = value.number<std::uint8_t>() != 0;
  const Instant at{value.number<std::int64_t>()};
  if (has_at) loop.at_ = at;
  loop.latest_received_.us = value.number<std::int64_t>();
  const bool read =
      read_book(input, loop) && read_running(input, loop) && read_receipts(input, loop);
  if (read && (!loop.agreements_ || loop.agreements_->read(input))) return {};
  TRY_VOID(input.got());
  return failure(ProblemCode::corrupt, "A checkpoint holds something that cannot be read.");
}

}  // namespace spotter::live
