#include "parts/launches/card_changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parts/launches/agreement_rules.hpp"
#include "parts/launches/brief_rules.hpp"
#include "parts/launches/stages.hpp"
#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

// Another request: what was said about the one before does not hold for it.
void ask(Card& card, const AgreementRecord& record) {
  const bool spotter_stays = card.spotter && card.spotter->side != record.side;
  const auto made = card.conditions_made;
  const auto refusals = card.refusals;
  const auto brief = card.brief;
  const auto spotter = spotter_stays ? card.spotter : std::nullopt;
  card = Card{};
  card.title = record.title;
  card.outcome = record.outcome;
  card.side = record.side;
  card.asked = Stamp{record.by, record.asked_at.value_or(record.at)};
  card.conditions_made = made;
  card.refusals = refusals;
  card.brief = brief;
  card.spotter = spotter;
}

bool same_conditions(const Card& card, const AgreementRecord& record) {
  const auto same = [](const Condition& a, const WantedCondition& b) {
    const auto wanted = b.guardrail ? std::optional(b.guardrail->metric) : std::nullopt;
    return a.text == b.text && a.guardrail == wanted;
  };
  return std::equal(card.conditions.begin(), card.conditions.end(), record.conditions.begin(),
                    record.conditions.end(), same);
}

// The first verdict may come after the asking side's signature; only a later, worse one voids.
bool is_worse(const Card& card, const AgreementRecord& record) {
  if (!card.verdict) return false;
  if (*record.verdict != card.verdict->kind) return *record.verdict > card.verdict->kind;
  return *record.verdict == VerdictKind::yes_if && !same_conditions(card, record);
}

void answer(Card& card, const AgreementRecord& record) {
  if (is_worse(card, record)) ++card.terms;
  if (!same_conditions(card, record)) {
    card.conditions.clear();
    for (const auto& wanted : record.conditions) {
      Condition condition;
      condition.id = std::to_string(++card.conditions_made);
      condition.text = wanted.text;
      if (wanted.guardrail) condition.guardrail = wanted.guardrail->metric;
      if (condition.text.empty())
        condition.text = fmt::format("\"{}\" is a guardrail.", *condition.guardrail);
      card.conditions.push_back(std::move(condition));
    }
  }
  card.verdict = Verdict{*record.verdict, record.text, record.by, record.at, record.rule, {}};
  card.appeal = std::nullopt;
  if (*record.verdict == VerdictKind::lawful_no) ++card.refusals;
}

// What was offered is what the other side says yes to: a condition like any other.
void accept(Card& card, const AgreementRecord& record) {
  card.verdict->kind = VerdictKind::yes_if;
  Condition condition;
  condition.id = std::to_string(++card.conditions_made);
  condition.text = card.verdict->text;
  condition.note = record.text;
  card.conditions = {std::move(condition)};
}

void decline(Card& card, const AgreementRecord& record) {
  card.verdict->declined = Stamp{record.by, record.at};
  ++card.refusals;
}

void meet(Card& card, const AgreementRecord& record) {
  for (auto& condition : card.conditions) {
    if (condition.id != record.condition || condition.met) continue;
    condition.met = Stamp{record.by, record.at};
    condition.note = record.text;
  }
}

void sign(Card& card, const AgreementRecord& record, const Dossier& before) {
  if (has_signed(before, *record.side)) return;
  if (!card.side) card.side = record.side;
  // Whoever signs what the other side asks for, says yes to it.
  if (!card.verdict && *record.side != *card.side)
    card.verdict = Verdict{VerdictKind::yes, record.text, record.by, record.at, {}, {}};
  std::erase_if(card.signatures,
                [&](const Signature& signature) { return signature.side == *record.side; });
  card.signatures.push_back(
      {*record.side, record.by, record.at, signed_version(before), record.by_admin_key});
}

// The same brief again is no new revision.
void write_brief(Card& card, const AgreementRecord& record) {
  if (card.brief && card.brief->brief == *record.brief) return;
  const auto revision = card.brief ? card.brief->revision : 0;
  card.brief = KeptBrief{*record.brief, revision + 1, {record.by, record.at}};
  card.returned = std::nullopt;
}

std::string conditions_text(const Card& card) {
  std::string text;
  for (const auto& condition : card.conditions) text += (text.empty() ? "" : "; ") + condition.text;
  return text;
}

std::string met_text(const AgreementRecord& record, const Card& after) {
  for (const auto& condition : after.conditions) {
    if (condition.id == record.condition)
      return record.text.empty() ? condition.text
                                 : fmt::format("{}: {}", condition.text, record.text);
  }
  return record.text;
}

JournalWords verdict_words(const AgreementRecord& record, const Card& after) {
  switch (*record.verdict) {
    case VerdictKind::yes: return {"said yes", record.text};
    case VerdictKind::alternative: return {"offered an alternative", record.text};
    case VerdictKind::lawful_no:
      return {"said no and cited a rule",
              record.text.empty() ? record.rule : fmt::format("{}: {}", record.rule, record.text)};
    case VerdictKind::yes_if: break;
  }
  const auto conditions = conditions_text(after);
  return {"said yes, if",
          record.text.empty() ? conditions : fmt::format("{} ({})", conditions, record.text)};
}

std::string asked_words(const AgreementRecord& record) {
  if (!record.asked_at) return "asked";
  return fmt::format("entered what was asked on {}", to_rfc3339(*record.asked_at).substr(0, 10));
}

std::string asked_text(const AgreementRecord& record) {
  return fmt::format("{}: {}", record.title, record.outcome);
}

JournalWords plain_words(const AgreementRecord& record, const Card& before, const Card& after) {
  switch (record.act) {
    case Act::ask: return {asked_words(record), asked_text(record)};
    case Act::verdict: return verdict_words(record, after);
    case Act::meet: return {"said that a condition is met", met_text(record, after)};
    case Act::name_spotter: return {"named the spotter", words_for(*after.spotter)};
    case Act::sign: return {fmt::format("signed for {}", word_of(*record.side)), record.text};
    case Act::sign_receipt: return {"signed the receipt", record.text};
    case Act::learn: return {"wrote down what was learned", record.text};
    case Act::sign_outcome: return {"signed the outcome", record.text};
    case Act::accept: return {"accepted the alternative", after.verdict->text};
    case Act::decline: return {"did not accept the alternative", record.text};
    case Act::appeal: return {"appealed", record.text};
    case Act::withdraw: return {"withdrew the request", record.text};
    case Act::brief: return {"wrote the brief", changed_fields(before.brief, *record.brief)};
    case Act::return_brief: return {"returned the brief", record.text};
    case Act::settings: break;
  }
  return {record.signatures_required.value_or(false) ? "signatures are required"
                                                     : "signatures are not required",
          record.text};
}

}  // namespace

Card changed(const AgreementRecord& said, const Dossier& before) {
  auto card = before.card;
  auto record = said;
  // The admin key is of no side: it is shown as of the one it speaks for.
  if (record.by_admin_key) record.by.side = acting_side(record, before.card);
  const Stamp stamp{record.by, record.at};
  switch (record.act) {
    case Act::ask: ask(card, record); break;
    case Act::verdict: answer(card, record); break;
    case Act::meet: meet(card, record); break;
    case Act::name_spotter: card.spotter = record.spotter; break;
    case Act::sign: sign(card, record, before); break;
    case Act::sign_receipt:
      if (!card.receipt_signature) card.receipt_signature = stamp;
      break;
    case Act::learn: card.learned = Saying{record.text, record.by, record.at}; break;
    case Act::accept: accept(card, record); break;
    case Act::decline: decline(card, record); break;
    case Act::appeal: card.appeal = Saying{record.text, record.by, record.at}; break;
    case Act::withdraw: card.withdrawn = Saying{record.text, record.by, record.at}; break;
    case Act::sign_outcome:
      if (!card.outcome_signature) card.outcome_signature = stamp;
      break;
    case Act::brief: write_brief(card, record); break;
    case Act::return_brief: card.returned = Saying{record.text, record.by, record.at}; break;
    case Act::settings: break;
  }
  return card;
}

JournalWords words_of(const AgreementRecord& record, const Card& before, const Card& after) {
  auto words = plain_words(record, before, after);
  if (!record.by_admin_key) return words;
  const auto side = record.act == Act::sign ? std::nullopt : acting_side(record, after);
  if (side) words.what += fmt::format(", for {}", word_of(*side));
  words.what += ", with the admin key";
  return words;
}

}  // namespace spotter::launches
