// Where a launch stands between idea and outcome, and who has it in hand. Pure functions.
#pragma once

#include "parts/launches/launch_facts.hpp"

namespace spotter::launches {

enum class Stage { idea, feasibility, vetting, agreement, live, outcome };
BOOST_DESCRIBE_ENUM(Stage, idea, feasibility, vetting, agreement, live, outcome)

enum class HolderKind { side, member, both, nobody };
BOOST_DESCRIBE_ENUM(HolderKind, side, member, both, nobody)

/// Who has to do something next.
struct Holder {
  HolderKind kind = HolderKind::nobody;
  std::optional<Side> side;
  std::optional<std::string> name;

  bool operator==(const Holder&) const = default;
};
SPOTTER_DESCRIBE(Holder, (kind, required, "One side, one member, both sides, or nobody.")(
                             side, required, "Of that side or member; null: none.")(
                             name, required, "The member's name; null: no single one."))

enum class WaitsFor {
  definition,
  verdict,
  acceptance,
  appeal,
  brief,
  conditions,
  signatures,
  start,
  evidence,
  clearing,
  receipt_signature,
  learning,
  outcome_signature,
  nothing
};
BOOST_DESCRIBE_ENUM(WaitsFor, definition, verdict, acceptance, appeal, brief, conditions,
                    signatures, start, evidence, clearing, receipt_signature, learning,
                    outcome_signature, nothing)

struct Standing {
  Stage stage = Stage::idea;
  Holder holder;
  std::optional<Instant> since;
  WaitsFor waits_for = WaitsFor::nothing;
  std::string sentence;

  bool operator==(const Standing&) const = default;
};

/// `signatures_required`: the workspace's setting. The sentence is for people of both sides.
Standing standing_of(const Dossier& dossier, bool signatures_required);

/// True if it waits for this person: a member of the side that holds it, or the member who does.
bool holds(const Dossier& dossier, const Standing& standing, const Person& person);

/// A guardrail's condition is met once the definition has that guardrail, any other one once
/// somebody said so.
bool is_met(const Condition& condition, const Definition* definition);
std::size_t open_conditions(const Dossier& dossier);

/// What a signature signs: the definition, title and outcome, and the verdict's terms. Empty while
/// nothing is defined.
std::string signed_version(const Dossier& dossier);
const Signature* signature_of(const Card& card, Side side);
/// True if this side signed what stands now.
bool has_signed(const Dossier& dossier, Side side);

/// What stands between the launch and its start, a sentence each: signatures and conditions.
std::vector<std::string> against_start(const Dossier& dossier);

}  // namespace spotter::launches
