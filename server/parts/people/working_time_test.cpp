#include "parts/people/working_time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <random>

#include "base/date.hpp"
#include "base/text.hpp"

namespace spotter::people {
namespace {

using namespace std::chrono_literals;
using enum Weekday;

Instant moment(const std::string& text) { return *from_rfc3339(text); }

WorkingSpan hours(Weekday weekday, int from, int to) { return {weekday, from * 60, to * 60}; }

WorkingCalendar office(const std::string& zone) {
  WorkingCalendar calendar;
  calendar.time_zone = zone;
  for (const auto day : {monday, tuesday, wednesday, thursday, friday})
    calendar.spans.push_back(hours(day, 9, 17));
  return calendar;
}

WorkingCalendar only(const std::string& zone, std::vector<WorkingSpan> spans) {
  return {zone, std::move(spans), {}};
}

LeavePeriod leave(const char* first, const char* last) { return {*date_of(first), *date_of(last)}; }

std::string after(const std::string& from, Duration working, const WorkingCalendar& calendar) {
  const auto reached = after_working(moment(from), working, calendar);
  return reached ? to_rfc3339(*reached).substr(0, 16) : reached.error().sentence;
}

Duration between(const std::string& a, const std::string& b, const WorkingCalendar& calendar) {
  return working_between(moment(a), moment(b), calendar);
}

TEST(WorkingTime, IsWhatPassesWithinTheHours) {
  const auto calendar = office("UTC");  // 2026-03-02 is a Monday
  EXPECT_EQ(after("2026-03-02T10:00:00Z", 3h, calendar), "2026-03-02T13:00");
  EXPECT_EQ(after("2026-03-02T10:00:00Z", 7h, calendar), "2026-03-02T17:00") << "the earliest";
  EXPECT_EQ(after("2026-03-02T10:00:00Z", 7h + 1min, calendar), "2026-03-03T09:01");
  EXPECT_EQ(after("2026-03-02T03:00:00Z", 1h, calendar), "2026-03-02T10:00");
  EXPECT_EQ(after("2026-03-02T03:00:00Z", 0h, calendar), "2026-03-02T03:00");
  EXPECT_EQ(after("2026-03-02T09:00:00Z", 400h, calendar), "2026-05-08T17:00") << "ten weeks";
  EXPECT_EQ(between("2026-03-02T10:00:00Z", "2026-03-04T10:30:00Z", calendar), 16h + 30min);
  EXPECT_EQ(between("2026-03-04T10:30:00Z", "2026-03-02T10:00:00Z", calendar), -(16h + 30min));
  EXPECT_EQ(between("2026-03-02T17:00:00Z", "2026-03-03T09:00:00Z", calendar), 0h);
}

TEST(WorkingTime, AWeekendInTwoTimeZones) {
  const auto friday_noon_in_berlin = "2026-03-06T11:00:00Z";
  EXPECT_EQ(after(friday_noon_in_berlin, 8h, office("Europe/Berlin")), "2026-03-09T11:00");
  EXPECT_EQ(after(friday_noon_in_berlin, 8h, office("America/New_York")), "2026-03-06T22:00");
  EXPECT_EQ(after(friday_noon_in_berlin, 8h, office("Asia/Kolkata")), "2026-03-09T11:00")
      << "half an hour on Friday, until 17:00 there, and the rest on Monday";
  EXPECT_EQ(after("2026-03-05T22:00:00Z", 8h, office("Pacific/Auckland")), "2026-03-08T22:00");
}

TEST(WorkingTime, AcrossAChangeOfTheClocks) {
  const auto calendar = office("Europe/Berlin");  // summer time begins on 2026-03-29
  EXPECT_EQ(after("2026-03-27T15:00:00Z", 2h, calendar), "2026-03-30T08:00");
  EXPECT_EQ(after("2026-10-23T14:00:00Z", 2h, calendar), "2026-10-26T09:00");
}

TEST(WorkingTime, ASkippedHourCountsNothing) {
  EXPECT_EQ(between("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z",
                    only("Europe/Berlin", {hours(sunday, 2, 3)})),
            0h);
  const auto night = only("Europe/Berlin", {hours(sunday, 1, 4)});
  EXPECT_EQ(between("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", night), 2h);
  EXPECT_EQ(after("2026-03-28T12:00:00Z", 90min, night), "2026-03-29T01:30");  // 03:30 there
  EXPECT_EQ(between("2026-10-03T00:00:00Z", "2026-10-04T12:00:00Z",
                    only("Australia/Lord_Howe", {hours(sunday, 2, 3)})),
            30min)
      << "half an hour is skipped";
}

TEST(WorkingTime, ADoubledHourCountsTwice) {
  const auto hour = only("Europe/Berlin", {hours(sunday, 2, 3)});
  EXPECT_EQ(between("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", hour), 2h);
  EXPECT_EQ(after("2026-10-24T12:00:00Z", 90min, hour), "2026-10-25T01:30");
  const WorkingCalendar first_half{"Europe/Berlin", {{sunday, 120, 150}}, {}};
  EXPECT_EQ(after("2026-10-24T12:00:00Z", 31min, first_half), "2026-10-25T01:01");
  EXPECT_EQ(between("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", first_half), 1h);
}

TEST(WorkingTime, ASkippedDayCountsNothing) {
  // Samoa had no 2011-12-30, a Friday.
  EXPECT_EQ(between("2011-12-26T00:00:00Z", "2012-01-04T00:00:00Z",
                    only("Pacific/Apia", {hours(friday, 9, 17)})),
            0h);
  EXPECT_EQ(between("2011-12-26T00:00:00Z", "2012-01-04T00:00:00Z",
                    only("Pacific/Apia", {hours(thursday, 0, 24), hours(saturday, 0, 24)})),
            48h);
}

TEST(WorkingTime, UntilMidnightAndOn) {
  const auto calendar = only("UTC", {hours(monday, 22, 24), hours(tuesday, 0, 2)});
  EXPECT_EQ(after("2026-03-02T12:00:00Z", 3h, calendar), "2026-03-03T01:00");
  EXPECT_EQ(after("2026-03-02T12:00:00Z", 2h, calendar), "2026-03-03T00:00");
  EXPECT_EQ(between("2026-03-02T12:00:00Z", "2026-03-10T00:00:00Z", calendar), 6h);
}

TEST(WorkingTime, LeaveIsWholeDaysOnTheMembersOwnClock) {
  auto calendar = office("Europe/Berlin");
  calendar.leave = {leave("2026-03-04", "2026-03-05")};
  EXPECT_EQ(after("2026-03-03T15:00:00Z", 2h, calendar), "2026-03-06T09:00");
  EXPECT_EQ(between("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z", calendar), 24h);
  calendar.leave.push_back(leave("2026-03-05", "2026-03-06"));
  EXPECT_EQ(after("2026-03-04T10:00:00Z", 1h, calendar), "2026-03-09T09:00") << "begins on leave";
  calendar = only("Pacific/Auckland", {hours(monday, 0, 24)});
  calendar.leave = {leave("2026-03-02", "2026-03-02")};
  EXPECT_EQ(after("2026-03-01T00:00:00Z", 1h, calendar), "2026-03-08T12:00")
      << "that Monday begins on Sunday, 11:00 UTC";
}

TEST(WorkingTime, YearsThatNoTableHolds) {
  const auto berlin = office("Europe/Berlin");
  EXPECT_EQ(after("2045-07-10T00:00:00Z", 1h, berlin), "2045-07-10T08:00");
  EXPECT_EQ(after("2045-12-11T00:00:00Z", 1h, berlin), "2045-12-11T09:00");
  EXPECT_EQ(after("2400-07-10T00:00:00Z", 1h, berlin), "2400-07-10T08:00");
  EXPECT_EQ(after("2052-07-10T00:00:00Z", 1h, office("UTC")), "2052-07-10T10:00");
}

TEST(WorkingTime, WhatIsMalformed) {
  const auto wrong_at = [](const WorkingCalendar& calendar) {
    const auto problem = malformed(calendar);
    EXPECT_EQ(after_working({}, 1h, calendar).has_value(), !problem && !calendar.spans.empty());
    return problem ? problem->pointer : "nothing";
  };
  EXPECT_EQ(wrong_at(office("UTC")), "nothing");
  EXPECT_EQ(wrong_at(only("UTC", {})), "nothing");
  for (const char* zone : {"", "Berlin", "europe/berlin", "../../../etc/passwd", "+01:00"})
    EXPECT_EQ(wrong_at(office(zone)), "/time_zone") << zone;
  EXPECT_EQ(wrong_at(only("UTC", {hours(monday, 9, 9)})), "/spans/0");
  EXPECT_EQ(wrong_at(only("UTC", {hours(monday, 1, 2), hours(monday, 22, 6)})), "/spans/1");
  EXPECT_EQ(wrong_at(only("UTC", {{monday, 1400, 1441}})), "/spans/0");
  EXPECT_EQ(wrong_at(only("UTC", {{monday, -1, 60}})), "/spans/0");
  EXPECT_EQ(wrong_at(only("UTC", {{static_cast<Weekday>(7), 0, 60}})), "/spans/0/weekday");
  EXPECT_EQ(wrong_at(only("UTC", {hours(monday, 12, 14), hours(monday, 9, 13)})), "/spans");
  EXPECT_EQ(wrong_at(only("UTC", {hours(monday, 12, 14), hours(monday, 9, 12)})), "nothing");
  EXPECT_EQ(wrong_at(only("UTC", {hours(monday, 1, 2), hours(monday, 3, 4), hours(monday, 5, 6),
                                  hours(monday, 7, 8)})),
            "/spans");
  auto calendar = office("UTC");
  calendar.leave = {leave("2026-03-02", "2026-03-01")};
  EXPECT_EQ(wrong_at(calendar), "/leave/0");
}

TEST(WorkingTime, WhatNeverComes) {
  const auto code_of = [](Instant from, Duration working, const WorkingCalendar& calendar) {
    const auto reached = after_working(from, working, calendar);
    return reached ? "reached" : reached.error().code == ProblemCode::bad_request ? "bad" : "other";
  };
  const auto from = moment("2026-03-02T09:00:00Z");
  EXPECT_STREQ(code_of(from, 1h, only("UTC", {})), "bad");
  EXPECT_STREQ(code_of(from, 0h, only("UTC", {})), "bad");
  EXPECT_STREQ(code_of(from, -1h, office("UTC")), "bad");
  EXPECT_STREQ(code_of(from, 20'000h, office("UTC")), "reached");
  EXPECT_STREQ(code_of(from, 21'000h, office("UTC")), "bad");
  EXPECT_STREQ(code_of(from, Duration::max(), office("UTC")), "bad");
  auto calendar = office("UTC");
  calendar.leave = {leave("2026-03-01", "2036-02-01")};
  EXPECT_STREQ(code_of(from, 1h, calendar), "reached");
  calendar.leave = {leave("2026-03-01", "9999-12-31")};
  EXPECT_STREQ(code_of(from, 1h, calendar), "bad");
  EXPECT_STREQ(code_of({INT64_MAX}, 1h, office("Asia/Kolkata")), "bad");
  EXPECT_STREQ(code_of({INT64_MIN}, 1h, office("Asia/Kolkata")), "bad");
  EXPECT_EQ(working_between({INT64_MIN}, {0}, office("UTC")), 0h);
  EXPECT_EQ(working_between(moment("9999-12-31T00:00:00Z"), {INT64_MAX}, office("UTC")), 8h);
}

// The C library's own reading of the same zones, rules behind the tables included.
class WallClock {
 public:
  explicit WallClock(const std::string& zone) {
    ::setenv("TZ", zone.c_str(), 1);
    ::tzset();
  }
  ~WallClock() {
    ::unsetenv("TZ");
    ::tzset();
  }
  WallClock(const WallClock&) = delete;
  WallClock& operator=(const WallClock&) = delete;

  bool works_at(std::int64_t second, const WorkingCalendar& calendar) const {
    const std::time_t at = second;
    std::tm local{};
    ::localtime_r(&at, &local);
    const auto day =
        std::chrono::local_days(std::chrono::year(local.tm_year + 1900) /
                                std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)) /
                                std::chrono::day(static_cast<unsigned>(local.tm_mday)));
    for (const auto& period : calendar.leave) {
      if (period.first <= day && day <= period.last) return false;
    }
    const int minute = local.tm_hour * 60 + local.tm_min;
    const int weekday = (local.tm_wday + 6) % 7;
    for (const auto& span : calendar.spans) {
      if (static_cast<int>(span.weekday) == weekday && span.from_minute <= minute &&
          minute < span.to_minute)
        return true;
    }
    return false;
  }
};

const char* const zones[] = {
    "UTC",           "Europe/Berlin",       "America/New_York",  "Australia/Lord_Howe",
    "Asia/Kolkata",  "America/St_Johns",    "Africa/Casablanca", "Pacific/Auckland",
    "Europe/Dublin", "America/Santiago",    "Pacific/Apia",      "Asia/Jerusalem",
    "Asia/Tokyo",    "America/Los_Angeles", "Antarctica/Troll",  "Asia/Gaza",
    "Etc/GMT+5",     "Africa/Cairo",        "America/Nuuk",      "Pacific/Chatham"};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : numbers_(seed) {}
  std::int64_t below(std::int64_t end) {
    return static_cast<std::int64_t>(numbers_() % static_cast<std::uint64_t>(end));
  }

  // Hours at any time of any day, most often at night, where clocks change.
  WorkingCalendar calendar(const std::string& zone, std::chrono::local_days near) {
    WorkingCalendar calendar = only(zone, {});
    for (int day = 0; day < 7; ++day) {
      int minute = static_cast<int>(below(180));
      for (auto spans = below(4); spans > 0 && minute < 1440; --spans) {
        const int end = std::min<int>(1440, minute + 1 + static_cast<int>(below(400)));
        calendar.spans.push_back({static_cast<Weekday>(day), minute, end});
        minute = end + static_cast<int>(below(120));
      }
    }
    calendar.spans.push_back({sunday, 1439, 1440});
    if (malformed(calendar)) calendar.spans.pop_back();
    for (auto periods = below(3); periods > 0; --periods) {
      const auto first = near + std::chrono::days(below(14));
      calendar.leave.push_back({first, first + std::chrono::days(below(4))});
    }
    if (calendar.spans.empty()) calendar.spans = {hours(monday, 9, 17)};
    return calendar;
  }

 private:
  std::mt19937_64 numbers_;
};

// Every minute of four days in months in which clocks change, in chance calendars of all zones. The
// two zones whose summer time follows the moon have no rule behind their tables: the nearer years.
TEST(WorkingTime, IsWhatTheCLibraryCounts) {
  Dice dice(11);
  const unsigned months[] = {3, 4, 9, 10, 11};
  for (int round = 0; round < 240; ++round) {
    const std::string zone = zones[static_cast<std::size_t>(round) % std::size(zones)];
    const bool by_moon = zone == "Africa/Casablanca" || zone == "Asia/Gaza";
    const std::chrono::local_days day(
        std::chrono::year(1995 + static_cast<int>(dice.below(by_moon ? 40 : 200))) /
        std::chrono::month(months[dice.below(5)]) /
        std::chrono::day(1 + static_cast<unsigned>(dice.below(28))));
    const auto calendar = dice.calendar(zone, day);
    ASSERT_FALSE(malformed(calendar));
    const std::int64_t start = Duration(day.time_since_epoch()).count() / 1'000'000;
    const WallClock clock(zone);
    Duration counted{};
    for (std::int64_t minute = 0; minute < 4 * 24 * 60; ++minute)
      counted += clock.works_at(start + minute * 60, calendar) ? 1min : 0min;
    const Instant from{start * 1'000'000};
    ASSERT_EQ(working_between(from, from + 4 * 24h, calendar), counted)
        << zone << " from " << to_rfc3339(from);
  }
}

TEST(WorkingTime, SummerTimeIsWhatTheCLibrarySaysInFarYears) {
  for (const std::string zone : zones) {
    if (zone == "Africa/Casablanca" || zone == "Asia/Gaza") continue;
    const auto calendar = office(zone);
    const WallClock clock(zone);
    for (int year = 2020; year < 2140; ++year) {
      for (const char* day :
           {"-01-15", "-02-28", "-03-20", "-04-10", "-07-01", "-09-20", "-11-03"}) {
        const auto from = moment(std::to_string(year) + day + "T00:00:00Z");
        const auto reached = after_working(from, 1s, calendar);
        ASSERT_TRUE(reached);
        const auto second = reached->us / 1'000'000 - 1;
        ASSERT_TRUE(clock.works_at(second, calendar)) << zone << to_rfc3339(*reached);
        ASSERT_TRUE(second * 1'000'000 == from.us || !clock.works_at(second - 1, calendar))
            << zone << to_rfc3339(*reached);
      }
    }
  }
}

TEST(WorkingTime, GoesThereAndBackInAnyCalendar) {
  Dice dice(12);
  for (int round = 0; round < 4'000; ++round) {
    const auto day = *date_of("1971-01-01") + std::chrono::days(dice.below(100'000));
    const auto calendar = dice.calendar(zones[dice.below(std::size(zones))], day);
    const Instant from{Duration(day.time_since_epoch()).count() + dice.below(86'400'000'000)};
    const Duration working(dice.below(200'000'000'000));
    const Duration more(dice.below(50'000'000'000));
    const auto reached = after_working(from, working, calendar);
    const auto later = after_working(from, working + more, calendar);
    ASSERT_TRUE(reached && later);
    ASSERT_EQ(working_between(from, *reached, calendar), working);
    ASSERT_LE(*reached, *later) << "monotone";
    if (working > 0us) {
      ASSERT_EQ(working_between(from, *reached - 1us, calendar), working - 1us) << "the earliest";
      ASSERT_EQ(*after_working(*reached, more, calendar), more > 0us ? *later : *reached);
    }
    const auto between = from + Duration(dice.below((*later - from).count() + 1));
    ASSERT_EQ(working_between(from, between, calendar) + working_between(between, *later, calendar),
              working_between(from, *later, calendar))
        << "additive";
  }
}

}  // namespace
}  // namespace spotter::people
