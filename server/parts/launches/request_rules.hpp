// What the side that asks may do about the answer it got. Pure functions.
#pragma once

#include "parts/launches/launch_facts.hpp"
#include "parts/launches/record.hpp"

namespace spotter::launches {

/// True while a refusal stands: a lawful no, or an alternative that was not accepted.
bool is_refused(const Card& card);

/// Why the asking side cannot do this now; nothing: it can. For accept, decline, appeal and
/// withdraw; problems as of against().
std::optional<Problem> against_request(const AgreementRecord& record, const Dossier& dossier);

/// Why this verdict cannot answer an appeal: it is not for whoever refused.
std::optional<Problem> against_answer(const AgreementRecord& record, const Card& card);

/// What is wrong with a lawful no, or with a reason that has to be given.
std::optional<Problem> malformed_request(const AgreementRecord& record);

}  // namespace spotter::launches
