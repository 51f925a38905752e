#include "app/agreement_bridge.hpp"

#include "parts/launches/words.hpp"

namespace spotter::app {

namespace {

launches::State state_of(live::State state) {
  switch (state) {
    case live::State::draft: return launches::State::draft;
    case live::State::live: return launches::State::live;
    case live::State::paused: return launches::State::paused;
    case live::State::amber: return launches::State::amber;
    case live::State::rolled_back: return launches::State::rolled_back;
    case live::State::stopped: return launches::State::stopped;
  }
  return launches::State::draft;
}

launches::LaunchFacts facts_of(const live::LaunchStanding& standing) {
  if (!standing.launch) return {};
  const auto& launch = *standing.launch;
  const bool watches = launch.definition.mode == live::Mode::watch;
  return {state_of(launch.state), watches ? launches::Mode::watch : launches::Mode::armed,
          standing.has_receipt, launch.started_at, launch.ended_at};
}

// What a signature signs of a definition: the launch as written, and what its metrics count. Names,
// words and owners of metrics change no number, so they void no signature.
std::string version_of(const live::LaunchDefinition& launch,
                       const std::vector<live::Metric>& metrics) {
  boost::json::array parts{wire::to_json(launch)};
  for (const auto& metric : metrics) parts.push_back(wire::to_json(live::measurement_of(metric)));
  return launches::version_of(wire::json_text(parts));
}

}  // namespace

Result<live::Agreed> AgreementBridge::take(Sequence sequence, std::string_view bytes,
                                           const live::FindLaunch& find) {
  TRY(auto taken,
      tracker_.take(sequence, bytes, [&](const std::string& key) { return facts_of(find(key)); }));
  live::Agreed agreed{std::move(taken.problems), std::move(taken.entries), {}};
  if (taken.changed) agreed.cards.push_back({taken.key, wire::to_json_text(*taken.changed)});
  return agreed;
}

void AgreementBridge::defined(const live::LaunchDefinition& launch,
                              const std::vector<live::Metric>& metrics, Instant at) {
  launches::Definition definition;
  definition.name = launch.name;
  definition.version = version_of(launch, metrics);
  for (const auto& guardrail : launch.guardrails) definition.guardrails.push_back(guardrail.metric);
  tracker_.defined(launch.key, std::move(definition), at);
}

std::vector<std::string> AgreementBridge::against_start(const std::string& launch) const {
  return tracker_.against_start(launch);
}

std::optional<std::string> AgreementBridge::told_first(const std::string& launch) const {
  const auto* spotter = tracker_.spotter(launch);
  if (!spotter) return std::nullopt;
  return launches::words_for(*spotter);
}

launches::LaunchFacts LoopFacts::facts(const std::string& key) const {
  const auto found = loop_.book().launches.find(key);
  if (found == loop_.book().launches.end()) return {};
  return facts_of({&found->second, loop_.receipt(key) != nullptr});
}

void AgreementDesk::write(std::string bytes, std::function<void(Result<launches::Written>)> taken) {
  records_.write(
      live::RecordKind::agreement, std::move(bytes),
      [taken = std::move(taken)](Result<live::Written> written) {
        if (!written) return taken(failure(written.error()));
        taken(launches::Written{written->sequence, std::move(written->outcome.problems)});
      });
}

}  // namespace spotter::app
