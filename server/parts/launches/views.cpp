#include "parts/launches/views.hpp"

#include <algorithm>

#include "parts/launches/agreement_rules.hpp"

namespace spotter::launches {

namespace {

constexpr Stage stages[] = {Stage::idea,      Stage::feasibility, Stage::vetting,
                            Stage::agreement, Stage::live,        Stage::outcome};

std::string title_of(const Dossier& dossier) {
  if (!dossier.card.title.empty()) return dossier.card.title;
  return dossier.definition ? dossier.definition->name : dossier.key;
}

AgreementRecord attempt(Act act, const Viewer& viewer, std::optional<Side> side) {
  AgreementRecord record;
  record.act = act;
  record.by = viewer.person;
  record.by_admin_key = viewer.admin_key;
  record.side = side;
  return record;
}

// A member acts for their own side; the admin key for either.
template <class Allowed>
bool for_some_side(const Viewer& viewer, Allowed allowed) {
  if (!viewer.admin_key) return allowed(viewer.person.side);
  return allowed(Side::marketing) || allowed(Side::it);
}

bool may_do(Act act, const Dossier& dossier, const Viewer& viewer) {
  return for_some_side(viewer, [&](std::optional<Side> side) {
    return !against(attempt(act, viewer, side), dossier);
  });
}

bool may_meet(const Dossier& dossier, const Viewer& viewer) {
  return std::any_of(dossier.card.conditions.begin(), dossier.card.conditions.end(),
                     [&](const Condition& condition) {
                       if (condition.met) return false;
                       return for_some_side(viewer, [&](std::optional<Side> side) {
                         auto record = attempt(Act::meet, viewer, side);
                         record.condition = condition.id;
                         return !against(record, dossier);
                       });
                     });
}

bool may_sign(const Dossier& dossier, const Viewer& viewer) {
  return for_some_side(viewer, [&](std::optional<Side> side) {
    return side && !has_signed(dossier, *side) &&
           !against(attempt(Act::sign, viewer, side), dossier);
  });
}

bool may_write(const Dossier& dossier, const Viewer& viewer) {
  return for_some_side(viewer, [&](std::optional<Side> side) {
    auto record = attempt(Act::brief, viewer, side);
    record.base_revision = dossier.card.brief ? dossier.card.brief->revision : 0;
    return !against(record, dossier);
  });
}

May may_of(const Tracker& tracker, const Dossier& dossier, const Viewer& viewer) {
  const auto state = dossier.facts.state;
  const bool defined = dossier.definition != nullptr;
  May may;
  may.ask = may_do(Act::ask, dossier, viewer);
  may.brief = may_write(dossier, viewer);
  may.return_brief = !dossier.card.returned && may_do(Act::return_brief, dossier, viewer);
  may.verdict = may_do(Act::verdict, dossier, viewer);
  may.accept = may_do(Act::accept, dossier, viewer);
  may.appeal = may_do(Act::appeal, dossier, viewer);
  may.withdraw = may_do(Act::withdraw, dossier, viewer);
  may.meet = may_meet(dossier, viewer);
  may.sign = may_sign(dossier, viewer);
  may.name_spotter = may_do(Act::name_spotter, dossier, viewer);
  may.start = defined && !has_started(state) && !dossier.card.withdrawn &&
              tracker.against_start(dossier.key).empty();
  may.pause = state == State::live || state == State::amber;
  may.sign_receipt = !dossier.card.receipt_signature && may_do(Act::sign_receipt, dossier, viewer);
  may.learn = may_do(Act::learn, dossier, viewer);
  may.sign_outcome = !dossier.card.outcome_signature && may_do(Act::sign_outcome, dossier, viewer);
  return may;
}

ConditionView condition_view(const Condition& condition, const Definition* definition) {
  ConditionView view{condition.id, condition.text, {}, is_met(condition, definition), {}, {}, {}};
  if (condition.guardrail) view.guardrail = WantedGuardrail{*condition.guardrail};
  if (condition.met) {
    view.by = condition.met->by;
    view.at = condition.met->at;
  }
  if (!condition.note.empty()) view.note = condition.note;
  return view;
}

TrackerRow row_of(const Tracker& tracker, const Dossier& dossier, const Viewer& viewer) {
  const auto& card = dossier.card;
  auto standing = standing_of(dossier, tracker.signatures_required());
  TrackerRow row;
  row.key = dossier.key;
  row.title = title_of(dossier);
  row.stage = standing.stage;
  if (dossier.definition) {
    row.state = dossier.facts.state;
    row.mode = dossier.facts.mode;
  }
  if (card.asked) {
    row.asked_by = card.asked->by;
    row.asked_at = card.asked->at;
  }
  row.mine = !viewer.admin_key && holds(dossier, standing, viewer.person);
  row.holder = std::move(standing.holder);
  row.since = standing.since;
  row.waits_for = standing.waits_for;
  row.sentence = std::move(standing.sentence);
  row.spotter = card.spotter;
  row.conditions_open = open_conditions(dossier);
  for (const auto side : {Side::marketing, Side::it}) {
    if (has_signed(dossier, side)) row.signed_.push_back(side);
  }
  return row;
}

}  // namespace

AgreementView agreement_view(const Tracker& tracker, const Dossier& dossier, const Viewer& viewer) {
  const auto& card = dossier.card;
  auto row = row_of(tracker, dossier, viewer);
  AgreementView view;
  view.key = row.key;
  view.title = row.title;
  view.outcome = card.outcome;
  view.defined = dossier.definition != nullptr;
  view.stage = row.stage;
  view.holder = row.holder;
  view.since = row.since;
  view.waits_for = row.waits_for;
  view.sentence = row.sentence;
  view.mine = row.mine;
  view.asked_by = row.asked_by;
  view.asked_at = row.asked_at;
  view.spotter = card.spotter;
  view.brief = card.brief;
  if (card.brief) view.readiness = readiness_of(card.brief->brief);
  view.returned = card.returned;
  view.verdict = card.verdict;
  view.refusals = card.refusals;
  view.appeal = card.appeal;
  view.withdrawn = card.withdrawn;
  for (const auto& condition : card.conditions)
    view.conditions.push_back(condition_view(condition, dossier.definition));
  for (const auto& signature : card.signatures)
    view.signatures.push_back({signature.side, signature.by, signature.at, signature.by_admin_key,
                               has_signed(dossier, signature.side)});
  if (!has_started(dossier.facts.state)) view.against_start = against_start(dossier);
  view.signatures_required = tracker.signatures_required();
  view.may = may_of(tracker, dossier, viewer);
  view.receipt_signature = card.receipt_signature;
  view.learned = card.learned;
  view.outcome_signature = card.outcome_signature;
  return view;
}

TrackerView tracker_view(const Tracker& tracker, const LaunchesNow& now, const Viewer& viewer) {
  TrackerView view;
  view.stages.assign(std::begin(stages), std::end(stages));
  for (const auto& [key, tracked] : tracker.launches())
    view.launches.push_back(row_of(tracker, tracker.dossier(key, now.facts(key)), viewer));
  std::stable_sort(view.launches.begin(), view.launches.end(),
                   [](const TrackerRow& a, const TrackerRow& b) {
                     return a.stage != b.stage ? a.stage < b.stage : a.since < b.since;
                   });
  view.signatures_required = tracker.signatures_required();
  return view;
}

}  // namespace spotter::launches
