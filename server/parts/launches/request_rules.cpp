#include "parts/launches/request_rules.hpp"

#include <fmt/format.h>

#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

using Refusal = std::optional<Problem>;

Problem not_now(std::string sentence) { return {ProblemCode::conflict, std::move(sentence), ""}; }

bool offers_another_way(const Card& card) {
  return card.verdict && card.verdict->kind == VerdictKind::alternative && !card.verdict->declined;
}

Refusal only_who_asks(const AgreementRecord& record, const Card& card) {
  if (!card.side) return not_now("Nobody has asked for this launch.");
  if (record.by_admin_key || record.side == card.side) return {};
  return Problem{
      ProblemCode::forbidden,
      fmt::format("{} asks for this launch: its members do this.", capital_of(*card.side)), ""};
}

Refusal against_act(const AgreementRecord& record, const Card& card) {
  const bool about_alternative = record.act == Act::accept || record.act == Act::decline;
  if (about_alternative && !offers_another_way(card))
    return not_now("There is no alternative to accept or to decline.");
  if (record.act != Act::appeal) return {};
  if (!is_refused(card))
    return not_now(
        "There is no refusal to appeal against: a lawful no, or an alternative that "
        "was not accepted.");
  if (card.appeal) return not_now("An appeal is waiting for its answer already.");
  return {};
}

}  // namespace

bool is_refused(const Card& card) {
  if (!card.verdict) return false;
  return card.verdict->kind == VerdictKind::lawful_no || card.verdict->declined.has_value();
}

std::optional<Problem> against_request(const AgreementRecord& record, const Dossier& dossier) {
  if (auto other_one = only_who_asks(record, dossier.card)) return other_one;
  return against_act(record, dossier.card);
}

std::optional<Problem> against_answer(const AgreementRecord& record, const Card& card) {
  if (!card.appeal || !card.verdict || record.by_admin_key) return {};
  if (record.by.key != card.verdict->by.key) return {};
  return Problem{ProblemCode::forbidden,
                 fmt::format("{} refused it: somebody else of {} answers the appeal.",
                             card.verdict->by.name, word_of(other(*card.side))),
                 ""};
}

std::optional<Problem> malformed_request(const AgreementRecord& record) {
  const bool lawful_no = record.act == Act::verdict && record.verdict == VerdictKind::lawful_no;
  if (lawful_no && record.rule.empty())
    return bad_request(
        "A no cites the rule that forbids it; without one say yes-if with "
        "conditions, or offer an alternative.",
        "/rule");
  if (!lawful_no && !record.rule.empty())
    return bad_request("Only a lawful no cites a rule.", "/rule");
  if (record.act == Act::decline && record.text.empty())
    return bad_request("Say why the alternative is not accepted.", "/text");
  if (record.act == Act::appeal && record.text.empty())
    return bad_request("Say why it shall be looked at again.", "/text");
  if (record.act == Act::withdraw && record.text.empty())
    return bad_request("Say why it is not asked for any more.", "/text");
  return {};
}

}  // namespace spotter::launches
