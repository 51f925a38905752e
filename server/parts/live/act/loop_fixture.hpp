// A loop with a started launch, driven as the log would drive it; for tests.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "parts/live/act/loop.hpp"
#include "parts/live/define/rules.hpp"
#include "parts/live/intake/pseudonym.hpp"
#include "parts/live/show/views.hpp"

namespace spotter::live {

inline constexpr const char* metrics = R"([
  {"key": "signup", "name": "Sign-ups", "kind": "conversion", "event": "Signed Up",
   "window": "7d", "better": "up", "worth": {"amount": 4000, "currency": "EUR"}},
  {"key": "checkout-error", "name": "Checkout errors", "kind": "conversion",
   "event": "Checkout Error", "window": "1d", "better": "down",
   "worth": {"amount": 1500, "currency": "EUR"}},
  {"key": "revenue", "name": "Revenue", "kind": "mean", "event": "Order Completed",
   "value": "properties.revenue", "cap": 500, "window": "7d", "better": "up",
   "worth": {"amount": 100, "currency": "EUR"}}])";

inline constexpr const char* both = R"([{"metric": "checkout-error", "side": "it", "margin": 0},
                                {"metric": "signup", "side": "marketing", "margin": 0}])";
inline constexpr const char* errors_only =
    R"([{"metric": "checkout-error", "side": "it", "margin": 0}])";

class FixedClock final : public Clock {
 public:
  Instant now() const override { return {1'700'000'000'500'000}; }
};

// Remembers what the loop told the outside.
class Ear final : public Outlet {
 public:
  void publish(std::shared_ptr<const Snapshot> snapshot,
               std::optional<RolledBack> rolled_back) override {
    published = std::move(snapshot);
    if (rolled_back) rollbacks.push_back(*rolled_back);
  }
  void keep(StateChange change) override { changes.push_back(std::move(change)); }

  std::shared_ptr<const Snapshot> published;
  std::vector<RolledBack> rollbacks;
  std::vector<StateChange> changes;
};

struct LogLine {
  RecordKind kind;
  std::string bytes;
};

// A loop with a started launch, driven as the log would drive it.
class LoopTest : public testing::Test {
 protected:
  /// `members`: further members of the launch, as `, "goals": ["signup"]`.
  void begin(const char* guardrails, const std::string& members = "") {
    loop.finish_replay();
    const auto launch = fmt::format(
        R"({{"key": "banner", "name": "Banner", "flag": {{"key": "banner", "type": "boolean",
            "default": false}}, "arms": [{{"key": "control", "value": false, "weight": {}}},
            {{"key": "treatment", "value": true, "weight": {}}}], "guardrails": {}{}}})",
        weights[0], weights[1], guardrails, members);
    const auto definitions = wire::read_json<Definitions>(
        fmt::format(R"({{"metrics": {}, "launches": [{}]}})", metrics, launch));
    ASSERT_TRUE(definitions);
    say(RecordKind::definitions,
        wire::to_json_text(DefinitionsRecord{"owner", now(), *definitions}));
    command(Verb::start);
    definition = definitions->launches[0];
    // Enough people for each arm, by the hash that clients use.
    for (int i = 0; people[0].size() < 40 || people[1].size() < 40; ++i) {
      const auto person = fmt::format("user-{}", i);
      people[assigned_arm(definition, person) == "treatment"].push_back(person);
    }
  }

  Outcome command(Verb verb) {
    return say(RecordKind::command,
               wire::to_json_text(CommandRecord{"banner", verb, "owner", now(), "a reason"}));
  }

  Outcome say(RecordKind kind, const std::string& bytes) {
    log.push_back({kind, bytes});
    return loop.take(log.size(), kind, bytes).value();
  }

  void expose(const std::string& person) {
    auto event = event_of(person, std::string(exposure_event_name));
    const auto arm = assigned_arm(definition, person);
    event.exposure = ExposureClaim{"banner", arm, arm};
    say(RecordKind::event, encode(event));
  }

  void happen(const std::string& person, const std::string& name) {
    say(RecordKind::event, encode(event_of(person, name)));
  }

  void order(const std::string& person, std::optional<double> revenue) {
    auto event = event_of(person, "Order Completed");
    if (revenue) event.values.push_back({"properties.revenue", *revenue});
    say(RecordKind::event, encode(event));
  }

  EventRecord event_of(const std::string& person, const std::string& name) {
    EventRecord event;
    event.unit = pseudonyms.of(person);
    event.message_id = fmt::format("m{}", log.size() + 1);
    event.message = pseudonyms.of_message("s", event.message_id);
    event.received = event.at = now();
    event.name = name;
    return event;
  }

  void expose_everybody(std::size_t per_arm = 40) {
    for (std::size_t i = 0; i < per_arm; ++i)
      for (const auto& arm : people) expose(arm[i]);
  }

  Instant now() const {
    return {1'700'000'000'000'000 + static_cast<std::int64_t>(log.size()) * 1'000};
  }
  State state() const { return loop.book().launches.at("banner").state; }
  ResultsView results() { return results_view(loop, loop.book().launches.at("banner")); }

  std::array<double, 2> weights{0.5, 0.5};
  Ear ear;
  FixedClock clock;
  Loop loop{ear, clock};
  Pseudonyms pseudonyms{Pseudonyms::Key{7}};
  LaunchDefinition definition;
  std::vector<std::string> people[2];
  std::vector<LogLine> log;
};

}  // namespace spotter::live
