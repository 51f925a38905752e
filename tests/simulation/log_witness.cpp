#include "simulation/log_witness.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "app/agreement_bridge.hpp"
#include "base/limits.hpp"
#include "simulation/history.hpp"

namespace spotter::simulation {

namespace {

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace

LogWitness::LogWitness() : recount_(std::make_unique<app::AgreementBridge>()) {}

const WitnessedLaunch::Step* WitnessedLaunch::at(Sequence sequence) const {
  const Step* found = nullptr;
  for (const auto& step : steps) {
    if (step.sequence <= sequence) found = &step;
  }
  return found;
}

std::uint64_t LogWitness::digest(std::uint64_t before, const storage::StoredRecord& record) {
  return XXH3_64bits_withSeed(record.bytes.data(), record.bytes.size(), before + record.kind);
}

void LogWitness::take(const storage::StoredRecord& record) {
  if (record.sequence != sequence() + 1)
    throw Violation{"log order", fmt::format("Record {} follows {}.", record.sequence, sequence())};
  digest_ = digest(digest_, record);
  const auto kind = static_cast<live::RecordKind>(record.kind);
  const bool is_event = kind == live::RecordKind::event;
  if (is_event) remember(record);
  if (kind == live::RecordKind::agreement) {
    const auto agreement = wire::read_json<launches::AgreementRecord>(record.bytes);
    if (!agreement) throw Violation{"readable log", agreement.error().sentence};
    listen(*agreement);
  }
  const auto taken = recount_.take(record.sequence, kind, record.bytes);
  if (!taken) throw Violation{"readable log", taken.error().sentence};
  follow_launches(is_event);
}

// A message may come again once the program may have forgotten it.
void LogWitness::remember(const storage::StoredRecord& record) {
  const auto event = live::decode_event(record.bytes);
  if (!event) throw Violation{"readable log", event.error().sentence};
  latest_ = std::max(latest_, event->received);
  const auto [known, added] =
      known_.emplace(hash_of(event->message_id), Known{record.sequence, event->received});
  if (added || latest_ >= known->second.received + limits::deduplication_window) return;
  throw Violation{"no event twice",
                  fmt::format("Message {} stands at {} and at {} in the log.", event->message_id,
                              known->second.sequence, record.sequence)};
}

void LogWitness::follow_launches(bool by_event) {
  for (const auto& [key, launch] : recount_.book().launches) {
    auto& witnessed = launches_[key];
    const bool first = witnessed.steps.empty();
    if (!first && witnessed.now().state == launch.state && witnessed.now().killed == launch.killed)
      continue;
    if (launch.started == sequence()) expect_agreed(launch);
    witnessed.steps.push_back({sequence(), launch.state, launch.killed});
    if (by_event && launch.state == live::State::rolled_back) witnessed.by_judge = true;
    if (!first && on_step) on_step(key, witnessed);
  }
}

void LogWitness::listen(const launches::AgreementRecord& record) {
  const auto& book = recount_.book();
  const auto found = book.launches.find(record.launch);
  agreements_.take(record, found == book.launches.end() ? nullptr : &found->second, book);
}

void LogWitness::expect_agreed(const live::Launch& launch) {
  if (agreements_.may_start(launch.definition, recount_.book())) return;
  throw Violation{"nothing starts without both signatures",
                  fmt::format("Launch {} started, and the agreements in the log do not allow it.",
                              launch.definition.key)};
}

std::optional<Sequence> LogWitness::find(std::string_view message_id) const {
  const auto found = known_.find(hash_of(message_id));
  if (found == known_.end()) return std::nullopt;
  return found->second.sequence;
}

}  // namespace spotter::simulation
