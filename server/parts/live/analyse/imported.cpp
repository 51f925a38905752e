#include "parts/live/analyse/imported.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "parts/live/analyse/cell.hpp"

namespace spotter::live {

namespace {

constexpr std::uint64_t units_min = 2;  // below, there is no variance

// Reads the cells of a row by role; the first thing that is wrong is kept.
class RowValues {
 public:
  RowValues(const Columns& columns, const TableRow& row) : columns_(columns), row_(row) {}

  std::string_view text(Role role) const { return row_.cells[*columns_.place(role)]; }

  /// A number; nothing where the cell is empty or wrong (then wrong() says so).
  std::optional<double> number(Role role) {
    if (is_missing(text(role))) return std::nullopt;
    const auto number = cell_number(text(role), row_.decimal_comma);
    if (!number) note(fmt::format("{} is no number", word_of(role)));
    return number;
  }
  std::uint64_t count(Role role) {
    const auto count = cell_count(text(role), row_.decimal_comma);
    if (!count) note(fmt::format("{} is no whole number from 0", word_of(role)));
    return count.value_or(0);
  }
  void note(const std::string& what) {
    if (wrong_.empty()) wrong_ = what;
  }
  const std::string& wrong() const { return wrong_; }

 private:
  const Columns& columns_;
  const TableRow& row_;
  std::string wrong_;
};

struct ArmValues {
  bool has_values = false;
  stats::Moments moments;
};

ArmValues from_variance(RowValues& values, std::uint64_t units, Role mean_role,
                        Role variance_role) {
  const auto mean = values.number(mean_role);
  const auto variance = values.number(variance_role);
  if (variance && *variance < 0) values.note(fmt::format("{} is below 0", word_of(variance_role)));
  if (!mean || !variance) return {false, {units, 0, 0}};
  const double degrees = units > 0 ? static_cast<double>(units - 1) : 0;
  return {true, {units, *mean, *variance * degrees}};
}

ArmValues from_conversions(RowValues& values, std::uint64_t units) {
  if (is_missing(values.text(Role::conversions))) return {false, {units, 0, 0}};
  const auto conversions = values.count(Role::conversions);
  if (conversions > units) values.note("more conversions than units");
  return {units > 0, stats::Moments::of_successes(units, std::min(conversions, units))};
}

ArmValues from_sums(RowValues& values, std::uint64_t units) {
  const auto sum = values.number(Role::sum);
  const auto squares = values.number(Role::sum_squares);
  if (!sum || !squares || units == 0) return {false, {units, 0, 0}};
  constexpr double rounding = 1e-9;
  if (*squares * (1 + rounding) < *sum / static_cast<double>(units) * *sum)
    values.note("sum_squares is too small for the sum");
  return {true, stats::Moments::of_sums(units, *sum, *squares)};
}

ArmValues arm_values(const Columns& columns, RowValues& values) {
  const auto units = values.count(Role::units);
  if (columns.has(Role::conversions)) return from_conversions(values, units);
  if (columns.has(Role::mean)) return from_variance(values, units, Role::mean, Role::variance);
  return from_sums(values, units);
}

}  // namespace

struct Importer::Names {
  std::string experiment;
  std::string arm;
  std::string metric;
  double time = 0;
};

void LeftOut::add(const std::string& reason, std::uint64_t line) {
  auto& rows = by_reason_[reason];
  ++rows.count;
  if (rows.lines.size() < limits::analysis_lines_shown_max) rows.lines.push_back(line);
}

Result<void> Importer::take(const TableRow& row) {
  if (!has_header_) {
    TRY(imported_.columns, recognise(row.cells, chosen_));
    has_header_ = true;
    has_time_ = imported_.columns.has(Role::time);
    return {};
  }
  ++imported_.rows;
  if (kept_rows_ > limits::analysis_rows_max)
    return failure(ProblemCode::too_large,
                   fmt::format("There are more than {} rows to analyse; split the file.",
                               limits::analysis_rows_max));
  if (row.cells.size() != imported_.columns.header.size()) {
    imported_.left_out.add("another number of cells than the header", row.line);
    return {};
  }
  if (row.is_doubtful) {
    imported_.left_out.add("text after a closing quote", row.line);
    return {};
  }
  take_values(row);
  return {};
}

void Importer::take_values(const TableRow& row) {
  Names names;
  if (!read_names(row, names)) return;
  if (imported_.columns.layout == Layout::pair_snapshots) take_pair(row, names);
  else take_arm(row, names);
}

bool Importer::read_names(const TableRow& row, Names& names) {
  const auto& columns = imported_.columns;
  const auto refuse = [&](const std::string& reason) {
    imported_.left_out.add(reason, row.line);
    return false;
  };
  const std::pair<Role, std::string*> wanted[] = {{Role::experiment, &names.experiment},
                                                  {Role::arm, &names.arm},
                                                  {Role::metric, &names.metric}};
  for (const auto& [role, name] : wanted) {
    if (!columns.has(role)) continue;
    *name = trimmed_cell(row.cells[*columns.place(role)]);
    if (name->empty()) return refuse(fmt::format("{} is empty", word_of(role)));
    if (name->size() > limits::analysis_name_bytes_max || !is_utf8(*name))
      return refuse(fmt::format("{} is too long or no UTF-8 text", word_of(role)));
  }
  if (!has_time_) return true;
  const auto time = cell_time(row.cells[*columns.place(Role::time)], row.decimal_comma);
  if (!time) return refuse("time is neither a number nor a date");
  if (kept_rows_ == 0) imported_.times_are_dates = time->is_date;
  if (time->is_date != imported_.times_are_dates)
    return refuse("time is a date in some rows and a number in others");
  names.time = time->at;
  return true;
}

MetricRows& Importer::metric_of(const Names& names, const std::string& pair) {
  std::string key;
  for (const auto* part : {&names.experiment, &names.metric, &pair}) {
    key += *part;
    key += '\0';
  }
  const auto [place, added] = metric_places_.try_emplace(key, imported_.metrics.size());
  if (added) imported_.metrics.push_back({names.experiment, names.metric, pair, {}, {}});
  return imported_.metrics[place->second];
}

void Importer::take_pair(const TableRow& row, const Names& names) {
  RowValues values(imported_.columns, row);
  const auto control = from_variance(values, values.count(Role::units_control), Role::mean_control,
                                     Role::variance_control);
  const auto treatment = from_variance(values, values.count(Role::units_treatment),
                                       Role::mean_treatment, Role::variance_treatment);
  auto& left_out = imported_.left_out;
  if (!values.wrong().empty()) return left_out.add(values.wrong(), row.line);
  if (!control.has_values || !treatment.has_values)
    left_out.add("no mean or variance; its units still count for the sample ratio", row.line);
  else if (std::min(control.moments.n, treatment.moments.n) < units_min)
    left_out.add("an arm with fewer than 2 units", row.line);
  auto& metric = metric_of(names, names.arm);
  if (metric.arms.empty()) metric.arms = {"control", names.arm.empty() ? "treatment" : names.arm};
  metric.rows.push_back({names.time, row.line, 0, control.has_values, control.moments});
  metric.rows.push_back({names.time, row.line, 1, treatment.has_values, treatment.moments});
  ++kept_rows_;
}

void Importer::take_arm(const TableRow& row, const Names& names) {
  RowValues values(imported_.columns, row);
  const auto arm = arm_values(imported_.columns, values);
  auto& left_out = imported_.left_out;
  if (!values.wrong().empty()) return left_out.add(values.wrong(), row.line);
  if (!arm.has_values)
    left_out.add("no units or no values; its units still count for the sample ratio", row.line);
  else if (arm.moments.n < units_min) left_out.add("an arm with fewer than 2 units", row.line);
  auto& metric = metric_of(names, {});
  // Without a column of arms each row is one, numbered as it comes.
  const auto name =
      imported_.columns.has(Role::arm) ? names.arm : fmt::format("{}", metric.arms.size() + 1);
  const auto found = std::find(metric.arms.begin(), metric.arms.end(), name);
  const auto place = static_cast<std::uint32_t>(found - metric.arms.begin());
  if (found == metric.arms.end()) {
    if (metric.arms.size() == limits::analysis_arms_max)
      return left_out.add(
          fmt::format("more than {} arms in one experiment", limits::analysis_arms_max), row.line);
    metric.arms.push_back(name);
  }
  metric.rows.push_back({names.time, row.line, place, arm.has_values, arm.moments});
  ++kept_rows_;
}

Result<Imported> Importer::finish() {
  if (!has_header_) return failure(bad_request("There is nothing in this file."));
  if (imported_.rows == 0) return failure(bad_request("There is no row under the header."));
  if (imported_.metrics.empty()) {
    const auto& first = *imported_.left_out.by_reason().begin();
    return failure(
        bad_request(fmt::format("No row of {} can be used; for example line {}: {}.",
                                imported_.rows, first.second.lines.front(), first.first)));
  }
  metric_places_.clear();
  return std::move(imported_);
}

}  // namespace spotter::live
