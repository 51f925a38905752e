#include "simulation/plain_agreements.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotter::simulation {

using launches::Act;
using launches::VerdictKind;

std::string PlainAgreements::text_of(const Deal& deal, const live::LaunchDefinition& definition,
                                     const live::Book& book) {
  auto text = fmt::format("{}\n{}\n{}", deal.asked, deal.worsened, wire::to_json_text(definition));
  for (const auto& key : live::metric_keys(definition)) {
    const auto& metric = book.metrics.at(key);
    text += fmt::format("\n{} {} {} {} {}", key, wire::to_json_text(metric.kind), metric.event,
                        to_text(metric.window), wire::to_json_text(metric.better));
    text += fmt::format(" {} {} {}", metric.value.value_or(""), metric.cap.value_or(0),
                        metric.worth ? wire::to_json_text(*metric.worth) : "");
  }
  return text;
}

void PlainAgreements::ask(Deal& deal, const launches::AgreementRecord& record) {
  if (!record.side || (deal.asking && deal.asking != record.side)) return;
  const int made = deal.wishes_made;
  deal = Deal{};
  deal.wishes_made = made;
  deal.asking = record.side;
  deal.asked = record.title + "\n" + record.outcome;
}

void PlainAgreements::answer(Deal& deal, const launches::AgreementRecord& record) {
  if (!deal.asking || record.side == deal.asking) return;
  std::vector<Wish> wishes;
  for (const auto& wanted : record.conditions) {
    Wish wish;
    if (wanted.guardrail) wish.guardrail = wanted.guardrail->metric;
    wish.text = wanted.text;
    wishes.push_back(std::move(wish));
  }
  const auto same_wish = [](const Wish& a, const Wish& b) {
    return a.guardrail == b.guardrail && a.text == b.text;
  };
  const bool same =
      std::equal(wishes.begin(), wishes.end(), deal.wishes.begin(), deal.wishes.end(), same_wish);
  const bool later = deal.verdict.has_value();
  if (later && (*record.verdict > *deal.verdict || (*record.verdict == VerdictKind::yes_if &&
                                                    deal.verdict == VerdictKind::yes_if && !same)))
    ++deal.worsened;
  deal.verdict = record.verdict;
  deal.said = record.text;
  deal.declined = false;
  if (same) return;
  for (auto& wish : wishes) wish.id = std::to_string(++deal.wishes_made);
  deal.wishes = std::move(wishes);
}

// What was offered becomes what has to be so.
void PlainAgreements::accept(Deal& deal) {
  if (deal.verdict != VerdictKind::alternative || deal.declined) return;
  deal.verdict = VerdictKind::yes_if;
  Wish wish;
  wish.text = deal.said;
  wish.id = std::to_string(++deal.wishes_made);
  deal.wishes = {wish};
}

void PlainAgreements::take(const launches::AgreementRecord& record, const live::Launch* launch,
                           const live::Book& book) {
  if (record.act == Act::settings) required_ = record.signatures_required.value_or(required_);
  if (record.act == Act::settings) return;
  if (launch && launch->state != live::State::draft) return;
  auto& deal = deals_[record.launch];
  if (deal.withdrawn && record.act != Act::ask) return;
  if (record.act == Act::ask) ask(deal, record);
  if (record.act == Act::verdict) answer(deal, record);
  if (record.act == Act::withdraw) deal.withdrawn = deal.asking.has_value();
  if (record.act == Act::decline) deal.declined = deal.verdict == VerdictKind::alternative;
  if (record.act == Act::accept) accept(deal);
  if (record.act == Act::meet) {
    for (auto& wish : deal.wishes) {
      if (wish.id == record.condition && !wish.guardrail) wish.met = true;
    }
  }
  if (record.act != Act::sign || !record.side || !launch) return;
  if (deal.verdict >= VerdictKind::alternative) return;
  if (!deal.asking) deal.asking = record.side;
  if (!deal.verdict && deal.asking != record.side) deal.verdict = VerdictKind::yes;
  deal.signed_text[*record.side] = text_of(deal, launch->definition, book);
}

bool PlainAgreements::may_start(const live::LaunchDefinition& definition,
                                const live::Book& book) const {
  const auto found = deals_.find(definition.key);
  if (found != deals_.end() && found->second.withdrawn) return false;
  if (!required_) return true;
  if (found == deals_.end()) return false;
  const auto& deal = found->second;
  const auto is_guarded = [&](const std::string& metric) {
    return std::any_of(
        definition.guardrails.begin(), definition.guardrails.end(),
        [&](const live::Guardrail& guardrail) { return guardrail.metric == metric; });
  };
  for (const auto& wish : deal.wishes) {
    if (wish.guardrail ? !is_guarded(*wish.guardrail) : !wish.met) return false;
  }
  const auto standing = text_of(deal, definition, book);
  const auto has_signed = [&](live::Side side) {
    const auto text = deal.signed_text.find(side);
    return text != deal.signed_text.end() && text->second == standing;
  };
  return !(deal.verdict >= VerdictKind::alternative) && has_signed(live::Side::marketing) &&
         has_signed(live::Side::it);
}

}  // namespace spotter::simulation
