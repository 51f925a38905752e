#include "parts/launches/orders.hpp"

#include <fmt/format.h>

#include "parts/launches/agreement_rules.hpp"
#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

using wire::Request;

template <class T>
Result<T> body_of(const Request& request) {
  if (request.body.empty()) return wire::read_json<T>("{}");
  return wire::read_json<T>(request.body);
}

AgreementRecord record_of(Act act, const Request& request) {
  const auto viewer = viewer_of(request.caller);
  AgreementRecord record;
  record.act = act;
  record.launch = request.parameter("key");
  record.by = viewer.person;
  record.by_admin_key = viewer.admin_key;
  record.side = viewer.person.side;
  record.at = request.received;
  return record;
}

Result<void> speak_for(AgreementRecord& record, std::optional<Side> side) {
  if (!side) return {};
  if (!record.by_admin_key && record.side != side)
    return failure(ProblemCode::forbidden,
                   fmt::format("You do not speak for {}: its own members do.", word_of(*side)),
                   "/side");
  record.side = side;
  return {};
}

Result<AgreementRecord> checked(AgreementRecord record) {
  if (!is_key(record.launch))
    return failure(
        bad_request(fmt::format("{} is no launch's key: it has letters, digits, dots, "
                                "dashes and underscores, at most 128.",
                                quoted(record.launch))));
  if (auto problem = malformed(record)) return failure(std::move(*problem));
  return record;
}

Result<AgreementRecord> noted(Act act, const Request& request) {
  TRY(auto order, body_of<NoteOrder>(request));
  auto record = record_of(act, request);
  record.text = std::move(order.note);
  return checked(std::move(record));
}

Problem bare_no() {
  return bad_request(
      "A no needs a way to yes: say yes-if with conditions, or offer an alternative.", "/verdict");
}

VerdictKind kind_of(VerdictWord word) {
  if (word == VerdictWord::yes_if) return VerdictKind::yes_if;
  if (word == VerdictWord::lawful_no) return VerdictKind::lawful_no;
  return word == VerdictWord::alternative ? VerdictKind::alternative : VerdictKind::yes;
}

Result<AgreementRecord> reasoned(Act act, const Request& request) {
  TRY(auto order, body_of<ReasonOrder>(request));
  auto record = record_of(act, request);
  TRY_VOID(speak_for(record, order.side));
  record.text = std::move(order.text);
  return checked(std::move(record));
}

}  // namespace

Viewer viewer_of(const wire::Caller& caller) {
  Viewer viewer;
  const auto& key = caller.member.empty() ? std::string("admin key") : caller.member;
  viewer.person = {key, caller.name.empty() ? key : caller.name, caller.side};
  viewer.admin_key = caller.access == wire::Access::admin && !caller.signed_in;
  if (viewer.admin_key) viewer.person.side = std::nullopt;
  return viewer;
}

Result<AgreementRecord> ask_of(const Request& request) {
  TRY(auto order, body_of<AskOrder>(request));
  auto record = record_of(Act::ask, request);
  TRY_VOID(speak_for(record, order.side));
  record.title = std::move(order.title);
  record.outcome = std::move(order.outcome);
  record.asked_at = order.asked_at;
  return checked(std::move(record));
}

Result<AgreementRecord> verdict_of(const Request& request) {
  TRY(auto order, body_of<VerdictOrder>(request));
  if (order.verdict == VerdictWord::no) return failure(bare_no());
  auto record = record_of(Act::verdict, request);
  TRY_VOID(speak_for(record, order.side));
  record.verdict = kind_of(order.verdict);
  record.text = std::move(order.text);
  record.rule = std::move(order.rule);
  record.conditions = std::move(order.conditions);
  return checked(std::move(record));
}

Result<AgreementRecord> met_of(const Request& request) {
  TRY(auto record, noted(Act::meet, request));
  record.condition = request.parameter("id");
  return record;
}

Result<AgreementRecord> sign_of(const Request& request) {
  TRY(auto order, body_of<SignOrder>(request));
  auto record = record_of(Act::sign, request);
  TRY_VOID(speak_for(record, order.side));
  record.text = std::move(order.note);
  return checked(std::move(record));
}

Result<AgreementRecord> receipt_signature_of(const Request& request) {
  return noted(Act::sign_receipt, request);
}

Result<AgreementRecord> learned_of(const Request& request) {
  TRY(auto order, body_of<LearnedOrder>(request));
  auto record = record_of(Act::learn, request);
  record.text = std::move(order.text);
  return checked(std::move(record));
}

Result<AgreementRecord> outcome_signature_of(const Request& request) {
  return noted(Act::sign_outcome, request);
}

Result<AgreementRecord> acceptance_of(const Request& request) {
  TRY(auto order, body_of<SignOrder>(request));
  auto record = record_of(Act::accept, request);
  TRY_VOID(speak_for(record, order.side));
  record.text = std::move(order.note);
  return checked(std::move(record));
}

Result<AgreementRecord> decline_of(const Request& request) {
  return reasoned(Act::decline, request);
}

Result<AgreementRecord> appeal_of(const Request& request) { return reasoned(Act::appeal, request); }

Result<AgreementRecord> withdrawal_of(const Request& request) {
  return reasoned(Act::withdraw, request);
}

Result<AgreementRecord> brief_of(const Request& request) {
  TRY(auto order, body_of<BriefOrder>(request));
  auto record = record_of(Act::brief, request);
  TRY_VOID(speak_for(record, order.side));
  record.brief = std::move(order.brief);
  record.base_revision = order.base_revision;
  return checked(std::move(record));
}

Result<AgreementRecord> return_of(const Request& request) {
  return reasoned(Act::return_brief, request);
}

Result<AgreementRecord> settings_of(const Request& request) {
  TRY(auto order, body_of<SettingsOrder>(request));
  auto record = record_of(Act::settings, request);
  record.signatures_required = order.signatures_required;
  return record;
}

Result<AgreementRecord> spotter_of(const Request& request, const MemberDirectory& members) {
  TRY(auto order, body_of<SpotterOrder>(request));
  auto record = record_of(Act::name_spotter, request);
  record.spotter = members.find(order.member);
  if (!record.spotter)
    return failure(ProblemCode::not_found,
                   fmt::format("There is no member {}.", quoted(order.member)), "/member");
  return checked(std::move(record));
}

}  // namespace spotter::launches
