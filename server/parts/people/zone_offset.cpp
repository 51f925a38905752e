#include "parts/people/zone_offset.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

#include "base/ensure.hpp"

namespace spotter::people {

namespace {

using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int table_ends_in = 2037;

Instant instant_of(sys_days day) { return {Duration(day.time_since_epoch()).count()}; }

Instant instant_of(std::chrono::sys_seconds at) {
  return {Duration(at.time_since_epoch()).count()};
}

sys_days day_of(Instant at) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_time<Duration>(Duration(at.us)));
}

sys_days march_of(year in) { return in / std::chrono::March / 1; }

// January and February of one year, or the rest of it: within each, dates and weekdays of two years
// go together as soon as their first days have the same weekday. Rules of zones speak of those.
struct YearPart {
  sys_days first;
  sys_days end;
};

YearPart part_of(year in, bool from_march) {
  const sys_days new_year = in / std::chrono::January / 1;
  const sys_days next = (in + std::chrono::years(1)) / std::chrono::January / 1;
  return from_march ? YearPart{march_of(in), next} : YearPart{new_year, march_of(in)};
}

// The same part of the latest year of the table that looks like it. Common years only: any seven
// weekdays of their first days are among the last eleven.
YearPart part_like(const YearPart& part, bool from_march) {
  for (int past = table_ends_in; past > table_ends_in - 11; --past) {
    if (year(past).is_leap()) continue;
    const auto model = part_of(year(past), from_march);
    if (std::chrono::weekday(model.first) == std::chrono::weekday(part.first)) return model;
  }
  ensure(false, "eleven years have all seven weekdays");
  return part;
}

}  // namespace

std::optional<ZoneOffsets> ZoneOffsets::find(const std::string& name) {
  try {
    return ZoneOffsets(*date::locate_zone(name));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

OffsetStretch ZoneOffsets::in_the_table(Instant at) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(Duration(at.us));
  const auto info = zone_->get_info(std::chrono::sys_seconds(seconds));
  return {instant_of(info.begin), instant_of(info.end), Duration(info.offset)};
}

OffsetStretch ZoneOffsets::at(Instant at) const {
  const auto found = in_the_table(at);
  const auto last_year = part_of(year(table_ends_in), false).first;
  const auto after_table = part_of(year(table_ends_in + 1), false).first;
  // Only a zone whose table stops with a change in its last year goes on changing.
  const bool goes_on =
      found.begin >= instant_of(last_year) && found.begin < instant_of(after_table);
  const bool is_last = found.end >= instant_of(year(20'000) / std::chrono::January / 1);
  if (!goes_on || !is_last) return found;
  if (at < instant_of(after_table)) return {found.begin, instant_of(after_table), found.offset};
  const auto day = day_of(at);
  const auto in = year_month_day(day).year();
  const bool from_march = day >= march_of(in);
  const auto part = part_of(in, from_march);
  const auto ahead = instant_of(part.first) - instant_of(part_like(part, from_march).first);
  const auto model = in_the_table(at - ahead);
  return {std::max(model.begin + ahead, instant_of(part.first)),
          std::min(model.end + ahead, instant_of(part.end)), model.offset};
}

}  // namespace spotter::people
