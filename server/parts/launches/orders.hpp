// What requests about a launch's agreement hold, and the records they become.
#pragma once

#include "parts/launches/needs.hpp"
#include "parts/launches/record.hpp"
#include "parts/launches/views.hpp"
#include "wire/route.hpp"

namespace spotter::launches {

/// As VerdictKind; `no` is understood, so that it can be refused with the way out.
enum class VerdictWord { yes, yes_if, alternative, lawful_no, no };
BOOST_DESCRIBE_ENUM(VerdictWord, yes, yes_if, alternative, lawful_no, no)

struct AskOrder {
  std::string title;
  std::string outcome;
  std::optional<Side> side;
  std::optional<Instant> asked_at;
};
SPOTTER_DESCRIBE(AskOrder,
                 (title, required,
                  "What is asked for.")(outcome, required,
                                        "What for: what shall get better, for whom.")(
                     side, optional, "Only with the admin key: for which side.")(
                     asked_at, optional, "When it was asked, if that was earlier and elsewhere."))

struct VerdictOrder {
  VerdictWord verdict = VerdictWord::yes;
  std::string text;
  std::string rule;
  std::vector<WantedCondition> conditions;
  std::optional<Side> side;
};
SPOTTER_DESCRIBE(VerdictOrder,
                 (verdict, required,
                  "yes, yes_if, alternative or lawful_no; a bare no is refused.")(
                     text, optional, "In your words; of an alternative: what instead.")(
                     rule, optional,
                     "The rule that a lawful no cites.")(conditions, optional,
                                                         "Of a yes_if, at least one.")(
                     side, optional, "Only with the admin key; the other side if left out."))

struct SpotterOrder {
  std::string member;
};
SPOTTER_DESCRIBE(SpotterOrder, (member, required, "The key of a member of the other side."))

struct SignOrder {
  std::optional<Side> side;
  std::string note;
};
SPOTTER_DESCRIBE(SignOrder,
                 (side, optional, "Only with the admin key: for which side.")(note, optional,
                                                                              "For the journal."))

struct NoteOrder {
  std::string note;
};
SPOTTER_DESCRIBE(NoteOrder, (note, optional, "For the journal."))

struct ReasonOrder {
  std::string text;
  std::optional<Side> side;
};
SPOTTER_DESCRIBE(ReasonOrder, (text, required,
                               "Why, in your words.")(side, optional,
                                                      "Only with the admin key: for which side."))

struct BriefOrder {
  Brief brief;
  std::uint64_t base_revision = 0;
  std::optional<Side> side;
};
SPOTTER_DESCRIBE(BriefOrder, (brief, required, "The whole brief, as it shall be.")(
                                 base_revision, required,
                                 "The revision that it was changed from; 0 for the first.")(
                                 side, optional, "Only with the admin key: for which side."))

struct LearnedOrder {
  std::string text;
};
SPOTTER_DESCRIBE(LearnedOrder, (text, required, "What is known now that was not known before."))

struct SettingsOrder {
  bool signatures_required = false;
};
SPOTTER_DESCRIBE(SettingsOrder,
                 (signatures_required, required,
                  "true: a launch starts only with both sides' signatures, its conditions met."))

/// Who is calling. The admin key is of no side, a session is its member's.
Viewer viewer_of(const wire::Caller& caller);

/// The record that a request asks for; its caller, time and launch are taken from it. bad_request
/// if the body is wrong, forbidden if a member speaks for another side.
Result<AgreementRecord> ask_of(const wire::Request& request);
Result<AgreementRecord> verdict_of(const wire::Request& request);
Result<AgreementRecord> met_of(const wire::Request& request);
Result<AgreementRecord> sign_of(const wire::Request& request);
Result<AgreementRecord> receipt_signature_of(const wire::Request& request);
Result<AgreementRecord> learned_of(const wire::Request& request);
Result<AgreementRecord> outcome_signature_of(const wire::Request& request);
/// The asking side accepts the alternative, declines it, appeals against a refusal, or withdraws.
Result<AgreementRecord> acceptance_of(const wire::Request& request);
Result<AgreementRecord> decline_of(const wire::Request& request);
Result<AgreementRecord> appeal_of(const wire::Request& request);
Result<AgreementRecord> withdrawal_of(const wire::Request& request);
/// The asking side writes the brief; the other one returns it, with reasons.
Result<AgreementRecord> brief_of(const wire::Request& request);
Result<AgreementRecord> return_of(const wire::Request& request);
Result<AgreementRecord> settings_of(const wire::Request& request);
/// not_found if there is no such member.
Result<AgreementRecord> spotter_of(const wire::Request& request, const MemberDirectory& members);

}  // namespace spotter::launches
