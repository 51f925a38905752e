// A log that goes into the loop and into a recount at once; for tests.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "parts/live/act/loop.hpp"
#include "parts/live/define/rules.hpp"
#include "parts/live/intake/pseudonym.hpp"
#include "parts/live/recount/recount.hpp"
#include "parts/live/recount/streaming_figures.hpp"

namespace spotter::live {

class SilentOutlet final : public Outlet {
 public:
  void publish(std::shared_ptr<const Snapshot>, std::optional<RolledBack> rolled_back) override {
    if (rolled_back) rollbacks.push_back(*rolled_back);
  }
  void keep(StateChange) override {}

  std::vector<RolledBack> rollbacks;
};

class StillClock final : public Clock {
 public:
  Instant now() const override { return {1'700'000'000'500'000}; }
};

inline constexpr const char* recount_metrics = R"([
  {"key": "signup", "name": "Sign-ups", "kind": "conversion", "event": "Signed Up",
   "window": "7d", "better": "up", "worth": {"amount": 4000, "currency": "EUR"}},
  {"key": "error", "name": "Errors", "kind": "conversion", "event": "Checkout Error",
   "window": "1h", "better": "down", "worth": {"amount": 1500, "currency": "EUR"}},
  {"key": "buyer", "name": "Buyers", "kind": "conversion", "event": "Order Completed",
   "window": "1d", "better": "up"},
  {"key": "revenue", "name": "Revenue", "kind": "mean", "event": "Order Completed",
   "value": "properties.revenue", "cap": 500, "window": "7d", "better": "up",
   "worth": {"amount": 100, "currency": "EUR"}},
  {"key": "wait", "name": "Waiting time", "kind": "mean", "event": "Page Loaded",
   "value": "properties.seconds", "window": "1h", "better": "down"}])";

/// What a launch of the tests is made of.
struct LaunchText {
  std::string key = "banner";
  std::string guardrails = R"({"metric": "error", "side": "it", "margin": 0})";
  std::string more = R"(, "goals": ["signup", "revenue"])";
  std::array<double, 2> weights{0.5, 0.5};
  std::string flag = {};  ///< the key's own where empty
};

class RecountTest : public testing::Test {
 protected:
  RecountTest() { loop.finish_replay(); }

  static std::string launch_json(const LaunchText& text) {
    return fmt::format(
        R"({{"key": "{}", "name": "A name", "flag": {{"key": "{}", "type": "boolean",
            "default": false}}, "arms": [{{"key": "control", "value": false, "weight": {}}},
            {{"key": "treatment", "value": true, "weight": {}}}], "guardrails": [{}]{}}})",
        text.key, text.flag.empty() ? text.key : text.flag, text.weights[0], text.weights[1],
        text.guardrails, text.more);
  }

  void define(const LaunchText& text) { apply_json(launch_json(text)); }
  void apply_json(const std::string& launch) {
    const auto definitions = wire::read_json<Definitions>(
        fmt::format(R"({{"metrics": {}, "launches": [{}]}})", recount_metrics, launch));
    ASSERT_TRUE(definitions) << definitions.error().sentence;
    say(RecordKind::definitions, wire::to_json_text(DefinitionsRecord{"it", now, *definitions}));
    for (const auto& one : definitions->launches) launches[one.key] = one;
  }
  void begin(const LaunchText& text = {}) {
    define(text);
    command(Verb::start, text.key);
  }

  void command(Verb verb, const std::string& launch = "banner") {
    say(RecordKind::command,
        wire::to_json_text(CommandRecord{launch, verb, "owner", now, "a reason"}));
  }

  EventRecord event_of(const std::string& person, const std::string& name) {
    EventRecord event;
    event.unit = pseudonyms.of(person);
    event.message_id = fmt::format("m{}", sequence + 1);
    event.message = pseudonyms.of_message("s", event.message_id);
    event.received = event.at = now;
    event.name = name;
    return event;
  }
  EventRecord exposure_of(const std::string& person, const std::string& launch = "banner") {
    auto event = event_of(person, "");
    const auto arm = assigned_arm(launches.at(launch), person);
    event.exposure = ExposureClaim{launch, arm, arm};
    return event;
  }
  EventRecord order_of(const std::string& person, double revenue) {
    auto event = event_of(person, "Order Completed");
    event.values.push_back({"properties.revenue", revenue});
    return event;
  }
  void say(const EventRecord& event) { say(RecordKind::event, encode(event)); }
  void say(RecordKind kind, const std::string& bytes) {
    sequence += step;
    ASSERT_TRUE(loop.take(sequence, kind, bytes));
    ASSERT_TRUE(recount.take(sequence, kind, bytes));
  }
  // Faults are planted by telling only one side, at sequences that the other does not use.
  void only_loop(const EventRecord& event) {
    ASSERT_TRUE(loop.take(++sequence, RecordKind::event, encode(event)));
  }
  void only_recount(const EventRecord& event) {
    ASSERT_TRUE(recount.take(++sequence, RecordKind::event, encode(event)));
  }

  std::string person_in(const std::string& arm, int number, const std::string& launch = "banner") {
    for (int i = 0, found = 0;; ++i) {
      auto person = fmt::format("visitor-{}", i);
      if (assigned_arm(launches.at(launch), person) == arm && found++ == number) return person;
    }
  }

  std::vector<Difference> differences(const std::string& launch = "banner") {
    return compare(figures_of(loop, launch), recount.figures(launch));
  }
  static std::string text_of(const std::vector<Difference>& differences) {
    std::string text;
    for (const auto& [figure, streaming, recounted] : differences)
      text +=
          fmt::format("{}: {} / {}\n", figure, streaming.value_or("-"), recounted.value_or("-"));
    return text;
  }
  static std::vector<std::string> names_of(const std::vector<Difference>& differences) {
    std::vector<std::string> names;
    for (const auto& difference : differences) names.push_back(difference.figure);
    return names;
  }

  SilentOutlet outlet;
  StillClock clock;
  Loop loop{outlet, clock};
  Recount recount;
  Pseudonyms pseudonyms{Pseudonyms::Key{7}};
  std::map<std::string, LaunchDefinition> launches;
  Sequence sequence = 0;
  Sequence step = 1;
  Instant now{1'700'000'000'000'000};
};

}  // namespace spotter::live
