#include "base/date.hpp"

#include <gtest/gtest.h>

namespace spotter {
namespace {

TEST(Date, IsReadAndWritten) {
  for (const char* text : {"1970-01-01", "2026-12-31", "2028-02-29", "2000-02-29", "9999-12-31"}) {
    const auto day = date_of(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(to_text(*day), text);
  }
  EXPECT_EQ(date_of("1970-01-02")->time_since_epoch().count(), 1);
}

TEST(Date, WhatIsNone) {
  for (const char* text :
       {"", "2026", "2026-1-1", "2026-02-30", "2100-02-29", "2026-13-01", "2026-00-10",
        "2026-01-00", "2026/01/01", "1969-12-31", "0000-00-00", "-026-01-01", "+026-01-01",
        "2026-01-1 ", "2026-01-01T", "20260101", "2026-0a-01", "２026-01-01"})
    EXPECT_FALSE(date_of(text)) << text;
}

TEST(Date, EveryDayComesBack) {
  const auto last = *date_of("2101-01-01");
  std::string before;
  for (auto day = *date_of("1970-01-01"); day < last; day += std::chrono::days(1)) {
    const auto text = to_text(day);
    ASSERT_EQ(date_of(text), day);
    ASSERT_LT(before, text);
    before = text;
  }
}

}  // namespace
}  // namespace spotter
