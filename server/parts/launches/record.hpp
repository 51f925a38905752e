// What people write into the event log about a launch's agreement, as JSON. Everything that a
// replay needs stands in the record: no member is looked up again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/launches/card.hpp"

namespace spotter::launches {

enum class Act {
  ask,
  verdict,
  meet,
  name_spotter,
  sign,
  sign_receipt,
  learn,
  sign_outcome,
  settings,
  accept,
  decline,
  appeal,
  withdraw,
  brief,
  return_brief
};
BOOST_DESCRIBE_ENUM(Act, ask, verdict, meet, name_spotter, sign, sign_receipt, learn, sign_outcome,
                    settings, accept, decline, appeal, withdraw, brief, return_brief)

/// A guardrail that somebody wants to see in the definition.
struct WantedGuardrail {
  std::string metric;

  bool operator==(const WantedGuardrail&) const = default;
};
SPOTTER_DESCRIBE(WantedGuardrail, (metric, required, "The metric's key."))

struct WantedCondition {
  std::string text;
  std::optional<WantedGuardrail> guardrail;

  bool operator==(const WantedCondition&) const = default;
};
SPOTTER_DESCRIBE(WantedCondition,
                 (text, required, "What has to be so before the launch starts.")(
                     guardrail, optional,
                     "With it the condition is met by itself once the launch has that guardrail."))

struct AgreementRecord {
  Act act = Act::ask;
  std::string launch;
  Person by;
  bool by_admin_key = false;
  std::optional<Side> side;
  Instant at;
  std::optional<Instant> asked_at;
  std::string title;
  std::string outcome;
  std::optional<VerdictKind> verdict;
  std::string text;
  std::string rule;
  std::optional<Brief> brief;
  std::uint64_t base_revision = 0;
  std::vector<WantedCondition> conditions;
  std::string condition;
  std::optional<Person> spotter;
  std::optional<bool> signatures_required;
};
SPOTTER_DESCRIBE(
    AgreementRecord,
    (act, required, "What.")(launch, required,
                             "The launch's key; empty for settings.")(by, required, "Who.")(
        by_admin_key, required,
        "True: with the admin key.")(side, required, "For which side; null: as the act implies.")(
        at, required, "When it arrived.")(asked_at, optional,
                                          "ask: when, if it was asked before it was entered.")(
        title, required, "ask: what is asked for.")(outcome, required, "ask: what for.")(
        verdict, required, "verdict: which.")(text, required, "Words or a note; may be empty.")(
        rule, optional, "verdict: that a lawful no cites.")(brief, optional,
                                                            "brief: as it shall be.")(
        base_revision, optional, "brief: the revision it was changed from; 0: there was none.")(
        conditions, required, "verdict: of a yes-if.")(condition, required, "meet: which one.")(
        spotter, required, "name_spotter: whom.")(signatures_required, required,
                                                  "settings: what it is now."))

}  // namespace spotter::launches
