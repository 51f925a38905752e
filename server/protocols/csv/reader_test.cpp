#include "protocols/csv/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace spotter::protocols {
namespace {

using testing::HasSubstr;
using Cells = std::vector<std::string>;

struct KeptRow {
  std::uint64_t line;
  Cells cells;
  bool is_doubtful = false;
  bool operator==(const KeptRow&) const = default;
};
using Rows = std::vector<KeptRow>;

void PrintTo(const KeptRow& row, std::ostream* out) {
  *out << row.line << (row.is_doubtful ? "? " : ": ") << testing::PrintToString(row.cells);
}

Result<Rows> read(std::string_view text, std::size_t step) {
  Rows rows;
  CsvReader reader([&](const CsvRow& row) -> Result<void> {
    rows.push_back({row.line, Cells(row.cells.begin(), row.cells.end()), row.is_doubtful});
    return {};
  });
  for (std::size_t at = 0; at < text.size(); at += step)
    TRY_VOID(reader.feed(text.substr(at, step)));
  TRY_VOID(reader.finish());
  return rows;
}

// Whatever the pieces, the rows are the same.
void expect_rows(std::string_view text, const Rows& rows) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, text.size() + 1}) {
    const auto found = read(text, step);
    ASSERT_TRUE(found) << found.error().sentence;
    EXPECT_EQ(*found, rows) << "in pieces of " << step;
  }
}

TEST(CsvReader, Plain) {
  expect_rows("a,b\n1,2\n", {{1, {"a", "b"}}, {2, {"1", "2"}}});
  expect_rows("a,b\n1,2", {{1, {"a", "b"}}, {2, {"1", "2"}}});
  expect_rows("a,b\n1,\n,\n", {{1, {"a", "b"}}, {2, {"1", ""}}, {3, {"", ""}}});
  expect_rows("only\n1\n", {{1, {"only"}}, {2, {"1"}}});
}

TEST(CsvReader, EveryLineEnd) {
  const Rows rows{{1, {"a", "b"}}, {2, {"1", "2"}}, {3, {"3", "4"}}};
  expect_rows("a,b\r\n1,2\r\n3,4\r\n", rows);
  expect_rows("a,b\r1,2\r3,4", rows);
  expect_rows("a,b\n1,2\r\n3,4\r", rows);
}

TEST(CsvReader, PassesOverEmptyLinesAndCountsThem) {
  expect_rows("\n\r\na,b\n\n\n1,2\r\n\r\n3,4\n\n",
              {{3, {"a", "b"}}, {6, {"1", "2"}}, {8, {"3", "4"}}});
}

TEST(CsvReader, QuotedCells) {
  expect_rows("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n\"\",x\n",
              {{1, {"a", "b"}}, {2, {"1,5", "say \"hi\""}}, {3, {"", "x"}}});
  // The row after a cell of three lines knows its line.
  expect_rows("a,b\n\"1\n2\r\n3\",x\n4,5\n",
              {{1, {"a", "b"}}, {2, {"1\n2\r\n3", "x"}}, {5, {"4", "5"}}});
  expect_rows("\"a,a\",\"b\nb\"\n1,2\n", {{1, {"a,a", "b\nb"}}, {3, {"1", "2"}}});
}

TEST(CsvReader, QuotesOutOfPlace) {
  expect_rows("a,b\n5\" pipe,x\n", {{1, {"a", "b"}}, {2, {"5\" pipe", "x"}}});
  expect_rows("a,b\n\"5\"x,y\n1,2\n", {{1, {"a", "b"}}, {2, {"5x", "y"}, true}, {3, {"1", "2"}}});
}

TEST(CsvReader, FindsTheSeparator) {
  expect_rows("a;b;c,d\n1;2;3\n", {{1, {"a", "b", "c,d"}}, {2, {"1", "2", "3"}}});
  expect_rows("a\tb\n1,5\t2\n", {{1, {"a", "b"}}, {2, {"1,5", "2"}}});
  expect_rows("\"a;;;\",b\n1,2\n", {{1, {"a;;;", "b"}}, {2, {"1", "2"}}});
}

TEST(CsvReader, ByteOrderMark) {
  expect_rows(
      "\xEF\xBB\xBF"
      "a,b\n1,2\n",
      {{1, {"a", "b"}}, {2, {"1", "2"}}});
  expect_rows("\xEF\xBB\xBF\"a\",b\n", {{1, {"a", "b"}}});
}

TEST(CsvReader, NothingIsNoRow) {
  expect_rows("", {});
  expect_rows("\n\n\r\n", {});
  expect_rows("\xEF\xBB\xBF", {});
}

void expect_problem(std::string_view text, ProblemCode code, const std::string& words) {
  const auto found = read(text, 11);
  ASSERT_FALSE(found) << words;
  EXPECT_EQ(found.error().code, code);
  EXPECT_THAT(found.error().sentence, HasSubstr(words));
}

TEST(CsvReader, RefusesWhatIsNoTable) {
  expect_problem("a,b\n1,\"2\n3,4\n", ProblemCode::bad_request, "Line 2: a quote");
  expect_problem(std::string_view("a,b\n1,\0\n", 8), ProblemCode::bad_request, "no text");
  expect_problem(std::string_view("\xFF\xFE\x61\x00\n\x00", 6), ProblemCode::bad_request, "UTF-16");
  const std::string endless(limits::csv_row_bytes_max + 10, 'x');
  expect_problem("a,b\n" + endless, ProblemCode::too_large, "Line 2");
  expect_problem(endless, ProblemCode::too_large, "Line 1");
  expect_problem(std::string(limits::csv_cells_max + 1, ','), ProblemCode::too_large, "cells");
}

TEST(CsvReader, StopsWhenARowIsRefused) {
  int rows = 0;
  CsvReader reader([&](const CsvRow&) -> Result<void> {
    ++rows;
    return failure(bad_request("No."));
  });
  EXPECT_FALSE(reader.feed("a\nb\nc\n"));
  EXPECT_EQ(rows, 1);
}

}  // namespace
}  // namespace spotter::protocols
