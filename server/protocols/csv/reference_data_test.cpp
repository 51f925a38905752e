// The figures of published data sets, stream by stream against figures computed elsewhere.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>

#include "parts/live/analyse/analyse.hpp"
#include "protocols/csv/table_file.hpp"

namespace spotter::protocols {
namespace {

const std::string folder = SPOTTER_SOURCE "/../shared/data/experiments/";

using Row = std::map<std::string, std::string>;

template <class Target>
bool feed_file(const std::string& name, Target& target) {
  std::ifstream file(folder + name, std::ios::binary);
  if (!file) return false;
  std::string step(4096, '\0');
  while (file.good()) {
    file.read(step.data(), static_cast<std::streamsize>(step.size()));
    const auto count = static_cast<std::size_t>(file.gcount());
    EXPECT_TRUE(target.feed(std::string_view(step.data(), count)));
  }
  return true;
}

std::vector<Row> reference_rows(const std::string& name) {
  std::vector<std::string> header;
  std::vector<Row> rows;
  CsvReader reader([&](const CsvRow& row) -> Result<void> {
    if (header.empty()) {
      header.assign(row.cells.begin(), row.cells.end());
      return {};
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (i == 0) rows.emplace_back();
      rows.back()[header[i]] = row.cells[i];
    }
    return {};
  });
  Gunzip gunzip([&](std::string_view piece) { return reader.feed(piece); });
  if (!feed_file(name, gunzip)) return {};
  EXPECT_TRUE(gunzip.finish());
  EXPECT_TRUE(reader.finish());
  return rows;
}

std::optional<live::Analysis> analysis_of(const std::string& name) {
  TableFile table({});
  if (!feed_file(name, table)) return std::nullopt;
  auto imported = table.finish();
  EXPECT_TRUE(imported) << imported.error().sentence;
  if (!imported) return std::nullopt;
  auto analysis = live::analyse(std::move(*imported), {});
  EXPECT_TRUE(analysis);
  return analysis ? std::optional(std::move(*analysis)) : std::nullopt;
}

// The reference is written with 12 digits.
void expect_figure(double found, const std::string& expected, const char* what) {
  const double number = std::stod(expected);
  EXPECT_NEAR(found, number, 1e-9 * std::max(1.0, std::abs(number)) + 1e-12) << what;
}

void expect_time(const live::FirstCall& call, const std::string& expected, const char* what) {
  EXPECT_EQ(call.called, !expected.empty()) << what;
  if (!call.called || expected.empty()) return;
  EXPECT_NEAR(std::stod(call.time.value_or("-1")), std::stod(expected), 1e-9) << what;
}

void expect_stream(const live::StreamAnalysis& stream, const Row& row) {
  SCOPED_TRACE(stream.experiment + " " + stream.arm + " " + stream.metric);
  EXPECT_EQ(std::to_string(stream.looks), row.at("snapshots"));
  EXPECT_EQ(std::to_string(stream.units_control), row.at("final_n_c"));
  EXPECT_EQ(std::to_string(stream.units_treatment), row.at("final_n_t"));
  expect_figure(*stream.difference, row.at("diff"), "difference");
  expect_figure(*stream.standard_error, row.at("se"), "standard error");
  expect_figure(stream.fixed_horizon->t, row.at("welch_t"), "t");
  expect_figure(stream.fixed_horizon->degrees_of_freedom, row.at("welch_df"), "df");
  expect_figure(stream.fixed_horizon->p, row.at("welch_p"), "p");
  expect_figure(*stream.as_growthbook.half_width, row.at("cs_half_width"), "half-width");
  expect_time(stream.as_growthbook.excludes_zero, row.at("cs_first_cross_time"), "sequence");
  expect_figure(stream.msprt.tau_squared, row.at("msprt_tau2"), "tau^2");
  expect_figure(stream.msprt.p, row.at("msprt_final_p"), "mSPRT p");
  expect_time(stream.msprt.p_below_05, row.at("msprt_first_cross_time"), "mSPRT");
  expect_time(stream.peeking, row.at("naive_peek_first_cross_time"), "peeking");
}

TEST(ReferenceData, AsosStreamByStream) {
  const auto analysis = analysis_of("asos_snapshots_dev.csv.gz");
  const auto reference = reference_rows("asos_reference_dev.csv.gz");
  if (!analysis || reference.empty()) GTEST_SKIP() << "skipped: not here";
  ASSERT_EQ(reference.size(), 232U);
  std::map<std::string, const live::StreamAnalysis*> streams;
  for (const auto& stream : analysis->streams)
    streams[stream.experiment + "/" + stream.arm + "/" + stream.metric] = &stream;
  for (const auto& row : reference) {
    const auto key =
        row.at("experiment_id") + "/" + row.at("variant_id") + "/" + row.at("metric_id");
    ASSERT_TRUE(streams.contains(key)) << key;
    expect_stream(*streams.at(key), row);
  }
}

TEST(ReferenceData, AsosSummary) {
  const auto analysis = analysis_of("asos_snapshots_dev.csv.gz");
  if (!analysis) GTEST_SKIP() << "skipped: not here";
  const auto& summary = analysis->summary;
  EXPECT_EQ(analysis->rows, 14'977U);
  EXPECT_EQ(summary.streams - summary.streams_without_look, 232U);
  EXPECT_EQ(summary.called_fixed_horizon, 61U);
  EXPECT_EQ(summary.called_peeking, 134U);
  EXPECT_EQ(summary.called_as_growthbook, 50U);
  EXPECT_EQ(summary.called_msprt, 68U);
  EXPECT_EQ(summary.splits, 61U);
  EXPECT_EQ(summary.split_p_below_001, 6U);
}

TEST(ReferenceData, UpworthyTestByTest) {
  const auto analysis = analysis_of("upworthy_exploratory_dev.csv.gz");
  const auto reference = reference_rows("upworthy_reference_dev.csv.gz");
  if (!analysis || reference.empty()) GTEST_SKIP() << "skipped: not here";
  ASSERT_EQ(reference.size(), 2'438U);
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < analysis->arms.size(); ++i) places[analysis->arms[i].experiment] = i;
  for (const auto& row : reference) {
    SCOPED_TRACE(row.at("test"));
    ASSERT_TRUE(places.contains(row.at("test")));
    const auto& arms = analysis->arms[places.at(row.at("test"))];
    const auto& split = analysis->splits[places.at(row.at("test"))];
    ASSERT_EQ(split.experiment, arms.experiment);
    EXPECT_EQ(std::to_string(arms.arms), row.at("arms"));
    EXPECT_EQ(std::to_string(arms.units), row.at("impressions"));
    EXPECT_EQ(std::to_string(arms.conversions), row.at("clicks"));
    expect_figure(*arms.chi_square, row.at("chi2"), "chi-square");
    expect_figure(*arms.degrees_of_freedom, row.at("df"), "df");
    expect_figure(*arms.p, row.at("p"), "p");
    expect_figure(*split.chi_square_p, row.at("srm_p"), "sample ratio p");
  }
}

// The reference leaves one test out: nobody clicked in it, so the chi-square is not defined.
TEST(ReferenceData, UpworthySummary) {
  const auto analysis = analysis_of("upworthy_exploratory_dev.csv.gz");
  if (!analysis) GTEST_SKIP() << "skipped: not here";
  const auto& summary = analysis->summary;
  EXPECT_EQ(analysis->rows, 11'374U);
  EXPECT_EQ(analysis->rows_left_out, 0U);
  EXPECT_EQ(summary.splits, 2'439U);
  EXPECT_EQ(summary.arms_tests, 2'438U);
  EXPECT_EQ(summary.arms_tests_undefined, 1U);
  EXPECT_EQ(summary.arms_p_below_05, 1'080U);
  EXPECT_EQ(summary.split_p_below_01, 450U);
  EXPECT_EQ(summary.units, 40'486'606U);
  EXPECT_EQ(summary.conversions, 609'056U);
  for (const auto& arms : analysis->arms) {
    if (arms.p) continue;
    EXPECT_EQ(arms.experiment, "53507921f6bdf72973000006");
    EXPECT_EQ(arms.conversions, 0U);
  }
}

}  // namespace
}  // namespace spotter::protocols
