#include "protocols/csv/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.hpp"

namespace spotter::protocols {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::array<char, 3> separators{',', ';', '\t'};

char most_frequent_separator(std::string_view row) {
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') quoted = !quoted;
    const auto* found = std::find(separators.begin(), separators.end(), c);
    if (!quoted && found != separators.end())
      ++counts[static_cast<std::size_t>(found - separators.begin())];
  }
  const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return separators[static_cast<std::size_t>(most)];
}

Problem row_too_long(std::uint64_t line) {
  return {ProblemCode::too_large,
          fmt::format("Line {}: this row is longer than {} bytes or {} cells; is a quote not "
                      "closed?",
                      line, limits::csv_row_bytes_max, limits::csv_cells_max),
          {}};
}

}  // namespace

Result<void> CsvReader::feed(std::string_view piece) {
  if (!begun_) {
    first_bytes_ += piece;
    const bool has_row = find_first_row_end();
    if (!has_row && first_bytes_.size() <= limits::csv_row_bytes_max) return {};
    return begin();
  }
  for (const char c : piece) TRY_VOID(take(c));
  return {};
}

// Looks at each byte once, however small the pieces are. Empty lines before the header are no row.
bool CsvReader::find_first_row_end() {
  for (; first_row_bytes_ < first_bytes_.size(); ++first_row_bytes_) {
    const char c = first_bytes_[first_row_bytes_];
    const bool is_break = c == '\n' || c == '\r';
    if (c == '"') first_row_quoted_ = !first_row_quoted_;
    if (is_break && !first_row_quoted_ && first_row_begun_) return true;
    first_row_begun_ = first_row_begun_ || !is_break;
  }
  return false;
}

Result<void> CsvReader::begin() {
  begun_ = true;
  std::string_view text = first_bytes_;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return failure(bad_request("This is UTF-16 text; save it as CSV in UTF-8."));
  separator_ = most_frequent_separator(text.substr(0, first_row_bytes_));
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (const char c : text) TRY_VOID(take(c));
  first_bytes_ = std::string();
  return {};
}

Result<void> CsvReader::finish() {
  if (!begun_) TRY_VOID(begin());
  if (where_ == Where::quoted)
    return failure(bad_request(fmt::format(
        "Line {}: a quote in this row is never closed; the file may be cut off.", row_line_)));
  return end_row();
}

Result<void> CsvReader::take(char c) {
  if (c == '\0') return failure(bad_request(fmt::format("Line {}: this is no text.", line_)));
  const bool ends_carriage_return = after_carriage_return_ && c == '\n';
  after_carriage_return_ = c == '\r';
  if (where_ == Where::quoted) return take_quoted(c, ends_carriage_return);
  if (ends_carriage_return) return {};
  if (c == '"') return quote();
  if (c == separator_) return separate();
  if (c == '\n' || c == '\r') return break_line();
  if (where_ == Where::after_quote) is_doubtful_ = true;
  where_ = Where::plain;
  return keep(c);
}

Result<void> CsvReader::take_quoted(char c, bool ends_carriage_return) {
  if (c == '"') {
    where_ = Where::after_quote;
    return {};
  }
  if (c == '\r' || (c == '\n' && !ends_carriage_return)) ++line_;
  return keep(c);
}

Result<void> CsvReader::separate() {
  end_cell();
  if (++row_bytes_ > limits::csv_row_bytes_max || cell_count_ >= limits::csv_cells_max)
    return failure(row_too_long(row_line_));
  return {};
}

// Opens a quoted cell, or is the second of two quotes, which stand for one.
Result<void> CsvReader::quote() {
  if (where_ == Where::plain) return keep('"');  // 5" in an unquoted cell, as spreadsheets read it
  const bool doubled = where_ == Where::after_quote;
  where_ = Where::quoted;
  return doubled ? keep('"') : Result<void>();
}

Result<void> CsvReader::keep(char c) {
  if (++row_bytes_ > limits::csv_row_bytes_max) return failure(row_too_long(row_line_));
  cell_ += c;
  return {};
}

Result<void> CsvReader::break_line() {
  TRY_VOID(end_row());
  row_line_ = ++line_;
  return {};
}

void CsvReader::end_cell() {
  if (cells_.size() == cell_count_) cells_.emplace_back();
  cells_[cell_count_++].swap(cell_);
  cell_.clear();
  where_ = Where::cell_start;
}

Result<void> CsvReader::end_row() {
  const bool empty = cell_count_ == 0 && cell_.empty() && where_ == Where::cell_start;
  if (!empty) {
    end_cell();
    const std::span<const std::string> cells(cells_.data(), cell_count_);
    TRY_VOID(take_({row_line_, cells, separator_, is_doubtful_}));
  }
  is_doubtful_ = false;
  cell_count_ = 0;
  row_bytes_ = 0;
  return {};
}

}  // namespace spotter::protocols
