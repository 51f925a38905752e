#include "parts/live/analyse/cell.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(Cell, Numbers) {
  EXPECT_EQ(cell_number(" 1.5 ", false), 1.5);
  EXPECT_EQ(cell_number("+2", false), 2);
  EXPECT_EQ(cell_number("-1e3", false), -1000);
  EXPECT_EQ(cell_number("0,5", true), 0.5);
  EXPECT_EQ(cell_number("0.5", true), 0.5);
  for (const char* odd : {"", " ", "x", "1x", "1 2", "inf", "nan", "1e101", "1e999", "+-1", "++1"})
    EXPECT_FALSE(cell_number(odd, false)) << odd;
  EXPECT_FALSE(cell_number("1,234", false));
  EXPECT_FALSE(cell_number("1,234.5", true));
}

TEST(Cell, Counts) {
  EXPECT_EQ(cell_count("12", false), 12U);
  EXPECT_EQ(cell_count("12.0", false), 12U);
  EXPECT_EQ(cell_count("0", false), 0U);
  for (const char* odd : {"-1", "1.5", "", "1e15x", "NaN"}) EXPECT_FALSE(cell_count(odd, false));
}

TEST(Cell, Missing) {
  for (const char* nothing : {"", "  ", "NA", "N/A", "nan", "NaN", "NULL", "None", "."})
    EXPECT_TRUE(is_missing(nothing)) << nothing;
  for (const char* something : {"0", "nano", "x"}) EXPECT_FALSE(is_missing(something));
}

TEST(Cell, Times) {
  EXPECT_EQ(cell_time("1.5000000000000002", false)->at, 1.5000000000000002);
  EXPECT_FALSE(cell_time("2", false)->is_date);
  EXPECT_TRUE(cell_time("1970-01-02", false)->is_date);
  EXPECT_EQ(cell_time("1970-01-02", false)->at, 86400);
  EXPECT_EQ(cell_time("1970-01-01 00:01:00", false)->at, 60);
  EXPECT_EQ(cell_time("1970-01-01T01:00:00+01:00", false)->at, 0);
  for (const char* odd : {"", "soon", "1/2/2024", "2024-13-01", "2024-02-30"})
    EXPECT_FALSE(cell_time(odd, false)) << odd;
  EXPECT_EQ(time_text(1.5, false), "1.5");
  EXPECT_EQ(time_text(5, false), "5");
  EXPECT_EQ(time_text(86400, true), "1970-01-02T00:00:00Z");
  EXPECT_EQ(time_text(0.5, true), "1970-01-01T00:00:00.500000Z");
}

}  // namespace
}  // namespace spotter::live
