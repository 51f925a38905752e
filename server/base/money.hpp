// Money is exact: whole minor units and an ISO 4217 code.
#pragma once

#include <cstdint>
#include <string>

namespace spotter {

/// `amount` in minor units (cents), `currency` as ISO 4217 ("EUR").
struct Money {
  std::int64_t amount = 0;
  std::string currency;

  bool operator==(const Money&) const = default;
};

/// Minor units per unit as a power of ten: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217).
int minor_digits(const std::string& currency);

/// "1,234,567": thousands are separated by commas; the sign is kept.
std::string grouped(std::int64_t number);

/// "1,165.00 EUR", for people; the sign is kept.
std::string to_text(const Money& money);

}  // namespace spotter
