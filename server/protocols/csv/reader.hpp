// Rows out of CSV text that arrives in pieces (RFC 4180 and what spreadsheets make of it).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotter::protocols {

/// One row; valid during the call only.
struct CsvRow {
  std::uint64_t line = 0;              ///< where it begins, the file's first line is 1
  std::span<const std::string> cells;  ///< any bytes but NUL: the encoding is not looked at
  char separator = ',';
  bool is_doubtful = false;  ///< text stood between a closing quote and the next separator
};

/// Reads comma, semicolon or tab separated text, with or without a byte order mark, LF, CRLF or
/// CR, quoted cells with separators, line breaks and doubled quotes in them. The separator is the
/// one that stands most often in the first row outside quotes. Empty lines are passed over. Keeps
/// one row at a time. One thread.
class CsvReader {
 public:
  /// Gets every row, the header too. A problem it answers with ends the reading.
  using TakeRow = std::function<Result<void>(const CsvRow&)>;

  explicit CsvReader(TakeRow take) : take_(std::move(take)) {}

  /// too_large for a row over limits::csv_row_bytes_max or limits::csv_cells_max; bad_request for
  /// what is no text (NUL bytes, UTF-16).
  Result<void> feed(std::string_view piece);
  /// The end of the text. bad_request if a quote is still open, with the line of its row.
  Result<void> finish();

 private:
  enum class Where { cell_start, plain, quoted, after_quote };

  bool find_first_row_end();
  Result<void> begin();
  Result<void> take(char c);
  Result<void> take_quoted(char c, bool ends_carriage_return);
  Result<void> break_line();
  Result<void> end_row();
  Result<void> keep(char c);
  Result<void> quote();
  Result<void> separate();
  void end_cell();

  TakeRow take_;
  std::string first_bytes_;  // until the byte order mark and the separator are known
  std::size_t first_row_bytes_ = 0;
  bool first_row_quoted_ = false;
  bool first_row_begun_ = false;
  bool begun_ = false;
  char separator_ = ',';
  Where where_ = Where::cell_start;
  bool after_carriage_return_ = false;
  std::vector<std::string> cells_;  // kept between rows, so that their memory is used again
  std::size_t cell_count_ = 0;
  std::string cell_;
  std::size_t row_bytes_ = 0;
  bool is_doubtful_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
};

}  // namespace spotter::protocols
