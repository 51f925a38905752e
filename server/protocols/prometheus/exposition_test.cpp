#include "protocols/prometheus/exposition.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "base/ensure.hpp"

namespace spotter::protocols {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void write_all(Exposition& exposition) {
  exposition.counter("spotter_events_total", "Events kept.",
                     {{3, {{"kind", "a\\\"b\nc"}}}, {1e18, {{"kind", "page"}}}});
  exposition.gauge("spotter_load", "Load \\ \"now\"\nhere.",
                   {{0.25, {{"x", "1"}}},
                    {infinity, {{"x", "2"}}},
                    {-infinity, {{"x", "3"}}},
                    {std::numeric_limits<double>::quiet_NaN()}});
  exposition.histogram("spotter_wait_seconds", "Time.", {{{0.5, 1}, {2, 0, 1}, 4.5, {}}});
}

TEST(Exposition, PrometheusText) {
  Exposition exposition(ExpositionFormat::prometheus);
  write_all(exposition);
  EXPECT_EQ(exposition.content_type(), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(exposition.text(),
            "# HELP spotter_events_total Events kept.\n"
            "# TYPE spotter_events_total counter\n"
            "spotter_events_total{kind=\"a\\\\\\\"b\\nc\"} 3\n"
            "spotter_events_total{kind=\"page\"} 1e+18\n"
            "# HELP spotter_load Load \\\\ \"now\"\\nhere.\n"
            "# TYPE spotter_load gauge\n"
            "spotter_load{x=\"1\"} 0.25\n"
            "spotter_load{x=\"2\"} +Inf\n"
            "spotter_load{x=\"3\"} -Inf\n"
            "spotter_load NaN\n"
            "# HELP spotter_wait_seconds Time.\n"
            "# TYPE spotter_wait_seconds histogram\n"
            "spotter_wait_seconds_bucket{le=\"0.5\"} 2\n"
            "spotter_wait_seconds_bucket{le=\"1\"} 2\n"
            "spotter_wait_seconds_bucket{le=\"+Inf\"} 3\n"
            "spotter_wait_seconds_sum 4.5\n"
            "spotter_wait_seconds_count 3\n");
}

TEST(Exposition, OpenMetricsText) {
  Exposition exposition(ExpositionFormat::open_metrics);
  write_all(exposition);
  const auto text = exposition.text();
  EXPECT_NE(text.find("# TYPE spotter_events counter\nspotter_events_total{"), std::string::npos);
  EXPECT_NE(text.find("Load \\\\ \\\"now\\\"\\nhere."), std::string::npos);
  EXPECT_NE(text.find("_bucket{le=\"1.0\"} 2\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\n# EOF\n"));
  EXPECT_EQ(exposition.content_type(),
            "application/openmetrics-text; version=1.0.0; charset=utf-8");
}

TEST(Exposition, FormatByAcceptHeader) {
  EXPECT_EQ(exposition_format(""), ExpositionFormat::prometheus);
  EXPECT_EQ(exposition_format("text/plain, */*"), ExpositionFormat::prometheus);
  EXPECT_EQ(exposition_format("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5"),
            ExpositionFormat::open_metrics);
}

TEST(Exposition, MistakesAreBugs) {
  Exposition exposition(ExpositionFormat::prometheus);
  exposition.gauge("a", "", {{1}});
  EXPECT_THROW(exposition.gauge("a", "", {{1}}), BrokenInvariant);
  EXPECT_THROW(exposition.gauge("b", "", {{1}, {1}}), BrokenInvariant);
  EXPECT_THROW(exposition.gauge("2b", "", {}), BrokenInvariant);
  EXPECT_THROW(exposition.counter("events", "", {}), BrokenInvariant);
  EXPECT_THROW(exposition.gauge("c", "", {{1, {{"a-b", "x"}}}}), BrokenInvariant);
  EXPECT_THROW(exposition.histogram("d", "", {{{1}, {1}, 0, {}}}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::protocols
