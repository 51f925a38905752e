#include "parts/people/working_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "parts/people/zone_offset.hpp"

namespace spotter::people {

namespace {

using std::chrono::local_days;

constexpr int minutes_per_day = 24 * 60;
constexpr Instant first_moment{0};
constexpr Instant end_of_time{253'402'300'800'000'000};  // 10000-01-01

// [begin, end)
struct Stretch {
  Instant begin;
  Instant end;
};

std::vector<WorkingSpan> in_order(std::vector<WorkingSpan> spans) {
  std::sort(spans.begin(), spans.end(), [](const WorkingSpan& a, const WorkingSpan& b) {
    return std::pair(a.weekday, a.from_minute) < std::pair(b.weekday, b.from_minute);
  });
  return spans;
}

// A calendar made ready for walking along it.
class Walk {
 public:
  Walk(const WorkingCalendar& calendar, ZoneOffsets zone) : zone_(zone), leave_(calendar.leave) {
    for (const auto& span : in_order(calendar.spans))
      days_[static_cast<std::size_t>(span.weekday)].push_back(span);
  }

  // Hands each piece of working time within `all` to `take`, in order, until that says false.
  template <class Take>
  void along(Stretch all, Take take) const {
    all = {std::max(all.begin, first_moment), std::min(all.end, end_of_time)};
    while (all.begin < all.end) {
      const auto same = zone_.at(all.begin);
      const auto end = std::min(all.end, same.end);
      ensure(all.begin < end, "a stretch of one offset holds the moment asked for");
      if (!along_days({all.begin, end}, same.offset, take)) return;
      all.begin = end;
    }
  }

 private:
  static local_days local_day(Instant at, Duration offset) {
    return std::chrono::floor<std::chrono::days>(
        std::chrono::local_time<Duration>(Duration(at.us) + offset));
  }

  bool works_on(local_days day) const {
    return std::none_of(leave_.begin(), leave_.end(), [&](const LeavePeriod& leave) {
      return leave.first <= day && day <= leave.last;
    });
  }

  template <class Take>
  bool along_days(Stretch within, Duration offset, Take& take) const {
    const auto last = local_day({within.end.us - 1}, offset);
    for (auto day = local_day(within.begin, offset); day <= last; day += std::chrono::days(1)) {
      const auto& spans = days_[std::chrono::weekday(day).iso_encoding() - 1];
      if (spans.empty() || !works_on(day)) continue;
      const Instant midnight{(Duration(day.time_since_epoch()) - offset).count()};
      for (const auto& span : spans) {
        const auto begin = midnight + std::chrono::minutes(span.from_minute);
        const auto end = midnight + std::chrono::minutes(span.to_minute);
        const Stretch piece{std::max(begin, within.begin), std::min(end, within.end)};
        if (piece.begin < piece.end && !take(piece)) return false;
      }
    }
    return true;
  }

  // constant after construction
  ZoneOffsets zone_;
  std::array<std::vector<WorkingSpan>, 7> days_;
  const std::vector<LeavePeriod>& leave_;  // the calendar outlives the walk
};

std::optional<Problem> malformed_span(const WorkingSpan& span, std::size_t place) {
  const auto at = fmt::format("/spans/{}", place);
  if (span.weekday < Weekday::monday || span.weekday > Weekday::sunday)
    return bad_request("This is no day of the week.", at + "/weekday");
  if (span.from_minute < 0 || span.to_minute > minutes_per_day)
    return bad_request("Working hours are from 00:00 to 24:00 of one day.", at);
  if (span.from_minute >= span.to_minute)
    return bad_request("Working hours end after they begin; a night is two of them.", at);
  return {};
}

std::optional<Problem> crowded_day(const std::vector<WorkingSpan>& unordered) {
  const auto spans = in_order(unordered);
  std::array<std::size_t, 7> by_day{};
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (++by_day[static_cast<std::size_t>(spans[i].weekday)] > limits::working_spans_per_day_max)
      return bad_request(
          fmt::format("A day has at most {} working hours of this kind, from and to.",
                      limits::working_spans_per_day_max),
          "/spans");
    if (i > 0 && spans[i - 1].weekday == spans[i].weekday &&
        spans[i].from_minute < spans[i - 1].to_minute)
      return bad_request("Working hours of one day do not overlap.", "/spans");
  }
  return {};
}

}  // namespace

bool is_time_zone(const std::string& name) { return ZoneOffsets::find(name).has_value(); }

std::optional<Problem> malformed(const WorkingCalendar& calendar) {
  if (!is_time_zone(calendar.time_zone))
    return bad_request(
        fmt::format("\"{}\" is no time zone, for example Europe/Berlin.", calendar.time_zone),
        "/time_zone");
  for (std::size_t i = 0; i < calendar.spans.size(); ++i) {
    if (auto problem = malformed_span(calendar.spans[i], i)) return problem;
  }
  if (auto problem = crowded_day(calendar.spans)) return problem;
  for (std::size_t i = 0; i < calendar.leave.size(); ++i) {
    if (calendar.leave[i].last < calendar.leave[i].first)
      return bad_request("Leave ends on the day it begins, or later.", fmt::format("/leave/{}", i));
  }
  return {};
}

Result<Instant> after_working(Instant from, Duration working, const WorkingCalendar& calendar) {
  if (auto problem = malformed(calendar)) return failure(std::move(*problem));
  if (working < Duration::zero()) return failure(bad_request("Working time is not negative."));
  if (calendar.spans.empty())
    return failure(bad_request("Nobody works on a calendar without working hours.", "/spans"));
  if (working == Duration::zero()) return from;
  std::optional<Instant> reached;
  const auto take = [&](const Stretch& piece) {
    const auto length = piece.end - piece.begin;
    if (length >= working) reached = piece.begin + working;
    else working -= length;
    return !reached;
  };
  const auto ahead = Duration(limits::working_time_ahead_max);
  const auto until = from > end_of_time - ahead ? end_of_time : from + ahead;
  Walk(calendar, *ZoneOffsets::find(calendar.time_zone)).along({from, until}, take);
  if (reached) return *reached;
  return failure(bad_request("The next ten years do not hold so much working time."));
}

Duration working_between(Instant a, Instant b, const WorkingCalendar& calendar) {
  if (b < a) return -working_between(b, a, calendar);
  ensure(!malformed(calendar), "working time is asked of a calendar that was checked");
  Duration worked{};
  const auto take = [&](const Stretch& piece) {
    worked += piece.end - piece.begin;
    return true;
  };
  Walk(calendar, *ZoneOffsets::find(calendar.time_zone)).along({a, b}, take);
  return worked;
}

}  // namespace spotter::people
