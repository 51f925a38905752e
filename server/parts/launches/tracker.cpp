#include "parts/launches/tracker.hpp"

#include <algorithm>

#include "parts/launches/agreement_rules.hpp"
#include "parts/launches/card_changes.hpp"
#include "parts/launches/stages.hpp"

namespace spotter::launches {

namespace {

const Card nobody_said_anything{};

}  // namespace

Result<Taken> Tracker::take(Sequence sequence, std::string_view bytes, const FindFacts& facts) {
  const auto record = wire::read_json<AgreementRecord>(bytes);
  if (!record)
    return failure(ProblemCode::corrupt,
                   "The event log holds a record that cannot be read: " + record.error().sentence);
  if (record->act == Act::settings) return set(sequence, *record);
  const auto before = dossier(record->launch, facts(record->launch));
  if (auto problem = against(*record, before)) {
    Taken refused;
    refused.problems.push_back(std::move(*problem));
    return refused;
  }
  return apply_to(sequence, *record, before);
}

Taken Tracker::apply_to(Sequence sequence, const AgreementRecord& record, const Dossier& before) {
  auto after = changed(record, before);
  if (after == before.card) return {};
  auto words = words_of(record, before.card, after);
  Taken taken;
  taken.key = record.launch;
  auto& tracked = launches_[record.launch];
  tracked.card = std::move(after);
  taken.changed = &tracked.card;
  taken.entries.push_back({sequence, "launch/" + record.launch, record.at, record.by.name,
                           std::move(words.what), std::move(words.why)});
  return taken;
}

Taken Tracker::set(Sequence sequence, const AgreementRecord& record) {
  const bool required = record.signatures_required.value_or(signatures_required_);
  if (required == signatures_required_) return {};
  signatures_required_ = required;
  Taken taken;
  auto words = words_of(record, nobody_said_anything, nobody_said_anything);
  taken.entries.push_back({sequence, "settings", record.at, record.by.name, std::move(words.what),
                           std::move(words.why)});
  return taken;
}

void Tracker::defined(const std::string& key, Definition definition, Instant at) {
  auto& kept = launches_[key].definition;
  definition.made_at = kept ? kept->made_at : at;
  definition.changed_at = at;
  kept = std::move(definition);
}

std::vector<std::string> Tracker::against_start(const std::string& key) const {
  const auto dossier_now = dossier(key, {});
  if (!signatures_required_ && !dossier_now.card.withdrawn) return {};
  return launches::against_start(dossier_now);
}

const Person* Tracker::spotter(const std::string& key) const {
  const auto found = launches_.find(key);
  if (found == launches_.end() || !found->second.card.spotter) return nullptr;
  return &*found->second.card.spotter;
}

Dossier Tracker::dossier(const std::string& key, const LaunchFacts& facts) const {
  const auto found = launches_.find(key);
  if (found == launches_.end()) return {key, nobody_said_anything, nullptr, facts};
  const auto& definition = found->second.definition;
  return {key, found->second.card, definition ? &*definition : nullptr, facts};
}

void Tracker::write(wire::ByteOutput& output) const {
  auto& value = output.value();
  value.number(static_cast<std::uint8_t>(signatures_required_));
  value.number(static_cast<std::uint64_t>(launches_.size()));
  for (const auto& [key, tracked] : launches_) {
    auto& one = output.value();
    one.long_text(key);
    one.long_text(wire::to_json_text(tracked));
  }
}

bool Tracker::read(wire::ByteInput& input) {
  auto& value = input.value();
  signatures_required_ = value.number<std::uint8_t>() != 0;
  const auto count = value.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && input.complete(); ++i) {
    auto& one = input.value();
    std::string key(one.long_text());
    auto tracked = wire::read_json<TrackedLaunch>(one.long_text());
    if (!tracked) return false;
    launches_.emplace(std::move(key), std::move(*tracked));
  }
  return input.complete();
}

}  // namespace spotter::launches
