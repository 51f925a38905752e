// Working time: time that passes while somebody's own clock is within their working hours.
// Pure but for the system's time zone database, which is read once a zone.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace spotter::people {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
BOOST_DESCRIBE_ENUM(Weekday, monday, tuesday, wednesday, thursday, friday, saturday, sunday)

/// Minutes after local midnight, by the clock on the wall: 0 <= from < to <= 1440.
struct WorkingSpan {
  Weekday weekday = Weekday::monday;
  int from_minute = 0;
  int to_minute = 0;

  bool operator==(const WorkingSpan&) const = default;
};

/// Whole local days, both included.
struct LeavePeriod {
  std::chrono::local_days first;
  std::chrono::local_days last;

  bool operator==(const LeavePeriod&) const = default;
};

struct WorkingCalendar {
  std::string time_zone = "UTC";  ///< a name of the IANA time zone database
  std::vector<WorkingSpan> spans;
  std::vector<LeavePeriod> leave;  ///< in any order; may overlap

  bool operator==(const WorkingCalendar&) const = default;
};

/// True for a name of the system's time zone database, in its own spelling: "Europe/Berlin".
/// Any thread.
bool is_time_zone(const std::string& name);

/// A bad_request with a JSON pointer into the calendar: an unknown time zone, a span that does not
/// end after it begins or leaves the day, more than 3 spans a day or two that overlap, leave that
/// ends before it begins. A calendar without spans is well-formed: somebody who never works.
std::optional<Problem> malformed(const WorkingCalendar& calendar);

/// The earliest moment at which so much working time has passed since `from`; `from` itself for
/// none. What counts is time that really passes: a span within a skipped hour counts nothing, one
/// within a doubled hour counts both. bad_request if the calendar is malformed or has no spans, if
/// `working` is negative, or if ten years do not hold so much. Any thread.
Result<Instant> after_working(Instant from, Duration working, const WorkingCalendar& calendar);

/// The working time from `a` to `b`, negative if `b` is earlier, so that parts add up; none before
/// 1970 and after 9999. The calendar must not be malformed (ensure). Takes time in proportion to
/// the days between the two, about 0.1 ms a year. Any thread.
Duration working_between(Instant a, Instant b, const WorkingCalendar& calendar);

}  // namespace spotter::people
