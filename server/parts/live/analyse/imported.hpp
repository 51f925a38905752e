// A table of an experiment that ran elsewhere, as it was read: what is analysed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "parts/live/analyse/columns.hpp"
#include "stats/moments.hpp"

namespace spotter::live {

/// One arm at one moment, everything so far. 56 bytes: there may be a million.
struct ArmRow {
  double time = 0;          ///< 0 where the table has no time
  std::uint64_t line = 0;   ///< of the file, for complaints
  std::uint32_t arm = 0;    ///< index into MetricRows::arms
  bool has_values = false;  ///< false: only the number of units is known
  stats::Moments moments;
};

/// All rows of one metric of one experiment. In a table of pairs also of one treatment arm, since
/// every row holds a control of its own.
struct MetricRows {
  std::string experiment;
  std::string metric;
  std::string pair;               ///< the treatment arm in a table of pairs, else empty
  std::vector<std::string> arms;  ///< in the order in which they came; a pair: control first
  std::vector<ArmRow> rows;
};

/// Rows that were left out, and why.
class LeftOut {
 public:
  struct Rows {
    std::uint64_t count = 0;
    std::vector<std::uint64_t> lines;  ///< the first limits::analysis_lines_shown_max
  };

  void add(const std::string& reason, std::uint64_t line);
  const std::map<std::string, Rows>& by_reason() const { return by_reason_; }

 private:
  std::map<std::string, Rows> by_reason_;
};

struct Imported {
  Columns columns;
  bool times_are_dates = false;
  std::uint64_t rows = 0;  ///< below the header
  std::vector<MetricRows> metrics;
  LeftOut left_out;
};

/// One row of text.
struct TableRow {
  std::uint64_t line = 0;
  std::span<const std::string> cells;
  bool decimal_comma = false;  ///< numbers may be written as "0,5"
  bool is_doubtful = false;    ///< its quotes are not in order
};

/// Takes a table row by row, the header first. Keeps numbers only, at most
/// limits::analysis_rows_max rows. A row that cannot be used is noted with its line, never an end
/// of the reading. A plain value: one thread.
class Importer {
 public:
  /// `chosen`: see recognise().
  explicit Importer(std::map<std::string, std::string> chosen) : chosen_(std::move(chosen)) {}

  /// bad_request for a header that is not understood, too_large for too many rows.
  Result<void> take(const TableRow& row);
  /// What was read. bad_request if there was no header or no row under it that can be used.
  Result<Imported> finish();

 private:
  struct Names;

  void take_values(const TableRow& row);
  void take_pair(const TableRow& row, const Names& names);
  void take_arm(const TableRow& row, const Names& names);
  bool read_names(const TableRow& row, Names& names);
  MetricRows& metric_of(const Names& names, const std::string& pair);

  std::map<std::string, std::string> chosen_;
  bool has_header_ = false;
  bool has_time_ = false;
  Imported imported_;
  std::unordered_map<std::string, std::size_t> metric_places_;
  std::size_t kept_rows_ = 0;
};

}  // namespace spotter::live
