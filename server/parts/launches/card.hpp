// A launch's card: what people of both sides said about it, from the ask to the outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/launches/brief.hpp"
#include "wire/json.hpp"
#include "wire/side.hpp"

namespace spotter::launches {

using wire::Side;

/// A member as they were when they did something: later changes of name or side change no record.
struct Person {
  std::string key;
  std::string name;
  std::optional<Side> side;

  bool operator==(const Person&) const = default;
};
SPOTTER_DESCRIBE(Person,
                 (key, required, "The member's key.")(name, required, "What people call them.")(
                     side, required, "marketing or it; null: of neither."))

/// Who did something, and when.
struct Stamp {
  Person by;
  Instant at;

  bool operator==(const Stamp&) const = default;
};
SPOTTER_DESCRIBE(Stamp, (by, required, "Who.")(at, required, "When."))

/// There is no bare no: it needs a way to yes, or the rule that forbids it. Better ones first.
enum class VerdictKind { yes, yes_if, alternative, lawful_no };
BOOST_DESCRIBE_ENUM(VerdictKind, yes, yes_if, alternative, lawful_no)

struct Verdict {
  VerdictKind kind = VerdictKind::yes;
  std::string text;
  Person by;
  Instant at;
  std::string rule;
  std::optional<Stamp> declined;

  bool operator==(const Verdict&) const = default;
};
SPOTTER_DESCRIBE(Verdict,
                 (kind, required, "yes, yes_if, alternative or lawful_no.")(
                     text, required, "In the words of whoever gave it; may be empty.")(by, required,
                                                                                       "Who.")(
                     at, required, "When.")(rule, optional,
                                            "Of a lawful no: the rule that it cites; else empty.")(
                     declined, optional, "Who did not accept the alternative: it is a refusal."))

/// Words of somebody about the launch as a whole.
struct Saying {
  std::string text;
  Person by;
  Instant at;

  bool operator==(const Saying&) const = default;
};
SPOTTER_DESCRIBE(Saying,
                 (text, required, "In their words.")(by, required, "Who.")(at, required, "When."))

/// What a yes-if asks for.
struct Condition {
  std::string id;
  std::string text;
  std::optional<std::string> guardrail;
  std::optional<Stamp> met;
  std::string note;

  bool operator==(const Condition&) const = default;
};
SPOTTER_DESCRIBE(Condition,
                 (id, required, "Its name on this card.")(text, required, "What has to be so.")(
                     guardrail, required,
                     "A metric's key: met by itself once that is a guardrail; null: people say.")(
                     met, required, "Who said that it is met.")(note, required, "And how."))

/// What a member signed: the version of definition and brief that stood then.
struct Signature {
  Side side = Side::it;
  Person by;
  Instant at;
  std::string version;
  bool by_admin_key = false;

  bool operator==(const Signature&) const = default;
};
SPOTTER_DESCRIBE(Signature,
                 (side, required, "For whom.")(by, required, "Who.")(at, required, "When.")(
                     version, required, "What was signed.")(by_admin_key, required,
                                                            "True: signed with the admin key."))

/// The brief as it stands, and who wrote it last. Revisions count from 1.
struct KeptBrief {
  Brief brief;
  std::uint64_t revision = 0;
  Stamp changed;

  bool operator==(const KeptBrief&) const = default;
};
SPOTTER_DESCRIBE(KeptBrief, (brief, required, "What it says.")(revision, required,
                                                               "Grows with every change; from 1.")(
                                changed, required, "Who changed it last."))

struct Card {
  std::string title;
  std::string outcome;
  std::optional<Side> side;
  std::optional<Stamp> asked;
  std::optional<KeptBrief> brief;
  std::optional<Saying> returned;
  std::optional<Verdict> verdict;
  std::uint64_t refusals = 0;
  std::optional<Saying> appeal;
  std::optional<Saying> withdrawn;
  std::vector<Condition> conditions;
  std::uint64_t conditions_made = 0;
  std::uint64_t terms = 0;
  std::vector<Signature> signatures;
  std::optional<Person> spotter;
  std::optional<Stamp> receipt_signature;
  std::optional<Saying> learned;
  std::optional<Stamp> outcome_signature;

  bool operator==(const Card&) const = default;
};
SPOTTER_DESCRIBE(
    Card,
    (title, required, "What is asked for.")(outcome, required, "What for.")(
        side, required, "Whose request it is: who asked, else who signed first; null: nobody's.")(
        asked, required, "Who asked, and when.")(brief, optional, "What is known about it.")(
        returned, optional, "Why the other side gave the brief back; until it is changed.")(
        verdict, required,
        "The other side's answer.")(refusals, optional,
                                    "Lawful noes and alternatives that were not accepted, ever.")(
        appeal, optional, "Why the refusal shall be looked at again; until it is answered.")(
        withdrawn, optional, "Why it is not asked for any more.")(
        conditions, required, "Of a yes-if.")(conditions_made, required,
                                              "How many there ever were: names the next one.")(
        terms, required, "Grows when a verdict turns worse; part of what is signed.")(
        signatures, required, "At most one a side.")(spotter, required, "Who watches it.")(
        receipt_signature, required,
        "Who signed the receipt.")(learned, required,
                                   "What was learned.")(outcome_signature, required,
                                                        "Who signed the outcome."))

}  // namespace spotter::launches
