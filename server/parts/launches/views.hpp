// What people see of agreements: one launch's card, and the tracker of all of them.
#pragma once

#include "parts/launches/needs.hpp"
#include "parts/launches/record.hpp"
#include "parts/launches/stages.hpp"
#include "parts/launches/tracker.hpp"

namespace spotter::launches {

struct ConditionView {
  std::string id;
  std::string text;
  std::optional<WantedGuardrail> guardrail;
  bool met = false;
  std::optional<Person> by;
  std::optional<Instant> at;
  std::optional<std::string> note;
};
SPOTTER_DESCRIBE(
    ConditionView,
    (id, required, "Its name in URLs.")(text, required, "What has to be so before the start.")(
        guardrail, required, "Met by itself once the launch has this guardrail; null: people say.")(
        met, required, "Whether it is so.")(by, required, "Who said so; null: nobody.")(
        at, required, "When they said so.")(note, required, "And how."))

struct SignatureView {
  Side side = Side::it;
  Person by;
  Instant at;
  bool by_admin_key = false;
  bool valid = false;
};
SPOTTER_DESCRIBE(SignatureView,
                 (side, required, "For whom.")(by, required, "Who.")(at, required, "When.")(
                     by_admin_key, required, "True: signed with the admin key.")(
                     valid, required, "False: what was signed has changed since."))

/// What the caller may do now; a screen offers nothing else.
struct May {
  bool ask = false;
  bool brief = false;
  bool return_brief = false;
  bool verdict = false;
  bool accept = false;
  bool appeal = false;
  bool withdraw = false;
  bool meet = false;
  bool sign = false;
  bool name_spotter = false;
  bool start = false;
  bool pause = false;
  bool sign_receipt = false;
  bool learn = false;
  bool sign_outcome = false;
};
SPOTTER_DESCRIBE(
    May, (ask, required, "Ask for it, or ask anew.")(brief, required, "Write the brief.")(
             return_brief, required, "Return the brief.")(verdict, required,
                                                          "Give the other side's verdict.")(
             accept, required, "Accept or decline the alternative.")(appeal, required,
                                                                     "Appeal against the refusal.")(
             withdraw, required,
             "Withdraw the request.")(meet, required, "Say of an open condition that it is met.")(
             sign, required, "Sign for a side.")(name_spotter, required, "Name the spotter.")(
             start, required, "Start it.")(pause, required, "Pause it.")(sign_receipt, required,
                                                                         "Sign the receipt.")(
             learn, required, "Write down what was learned.")(sign_outcome, required,
                                                              "Sign the outcome."))

struct AgreementView {
  std::string key;
  std::string title;
  std::string outcome;
  bool defined = false;
  Stage stage = Stage::idea;
  Holder holder;
  std::optional<Instant> since;
  WaitsFor waits_for = WaitsFor::nothing;
  std::string sentence;
  bool mine = false;
  std::optional<Person> asked_by;
  std::optional<Instant> asked_at;
  std::optional<Person> spotter;
  std::optional<KeptBrief> brief;
  std::optional<Readiness> readiness;
  std::optional<Saying> returned;
  std::optional<Verdict> verdict;
  std::uint64_t refusals = 0;
  std::optional<Saying> appeal;
  std::optional<Saying> withdrawn;
  std::vector<ConditionView> conditions;
  std::vector<SignatureView> signatures;
  std::vector<std::string> against_start;
  bool signatures_required = false;
  May may;
  std::optional<Stamp> receipt_signature;
  std::optional<Saying> learned;
  std::optional<Stamp> outcome_signature;
};
SPOTTER_DESCRIBE(
    AgreementView,
    (key, required, "The launch's key.")(title, required,
                                         "What is asked for; else the definition's name.")(
        outcome, required, "What for; empty if nobody asked.")(
        defined, required, "False: there is a request, but nothing that could run.")(
        stage, required, "Where it is between idea and outcome.")(holder, required,
                                                                  "Who has to do something next.")(
        since, required, "Since when they have it.")(waits_for, required, "What it waits for.")(
        sentence, required, "The same for people.")(mine, required,
                                                    "True if it waits for the caller.")(
        asked_by, required, "Who asked.")(asked_at, required,
                                          "When.")(spotter, required,
                                                   "The member of the other side who watches it.")(
        brief, required, "What is known about it; null: not written yet.")(
        readiness, required, "How complete the brief is; null without one.")(
        returned, required, "Why the brief went back; null once it is changed.")(
        verdict, required,
        "What the other side said.")(refusals, required,
                                     "Lawful noes and alternatives that were not accepted, ever.")(
        appeal, required, "Why a refusal shall be looked at again; null once it is answered.")(
        withdrawn, required, "Why it is not asked for any more.")(
        conditions, required, "Of a yes-if.")(signatures, required, "At most one a side.")(
        against_start, required,
        "What is missing for a start, a sentence each. Refuses it if signatures are required.")(
        signatures_required, required, "The workspace's setting.")(may, required,
                                                                   "What the caller may do now.")(
        receipt_signature, required,
        "Who signed the receipt.")(learned, required,
                                   "What was learned.")(outcome_signature, required,
                                                        "Who signed the outcome."))

struct TrackerRow {
  std::string key;
  std::string title;
  Stage stage = Stage::idea;
  std::optional<State> state;
  std::optional<Mode> mode;
  std::optional<Person> asked_by;
  std::optional<Instant> asked_at;
  Holder holder;
  std::optional<Instant> since;
  WaitsFor waits_for = WaitsFor::nothing;
  std::string sentence;
  bool mine = false;
  std::optional<Person> spotter;
  std::uint64_t conditions_open = 0;
  std::vector<Side> signed_;
};
SPOTTER_DESCRIBE(
    TrackerRow,
    (key, required, "The launch's key.")(title, required,
                                         "What is asked for; else the definition's name.")(
        stage, required,
        "Where it is between idea and outcome.")(state, required,
                                                 "Of the launch; null: nothing is defined.")(
        mode, required, "armed or watch; null: nothing is defined.")(asked_by, required,
                                                                     "Who asked.")(
        asked_at, required, "When.")(holder, required, "Who has to do something next.")(
        since, required, "Since when they have it.")(waits_for, required, "What it waits for.")(
        sentence, required, "The same for people.")(mine, required,
                                                    "True if it waits for the caller.")(
        spotter, required, "The member of the other side who watches it.")(
        conditions_open, required,
        "How many conditions are not met.")(signed_, required, "The sides whose signature stands."))

struct TrackerView {
  std::vector<Stage> stages;
  std::vector<TrackerRow> launches;
  bool signatures_required = false;
};
SPOTTER_DESCRIBE(TrackerView,
                 (stages, required,
                  "In their order.")(launches, required,
                                     "By stage; within one, whoever waits longest first.")(
                     signatures_required, required, "The workspace's setting."))

struct SettingsView {
  bool signatures_required = false;
};
SPOTTER_DESCRIBE(SettingsView,
                 (signatures_required, required,
                  "true: a launch starts only with both sides' signatures, its conditions met."))

/// Who looks, as agreement records name them.
struct Viewer {
  Person person;
  bool admin_key = false;
};

AgreementView agreement_view(const Tracker& tracker, const Dossier& dossier, const Viewer& viewer);
TrackerView tracker_view(const Tracker& tracker, const LaunchesNow& now, const Viewer& viewer);

}  // namespace spotter::launches
