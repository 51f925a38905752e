#include "parts/launches/agreement_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parts/launches/brief_rules.hpp"
#include "parts/launches/request_rules.hpp"
#include "parts/launches/stages.hpp"
#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

using Against = std::optional<Problem>;

Problem conflict(std::string sentence, std::string pointer = {}) {
  return {ProblemCode::conflict, std::move(sentence), std::move(pointer)};
}
Problem forbidden(std::string sentence) {
  return {ProblemCode::forbidden, std::move(sentence), ""};
}

Against not_before_start(const Dossier& dossier) {
  if (!has_started(dossier.facts.state)) return {};
  const char* how = has_ended(dossier.facts.state) ? "is over" : "has started";
  return conflict(
      fmt::format("Launch \"{}\" {}: what was agreed about it stands.", dossier.key, how));
}

Problem without_side(const AgreementRecord& record) {
  if (record.by_admin_key) return bad_request("Say for which side: marketing or it.", "/side");
  return forbidden(
      fmt::format("{} is in a department of neither side; members of marketing and of IT do this.",
                  record.by.name));
}

Against against_ask(const AgreementRecord& record, const Dossier& dossier) {
  if (!record.side) return without_side(record);
  if (auto started = not_before_start(dossier)) return started;
  const auto& asking = dossier.card.side;
  if (!asking || *asking == *record.side) return {};
  return conflict(fmt::format("{} has asked for this launch already: give your verdict on it.",
                              capital_of(*asking)));
}

Against against_verdict(const AgreementRecord& record, const Dossier& dossier) {
  if (auto started = not_before_start(dossier)) return started;
  const auto& asking = dossier.card.side;
  if (!asking)
    return conflict("Nobody has asked for this launch yet: there is nothing to give a verdict on.");
  const auto side = acting_side(record, dossier.card);
  if (!side) return without_side(record);
  if (*side != *asking) return against_answer(record, dossier.card);
  return forbidden(fmt::format("{} asks for this launch: the verdict is {}'s.", capital_of(*asking),
                               word_of(other(*asking))));
}

Against against_meet(const AgreementRecord& record, const Dossier& dossier) {
  if (auto started = not_before_start(dossier)) return started;
  const auto& conditions = dossier.card.conditions;
  const auto found =
      std::find_if(conditions.begin(), conditions.end(),
                   [&](const Condition& condition) { return condition.id == record.condition; });
  if (found == conditions.end())
    return Problem{ProblemCode::not_found,
                   fmt::format("This launch has no condition \"{}\".", record.condition), ""};
  if (found->guardrail)
    return conflict(
        fmt::format("This condition is met by itself once \"{}\" is a guardrail of the launch.",
                    *found->guardrail));
  const auto side = acting_side(record, dossier.card);
  if (!side) return without_side(record);
  const auto set_by = other(*dossier.card.side);
  if (*side == set_by) return {};
  return forbidden(fmt::format("{} set this condition: a member of {} says when it is met.",
                               capital_of(set_by), word_of(set_by)));
}

Against against_sign(const AgreementRecord& record, const Dossier& dossier) {
  if (!record.side) return without_side(record);
  if (auto started = not_before_start(dossier)) return started;
  const auto& verdict = dossier.card.verdict;
  if (verdict && verdict->kind == VerdictKind::alternative)
    return conflict(fmt::format("{} offers another way: ask again before anybody signs.",
                                capital_of(other(*dossier.card.side))));
  if (verdict && verdict->kind == VerdictKind::lawful_no)
    return conflict(fmt::format("{} said no and cites {}: appeal, or ask for something else.",
                                capital_of(other(*dossier.card.side)), quoted(verdict->rule)));
  if (!dossier.definition)
    return conflict("Nothing is defined under this key yet: there is nothing to sign.");
  return {};
}

Against against_spotter(const AgreementRecord& record, const Dossier& dossier) {
  if (!record.side && !record.by_admin_key) return without_side(record);
  if (dossier.card.outcome_signature)
    return conflict("The outcome is signed: the spotter is who signed it.");
  if (!record.spotter) return {};
  const auto& spotter = *record.spotter;
  if (!spotter.side)
    return conflict(
        fmt::format("{} is of neither side: a spotter is of the other side.", spotter.name),
        "/member");
  const auto& asking = dossier.card.side;
  if (!asking || *spotter.side != *asking) return {};
  return conflict(fmt::format("{} is of the side that asks: the spotter is a member of {}.",
                              spotter.name, word_of(other(*asking))),
                  "/member");
}

Against only_the_spotter(const AgreementRecord& record, const Dossier& dossier, const char* what) {
  const auto& spotter = dossier.card.spotter;
  if (record.by_admin_key || (spotter && spotter->key == record.by.key)) return {};
  if (!spotter)
    return forbidden(fmt::format("The spotter signs the {}, and nobody is named yet.", what));
  return forbidden(fmt::format("The spotter signs the {}: {}.", what, words_for(*spotter)));
}

Against against_receipt_signature(const AgreementRecord& record, const Dossier& dossier) {
  if (auto other_one = only_the_spotter(record, dossier, "receipt")) return other_one;
  if (!dossier.facts.has_receipt)
    return conflict("There is no receipt: this launch has not been rolled back.");
  return {};
}

Against not_before_end(const Dossier& dossier, const char* what) {
  if (has_ended(dossier.facts.state)) return {};
  return conflict(fmt::format("This launch is not over yet: {} comes after the end.", what));
}

Against against_learning(const AgreementRecord& record, const Dossier& dossier) {
  if (!record.side && !record.by_admin_key) return without_side(record);
  if (auto early = not_before_end(dossier, "what was learned")) return early;
  if (dossier.card.outcome_signature)
    return conflict("The outcome is signed with what was learned; it stays as it is.");
  return {};
}

Against against_outcome_signature(const AgreementRecord& record, const Dossier& dossier) {
  if (auto other_one = only_the_spotter(record, dossier, "outcome")) return other_one;
  if (auto early = not_before_end(dossier, "the outcome's signature")) return early;
  if (!dossier.card.learned)
    return conflict("First write down what was learned: an outcome without it is not done.");
  return {};
}

Against too_long(const std::string& text, std::size_t bytes_max, std::string pointer) {
  if (text.size() <= bytes_max) return {};
  return bad_request(fmt::format("This has at most {} bytes.", bytes_max), std::move(pointer));
}

// Where the request has what the record calls its text.
const char* place_of_text(Act act) {
  const bool is_text = act == Act::verdict || act == Act::learn;
  return is_text ? "/text" : "/note";
}

Against malformed_condition(const WantedCondition& condition, std::size_t place) {
  const auto pointer = fmt::format("/conditions/{}", place);
  if (condition.text.empty() && !condition.guardrail)
    return bad_request("A condition says what has to be so.", pointer + "/text");
  if (condition.guardrail && !is_key(condition.guardrail->metric))
    return bad_request(fmt::format("\"{}\" is no metric's key.", condition.guardrail->metric),
                       pointer + "/guardrail/metric");
  return too_long(condition.text, text_bytes_max, pointer + "/text");
}

Against malformed_verdict(const AgreementRecord& record) {
  const bool yes_if = record.verdict == VerdictKind::yes_if;
  if (yes_if && record.conditions.empty())
    return bad_request("A yes-if says under which conditions: name at least one.", "/conditions");
  if (!yes_if && !record.conditions.empty())
    return bad_request("Only a yes-if has conditions.", "/conditions");
  if (record.conditions.size() > conditions_max)
    return bad_request(fmt::format("A yes-if has at most {} conditions.", conditions_max),
                       "/conditions");
  if (record.verdict == VerdictKind::alternative && record.text.empty())
    return bad_request("An alternative says what could be done instead.", "/text");
  for (std::size_t i = 0; i < record.conditions.size(); ++i) {
    if (auto problem = malformed_condition(record.conditions[i], i)) return problem;
  }
  return {};
}

}  // namespace

std::optional<Side> acting_side(const AgreementRecord& record, const Card& card) {
  if (record.side || !record.by_admin_key || !card.side) return record.side;
  const bool implied = record.act == Act::verdict || record.act == Act::meet;
  return implied ? std::optional(other(*card.side)) : std::nullopt;
}

std::optional<Problem> malformed(const AgreementRecord& record) {
  if (auto problem = too_long(record.title, title_bytes_max, "/title")) return problem;
  if (auto problem = too_long(record.outcome, text_bytes_max, "/outcome")) return problem;
  if (auto problem = too_long(record.text, text_bytes_max, place_of_text(record.act)))
    return problem;
  if (record.act == Act::ask && record.title.empty())
    return bad_request("Say what is asked for.", "/title");
  if (record.asked_at && *record.asked_at > record.at)
    return bad_request("Nobody can have asked later than now.", "/asked_at");
  if (record.act == Act::ask && record.outcome.empty())
    return bad_request("Say what for: which outcome the launch shall have.", "/outcome");
  if (record.act == Act::learn && record.text.empty())
    return bad_request("Say what was learned.", "/text");
  if (auto problem = too_long(record.rule, text_bytes_max, "/rule")) return problem;
  if (auto problem = malformed_request(record)) return problem;
  if (auto problem = malformed_brief(record)) return problem;
  return record.act == Act::verdict ? malformed_verdict(record) : std::nullopt;
}

std::optional<Problem> against(const AgreementRecord& record, const Dossier& dossier) {
  const bool nothing = !dossier.definition && !dossier.card.side && !dossier.card.spotter;
  if (nothing && record.act != Act::ask)
    return Problem{ProblemCode::not_found, fmt::format("There is no launch \"{}\".", dossier.key),
                   ""};
  const bool over = has_started(dossier.facts.state);
  if (dossier.card.withdrawn && !over && record.act != Act::ask)
    return conflict("This launch is withdrawn: whoever wants it asks for it again.");
  switch (record.act) {
    case Act::accept:
    case Act::decline:
    case Act::appeal:
    case Act::withdraw: {
      if (auto started = not_before_start(dossier)) return started;
      return against_request(record, dossier);
    }
    case Act::brief:
    case Act::return_brief: {
      if (auto started = not_before_start(dossier)) return started;
      return against_brief(record, dossier.card);
    }
    case Act::ask: return against_ask(record, dossier);
    case Act::verdict: return against_verdict(record, dossier);
    case Act::meet: return against_meet(record, dossier);
    case Act::name_spotter: return against_spotter(record, dossier);
    case Act::sign: return against_sign(record, dossier);
    case Act::sign_receipt: return against_receipt_signature(record, dossier);
    case Act::learn: return against_learning(record, dossier);
    case Act::sign_outcome: return against_outcome_signature(record, dossier);
    case Act::settings: return {};
  }
  return {};
}

}  // namespace spotter::launches
