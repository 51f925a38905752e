// What an allowed record makes of a card, and what the journal says about it. Pure functions.
#pragma once

#include "parts/launches/launch_facts.hpp"
#include "parts/launches/record.hpp"

namespace spotter::launches {

/// The card after what was `said`, which agreement_rules allow. The same card: it changes nothing.
Card changed(const AgreementRecord& said, const Dossier& before);

struct JournalWords {
  std::string what;
  std::string why;
};
/// `after` is what changed() made of `before`.
JournalWords words_of(const AgreementRecord& record, const Card& before, const Card& after);

}  // namespace spotter::launches
