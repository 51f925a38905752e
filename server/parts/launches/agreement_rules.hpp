// What people may do about a launch, and why not: pure functions, used when a record is taken and
// when a screen asks what it may offer.
#pragma once

#include "parts/launches/launch_facts.hpp"
#include "parts/launches/record.hpp"

namespace spotter::launches {

/// Texts of a record, in bytes.
inline constexpr std::size_t title_bytes_max = 200;
inline constexpr std::size_t text_bytes_max = 2'000;
inline constexpr std::size_t conditions_max = 20;

/// The side that a record acts for: as named, else as the act implies for the admin key; nothing
/// if there is none.
std::optional<Side> acting_side(const AgreementRecord& record, const Card& card);

/// What is wrong with a record wherever it is used: bad_request, its pointer into the request.
std::optional<Problem> malformed(const AgreementRecord& record);

/// Why it cannot be taken as things stand; nothing: it can. not_found where nothing has that key,
/// forbidden for the wrong person, conflict for the wrong moment, bad_request without a side.
std::optional<Problem> against(const AgreementRecord& record, const Dossier& dossier);

}  // namespace spotter::launches
