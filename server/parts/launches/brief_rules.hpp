// Who may write a launch's brief, and when it goes back to whoever wrote it. Pure functions.
#pragma once

#include "parts/launches/launch_facts.hpp"
#include "parts/launches/record.hpp"

namespace spotter::launches {

/// Why the brief cannot be changed or returned now; nothing: it can. conflict if somebody else
/// changed it since the revision that the record was made from. Problems else as of against().
std::optional<Problem> against_brief(const AgreementRecord& record, const Card& card);

/// What is wrong with the record's brief, or with a return that gives no reason.
std::optional<Problem> malformed_brief(const AgreementRecord& record);

/// The fields that a change touches, for the journal: "cost, data"; all of a first one.
std::string changed_fields(const std::optional<KeptBrief>& before, const Brief& after);

/// What is missing of a brief that is there, as one sentence; nothing: it is complete, or none.
std::optional<std::string> incomplete(const Card& card);

}  // namespace spotter::launches
