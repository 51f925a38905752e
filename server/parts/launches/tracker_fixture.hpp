// A tracker told things in order, as the log would; for tests.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "parts/launches/agreement_rules.hpp"
#include "parts/launches/orders.hpp"
#include "parts/launches/tracker.hpp"
#include "parts/launches/views.hpp"

namespace spotter::launches {

inline const Person maria{"maria", "Maria", Side::marketing};
inline const Person jonas{"jonas", "Jonas", Side::it};
inline const Person lena{"lena", "Lena", std::nullopt};  // of neither side

/// Requests are the program's own: orders.hpp makes the records, the tracker takes them.
class TrackerTest : public testing::Test, protected MemberDirectory, protected LaunchesNow {
 protected:
  static wire::Caller caller_of(const Person& person) {
    return {wire::Access::member, "session", person.key, person.name, person.side, true};
  }
  static wire::Caller admin_key() { return {wire::Access::admin, "admin-1", "owner"}; }

  using RecordOf = Result<AgreementRecord> (*)(const wire::Request&);

  wire::Request request(const wire::Caller& caller, std::string body) const {
    wire::Request request;
    request.method = wire::Method::post;
    request.parameters = {{"key", key}, {"id", condition}};
    request.body = std::move(body);
    request.caller = caller;
    request.received = now;
    return request;
  }

  /// The sentence of the refusal; empty: it was taken.
  std::string say(RecordOf record_of, const wire::Caller& caller, std::string body = "{}") {
    now = now + std::chrono::minutes(1);
    const auto record = record_of(request(caller, std::move(body)));
    if (!record) return refused(record.error());
    return take(*record);
  }
  std::string name_spotter(const wire::Caller& caller, const std::string& member) {
    now = now + std::chrono::minutes(1);
    const auto record =
        spotter_of(request(caller, fmt::format(R"({{"member":"{}"}})", member)), *this);
    if (!record) return refused(record.error());
    return take(*record);
  }
  std::string ask(const Person& person) {
    return say(ask_of, caller_of(person),
               R"({"title":"Spring banner","outcome":"more visitors sign up"})");
  }
  std::string answer(const Person& person, const std::string& body) {
    return say(verdict_of, caller_of(person), body);
  }
  std::string sign(const Person& person) { return say(sign_of, caller_of(person)); }

  std::string take(const AgreementRecord& record) {
    log.push_back(wire::to_json_text(record));
    const auto taken =
        tracker.take(++sequence, log.back(), [this](const std::string& of) { return facts(of); });
    EXPECT_TRUE(taken.has_value());
    if (!taken->problems.empty()) return refused(taken->problems.front());
    code = std::nullopt;
    pointer.clear();
    for (const auto& entry : taken->entries) story.push_back(entry);
    return {};
  }
  std::string refused(const Problem& problem) {
    code = problem.code;
    pointer = problem.pointer;
    return problem.sentence;
  }

  void define(std::vector<std::string> guardrails = {"error"}, const std::string& version = "v1") {
    now = now + std::chrono::minutes(1);
    tracker.defined(key, {"Banner", version, std::move(guardrails), {}, {}}, now);
  }
  void require_signatures() {
    EXPECT_EQ(say(settings_of, admin_key(), R"({"signatures_required":true})"), "");
  }

  AgreementView view(const Person& person) const {
    return agreement_view(tracker, tracker.dossier(key, facts(key)), {person, false});
  }
  Standing standing() const {
    return standing_of(tracker.dossier(key, facts(key)), tracker.signatures_required());
  }

  // MemberDirectory
  std::optional<Person> find(const std::string& member) const override {
    for (const auto& person : {maria, jonas, lena}) {
      if (person.key == member) return person;
    }
    return std::nullopt;
  }
  // LaunchesNow
  LaunchFacts facts(const std::string& of) const override {
    return of == key ? launch : LaunchFacts{};
  }
  Sequence last_change() const override { return sequence; }

  Tracker tracker;
  LaunchFacts launch;
  std::string key = "spring-banner";
  std::string condition = "1";
  std::vector<std::string> log;
  std::vector<journal::Entry> story;
  std::optional<ProblemCode> code;  ///< of the last refusal; nothing: it was taken
  std::string pointer;              ///< of the last refusal, into its request
  Sequence sequence = 0;
  Instant now{1'700'000'000'000'000};
};

}  // namespace spotter::launches
