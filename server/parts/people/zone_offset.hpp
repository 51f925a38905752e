// What a time zone's clocks are ahead of UTC, and for how long: all that is asked of the date
// library.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"

namespace date {
class time_zone;
}

namespace spotter::people {

/// A time during which a zone's clocks stand still against UTC: [begin, end).
struct OffsetStretch {
  Instant begin;
  Instant end;
  Duration offset;  ///< local time less UTC
};

/// A zone of the IANA time zone database as the system has it (RFC 9636 files). Any thread.
class ZoneOffsets {
 public:
  /// Nothing: the system has no zone of this name.
  static std::optional<ZoneOffsets> find(const std::string& name);

  /// A stretch that holds `at`, from 1970 to 9999. It may end where the offset stays as it is.
  ///
  /// The library reads a zone's table of changes, which ends in 2037, and not the rule that goes on
  /// behind it. Later years are taken from the latest year up to 2037 with the same calendar.
  OffsetStretch at(Instant at) const;

 private:
  explicit ZoneOffsets(const date::time_zone& zone) : zone_(&zone) {}
  OffsetStretch in_the_table(Instant at) const;

  // constant after construction; the library keeps zones until the program ends
  const date::time_zone* zone_;
};

}  // namespace spotter::people
