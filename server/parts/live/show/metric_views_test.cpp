#include "parts/live/show/metric_views.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "parts/live/act/loop_fixture.hpp"

namespace spotter::live {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Book book_of(const char* metrics_text) {
  Book book;
  auto list = wire::read_json<std::vector<Metric>>(metrics_text);
  for (auto& metric : *list) book.metrics.emplace(metric.key, metric);
  return book;
}

void add_launch(Book& book, const std::string& key, std::vector<Guardrail> guardrails,
                std::vector<std::string> goals = {}) {
  auto& launch = book.launches[key];
  launch.definition.key = key;
  launch.definition.name = "The " + key;
  launch.definition.guardrails = std::move(guardrails);
  launch.definition.goals = std::move(goals);
}

TEST(MetricViews, EachMetricOnceByKeyWithWhoUsesIt) {
  auto book = book_of(metrics);
  add_launch(book, "b", {{"signup", Side::marketing, {}, {}}}, {"signup"});
  add_launch(book, "a", {{"checkout-error", Side::it, {}, {}}}, {"signup"});
  book.launches.at("a").state = State::live;
  const auto list = metric_list_view(book);
  EXPECT_EQ(list.total, 3U);
  ASSERT_EQ(list.metrics.size(), 3U);
  EXPECT_EQ(list.metrics[0].card.key, "checkout-error");
  EXPECT_EQ(list.metrics[1].card.key, "revenue");
  EXPECT_THAT(list.metrics[1].uses, IsEmpty());
  EXPECT_EQ(list.metrics[1].uses_total, 0U);
  const auto& signup = list.metrics[2];
  EXPECT_THAT(
      signup.uses,
      ElementsAre(
          MetricUse{"a", "The a", State::live, {MetricRole::goal}},
          MetricUse{"b", "The b", State::draft, {MetricRole::guardrail, MetricRole::goal}}));
  EXPECT_EQ(signup.uses_total, 2U);
}

TEST(MetricViews, AFormulaSaysWhatIsCounted) {
  const auto book = book_of(metrics);
  EXPECT_EQ(formula_of(book.metrics.at("signup")),
            "share of exposed units with at least one \"Signed Up\" within 7d of first exposure");
  auto revenue = book.metrics.at("revenue");
  EXPECT_EQ(formula_of(revenue),
            "sum of properties.revenue of \"Order Completed\" within 7d of first exposure, by unit "
            "from -500 to 500, over exposed units");
  revenue.cap = std::nullopt;
  EXPECT_EQ(formula_of(revenue),
            "sum of properties.revenue of \"Order Completed\" within 7d of first exposure, over "
            "exposed units");
}

TEST(MetricViews, WhatIsLeftOutIsCounted) {
  auto book = book_of(metrics);
  const auto signup = book.metrics.at("signup");
  for (std::size_t i = 0; i < limits::metrics_listed_max; ++i)
    book.metrics.emplace(fmt::format("z{}", i), signup);
  for (std::size_t i = 0; i <= limits::metric_uses_listed_max; ++i)
    add_launch(book, fmt::format("launch-{:02}", i), {{"signup", Side::it, {}, {}}});
  const auto list = metric_list_view(book);
  EXPECT_EQ(list.metrics.size(), limits::metrics_listed_max);
  EXPECT_EQ(list.total, limits::metrics_listed_max + 3);
  EXPECT_EQ(list.metrics[2].uses.size(), limits::metric_uses_listed_max);
  EXPECT_EQ(list.metrics[2].uses_total, limits::metric_uses_listed_max + 1);
  EXPECT_EQ(list.metrics[2].uses.back().launch, "launch-19");
}

TEST(MetricViews, NothingIsDefined) {
  const auto list = metric_list_view(Book{});
  EXPECT_EQ(list.total, 0U);
  EXPECT_THAT(list.metrics, IsEmpty());
}

}  // namespace
}  // namespace spotter::live
