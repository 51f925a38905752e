#include "parts/launches/stages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "parts/launches/brief_rules.hpp"
#include "parts/launches/request_rules.hpp"
#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

constexpr Side sides[] = {Side::marketing, Side::it};

Holder side_holder(Side side) { return {HolderKind::side, side, {}}; }
Holder both() { return {HolderKind::both, {}, {}}; }

void later(std::optional<Instant>& latest, std::optional<Instant> at) {
  if (at && (!latest || *latest < *at)) latest = at;
}

// When the launch last moved on its way to a start.
std::optional<Instant> last_step(const Dossier& dossier) {
  const auto& card = dossier.card;
  std::optional<Instant> latest;
  if (card.asked) later(latest, card.asked->at);
  if (card.verdict) later(latest, card.verdict->at);
  if (dossier.definition) later(latest, dossier.definition->changed_at);
  for (const auto& condition : card.conditions) {
    if (condition.met) later(latest, condition.met->at);
  }
  for (const auto side : sides) {
    if (has_signed(dossier, side)) later(latest, signature_of(card, side)->at);
  }
  return latest;
}

Standing without_request(const Dossier& dossier, bool signatures_required) {
  const auto since = dossier.definition ? std::optional(dossier.definition->made_at) : std::nullopt;
  if (signatures_required)
    return {Stage::agreement, both(), since, WaitsFor::signatures,
            "Defined; nobody has asked for it. Both sides sign before it can start."};
  return {Stage::agreement,
          {},
          since,
          WaitsFor::start,
          "Defined; nobody has asked for it. It can be started."};
}

Standing waiting_for_verdict(const Dossier& dossier) {
  const auto asking = *dossier.card.side;
  auto since = dossier.card.asked ? std::optional(dossier.card.asked->at) : std::nullopt;
  for (const auto& signature : dossier.card.signatures) {
    if (!since) since = signature.at;
  }
  if (!dossier.definition) {
    const auto sentence =
        fmt::format("{} has asked, and nothing is defined yet. {} can already say what it thinks.",
                    capital_of(asking), capital_of(other(asking)));
    return {Stage::idea, side_holder(asking), since, WaitsFor::definition, sentence};
  }
  // The other side could answer from the moment it was asked: a definition that came later does
  // not make its wait any shorter.
  return {Stage::feasibility, side_holder(other(asking)), since, WaitsFor::verdict,
          fmt::format("Waits for {}'s verdict: yes, yes-if or an alternative.",
                      word_of(other(asking)))};
}

Standing after_alternative(const Dossier& dossier) {
  const auto asking = *dossier.card.side;
  const auto& verdict = *dossier.card.verdict;
  return {Stage::feasibility, side_holder(asking), verdict.at, WaitsFor::acceptance,
          fmt::format("{} offers another way: {} {} accepts it, declines it, or asks again.",
                      capital_of(other(asking)), quoted(verdict.text), capital_of(asking))};
}

// A refusal has a way on: ask for something else, appeal, or withdraw.
Standing after_refusal(const Dossier& dossier) {
  const auto& card = dossier.card;
  const auto asking = *card.side;
  const auto refusing = other(asking);
  if (card.appeal)
    return {Stage::feasibility, side_holder(refusing), card.appeal->at, WaitsFor::verdict,
            fmt::format("Appealed: somebody of {} other than {} looks at it again.",
                        word_of(refusing), card.verdict->by.name)};
  const auto& declined = card.verdict->declined;
  const auto what = declined ? fmt::format("{}'s alternative was not accepted, so it is a refusal",
                                           capital_of(refusing))
                             : fmt::format("{} said no and cites {}", capital_of(refusing),
                                           quoted(card.verdict->rule));
  return {Stage::feasibility, side_holder(asking), declined ? declined->at : card.verdict->at,
          WaitsFor::appeal,
          fmt::format("{}. {} asks for something else, appeals, or withdraws.", what,
                      capital_of(asking))};
}

// The clock of whoever returned it stops: whoever asks owes something.
Standing after_return(const Card& card) {
  const auto lacking = incomplete(card);
  return {Stage::feasibility, side_holder(*card.side), card.returned->at, WaitsFor::brief,
          fmt::format("{} returned the brief: {}{}{}", card.returned->by.name,
                      quoted(card.returned->text), lacking ? " " : "", lacking.value_or(""))};
}

Standing withdrawn(const Card& card) {
  return {
      Stage::outcome,
      {},
      card.withdrawn->at,
      WaitsFor::nothing,
      fmt::format("Withdrawn by {}: {}", card.withdrawn->by.name, quoted(card.withdrawn->text))};
}

// The asking side adds a guardrail; whoever set another condition says when it is met.
Standing in_vetting(const Dossier& dossier) {
  const auto asking = *dossier.card.side;
  const auto& conditions = dossier.card.conditions;
  const bool guardrail =
      std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        return condition.guardrail && !is_met(condition, dossier.definition);
      });
  const auto open = open_conditions(dossier);
  const auto what = open == 1 ? std::string("One condition is open")
                              : fmt::format("{} conditions are open", open);
  const auto next = guardrail ? fmt::format("{} adds the guardrail.", capital_of(asking))
                              : fmt::format("{} says when it is met.", capital_of(other(asking)));
  return {Stage::vetting, side_holder(guardrail ? asking : other(asking)), dossier.card.verdict->at,
          WaitsFor::conditions, fmt::format("{}. {}", what, next)};
}

Standing in_agreement(const Dossier& dossier) {
  const auto since = last_step(dossier);
  if (!dossier.definition)
    return {Stage::agreement, side_holder(*dossier.card.side), since, WaitsFor::definition,
            "Agreed in principle; nothing is defined yet, so there is nothing to sign."};
  std::vector<Side> missing;
  for (const auto side : sides) {
    if (!has_signed(dossier, side)) missing.push_back(side);
  }
  if (missing.empty())
    return {Stage::agreement, both(), since, WaitsFor::start,
            "Both sides have signed: it can be started."};
  if (missing.size() == 2)
    return {Stage::agreement, both(), since, WaitsFor::signatures,
            "Waits for the signatures of both sides."};
  return {Stage::agreement, side_holder(missing[0]), since, WaitsFor::signatures,
          fmt::format("Waits for {}'s signature.", word_of(missing[0]))};
}

Holder spotter_or(const Dossier& dossier, Holder otherwise) {
  const auto& spotter = dossier.card.spotter;
  if (!spotter) return otherwise;
  return {HolderKind::member, spotter->side, spotter->name};
}

Standing while_live(const Dossier& dossier) {
  const auto since = dossier.facts.started_at;
  if (dossier.facts.state == State::amber)
    return {Stage::live, spotter_or(dossier, both()), since, WaitsFor::clearing,
            "Amber: something looks worse. Somebody looks at it and clears it, or pauses it."};
  if (dossier.facts.state == State::paused)
    return {Stage::live, both(), since, WaitsFor::start,
            "Paused: everybody sees control until somebody resumes it."};
  return {Stage::live, spotter_or(dossier, {}), since, WaitsFor::evidence,
          "Visitors see it; it is judged at every event."};
}

Standing after_the_end(const Dossier& dossier) {
  const auto& card = dossier.card;
  auto since = dossier.facts.ended_at;
  const auto without_spotter = card.side ? side_holder(other(*card.side)) : Holder{};
  const auto who = card.spotter ? fmt::format("{}, its spotter,", words_for(*card.spotter))
                                : std::string("A spotter is to be named who");
  if (dossier.facts.has_receipt && !card.receipt_signature)
    return {Stage::outcome, spotter_or(dossier, without_spotter), since,
            WaitsFor::receipt_signature, who + " signs the receipt."};
  if (card.receipt_signature) later(since, card.receipt_signature->at);
  if (!card.learned)
    return {Stage::outcome, card.side || card.spotter ? both() : Holder{}, since,
            WaitsFor::learning, "It is over; what was learned is not written down yet."};
  later(since, card.learned->at);
  if (!card.outcome_signature)
    return {Stage::outcome, spotter_or(dossier, without_spotter), since,
            WaitsFor::outcome_signature, who + " signs the outcome."};
  return {Stage::outcome,
          {},
          card.outcome_signature->at,
          WaitsFor::nothing,
          "Done: the outcome is signed and what was learned is written down."};
}

}  // namespace

std::string version_of(const std::string& text) { return blake2b_hex(text, 16); }

Standing standing_of(const Dossier& dossier, bool signatures_required) {
  if (has_ended(dossier.facts.state)) return after_the_end(dossier);
  if (has_started(dossier.facts.state)) return while_live(dossier);
  const auto& card = dossier.card;
  if (card.withdrawn) return withdrawn(card);
  if (!card.side) return without_request(dossier, signatures_required);
  if (card.returned) return after_return(card);
  if (!card.verdict) return waiting_for_verdict(dossier);
  if (is_refused(card)) return after_refusal(dossier);
  if (card.verdict->kind == VerdictKind::alternative) return after_alternative(dossier);
  if (open_conditions(dossier) > 0) return in_vetting(dossier);
  return in_agreement(dossier);
}

bool holds(const Dossier& dossier, const Standing& standing, const Person& person) {
  switch (standing.holder.kind) {
    case HolderKind::side: return person.side && person.side == standing.holder.side;
    case HolderKind::member: return dossier.card.spotter && dossier.card.spotter->key == person.key;
    case HolderKind::both: return person.side.has_value();
    case HolderKind::nobody: return false;
  }
  return false;
}

bool is_met(const Condition& condition, const Definition* definition) {
  if (!condition.guardrail) return condition.met.has_value();
  if (!definition) return false;
  const auto& guardrails = definition->guardrails;
  return std::find(guardrails.begin(), guardrails.end(), *condition.guardrail) != guardrails.end();
}

std::size_t open_conditions(const Dossier& dossier) {
  const auto& conditions = dossier.card.conditions;
  return static_cast<std::size_t>(std::count_if(
      conditions.begin(), conditions.end(),
      [&](const Condition& condition) { return !is_met(condition, dossier.definition); }));
}

std::string signed_version(const Dossier& dossier) {
  if (!dossier.definition) return {};
  boost::json::array parts{dossier.definition->version, dossier.card.title, dossier.card.outcome,
                           dossier.card.terms};
  if (dossier.card.brief) parts.push_back(wire::to_json(dossier.card.brief->brief));
  return version_of(wire::json_text(parts));
}

const Signature* signature_of(const Card& card, Side side) {
  for (const auto& signature : card.signatures) {
    if (signature.side == side) return &signature;
  }
  return nullptr;
}

bool has_signed(const Dossier& dossier, Side side) {
  const auto* signature = signature_of(dossier.card, side);
  return signature && dossier.definition && signature->version == signed_version(dossier);
}

std::vector<std::string> against_start(const Dossier& dossier) {
  const auto& card = dossier.card;
  std::vector<std::string> sentences;
  if (card.returned)
    sentences.push_back(fmt::format("The brief was returned: {}.", quoted(card.returned->text)));
  if (auto lacking = incomplete(card)) sentences.push_back(std::move(*lacking));
  if (card.withdrawn) sentences.push_back("It is withdrawn: whoever wants it asks for it again.");
  if (card.side && card.verdict && card.verdict->kind == VerdictKind::lawful_no)
    sentences.push_back(fmt::format("{} said no and cites {}.", capital_of(other(*card.side)),
                                    quoted(card.verdict->rule)));
  if (card.side && card.verdict && card.verdict->kind == VerdictKind::alternative)
    sentences.push_back(
        fmt::format("{} offers another way and has not said yes.", capital_of(other(*card.side))));
  for (const auto& condition : card.conditions) {
    if (!is_met(condition, dossier.definition))
      sentences.push_back(fmt::format("A condition is not met: {}.", quoted(condition.text)));
  }
  for (const auto side : sides) {
    if (has_signed(dossier, side)) continue;
    const bool before = signature_of(card, side) != nullptr;
    sentences.push_back(before
                            ? fmt::format("{} signed before it was changed, and has to sign again.",
                                          capital_of(side))
                            : fmt::format("{} has not signed.", capital_of(side)));
  }
  return sentences;
}

}  // namespace spotter::launches
