#include "protocols/csv/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "parts/live/analyse/analyse.hpp"
#include "protocols/csv/streams_table.hpp"
#include "protocols/csv/table_file.hpp"
#include "wire/json.hpp"

namespace spotter::protocols {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Keeps the tasks until the test runs them.
struct Queue final : Executor {
  std::vector<Task> tasks;
  void post(Task task) override { tasks.push_back(std::move(task)); }
  void run() {
    auto taken = std::move(tasks);
    tasks.clear();
    for (auto& task : taken) task();
  }
};

struct Upload {
  Queue queue;
  AnalysisDesk desk{queue};
  wire::Routes routes = analysis_routes(desk);
  std::vector<wire::Response> answers;

  void post(std::string body, wire::Headers query = {}) {
    wire::Request request;
    request.body = std::move(body);
    request.query = std::move(query);
    routes[0].handle(std::move(request),
                     [this](wire::Response response) { answers.push_back(std::move(response)); });
  }
};

const std::string table = "arm,people,orders\nold,1000,50\nnew,1010,90\nodd,10,11\n";

TEST(AnalysisRoutes, AnswersAsTheCommandDoes) {
  Upload upload;
  upload.post(table, {{"units", "people"}, {"conversions", "orders"}, {"control", "new"}});
  EXPECT_TRUE(upload.answers.empty());
  upload.queue.run();
  ASSERT_EQ(upload.answers.size(), 1U);
  EXPECT_EQ(upload.answers[0].status, 200);
  const auto answer = wire::parse(upload.answers[0].body);
  ASSERT_TRUE(answer);
  const auto& streams = answer->at("streams").as_array();
  ASSERT_EQ(streams.size(), 1U);
  EXPECT_EQ(streams[0].at("arm").as_string(), "old");
  EXPECT_EQ(answer->at("left_out").as_array()[0].at("lines").as_array()[0].as_int64(), 4);
  EXPECT_EQ(upload.desk.waiting, 0U);
}

TEST(AnalysisRoutes, Refusals) {
  Upload upload;
  upload.post(table, {{"colour", "red"}});
  ASSERT_EQ(upload.answers.size(), 1U);
  EXPECT_EQ(upload.answers[0].status, 400);
  upload.post(table);
  upload.post("");
  upload.queue.run();
  ASSERT_EQ(upload.answers.size(), 3U);
  EXPECT_EQ(upload.answers[1].status, 400);
  EXPECT_THAT(upload.answers[1].body, HasSubstr("Found: arm, people, orders."));
  EXPECT_EQ(upload.answers[2].status, 400);
  EXPECT_EQ(upload.desk.waiting, 0U);
}

TEST(AnalysisRoutes, TooManyAtOnce) {
  Upload upload;
  for (std::size_t i = 0; i <= limits::analyses_waiting_max; ++i) upload.post(table);
  ASSERT_EQ(upload.answers.size(), 1U);
  EXPECT_EQ(upload.answers[0].status, 429);
  upload.queue.run();
  EXPECT_EQ(upload.answers.size(), limits::analyses_waiting_max + 1);
  upload.post(table);
  EXPECT_EQ(upload.queue.tasks.size(), 1U);
}

TEST(AnalysisRoutes, NeedTheAdminKeyAndStandInTheDocument) {
  Upload upload;
  const auto& route = upload.routes[0];
  EXPECT_EQ(route.needs, wire::Access::member);
  EXPECT_TRUE(route.visible);
  EXPECT_EQ(route.body_bytes_max, limits::analysis_body_bytes_max);
  EXPECT_EQ(route.query_parameters.size(), 20U);
}

std::string table_of(std::string_view text) {
  TableFile file({});
  EXPECT_TRUE(file.feed(text));
  const auto analysis = live::analyse(file.finish().value(), {});
  return streams_table(analysis.value());
}

TEST(StreamsTable, ARowForEachStream) {
  const auto text =
      table_of("arm,units,conversions\nold,1000,50\n\"a,\"\"b\"\"\",1010,90\n=x,2,0\n");
  EXPECT_THAT(text, StartsWith("experiment,metric,arm,control,looks,last_time,"));
  EXPECT_THAT(text, HasSubstr(",always_valid_low,"));
  EXPECT_THAT(text, HasSubstr("\r\n,,\"a,\"\"b\"\"\",old,1,,1000,1010,0.05,"));
  EXPECT_THAT(text, HasSubstr("\r\n,,'=x,old,1,"));
  // Every row has as many cells as the header.
  std::vector<std::size_t> sizes;
  CsvReader reader([&](const CsvRow& row) -> Result<void> {
    sizes.push_back(row.cells.size());
    return {};
  });
  EXPECT_TRUE(reader.feed(text));
  EXPECT_TRUE(reader.finish());
  EXPECT_EQ(sizes, (std::vector<std::size_t>(3, sizes.front())));
}

TEST(TableFile, SemicolonsAndDecimalCommas) {
  TableFile file({});
  EXPECT_TRUE(file.feed("arm;units;mean;variance\nold;10;0,5;1,25\nnew;10;1.5;1\n"));
  const auto imported = file.finish();
  ASSERT_TRUE(imported) << imported.error().sentence;
  EXPECT_EQ(imported->metrics[0].rows[0].moments.mean, 0.5);
  EXPECT_EQ(imported->metrics[0].rows[1].moments.mean, 1.5);
}

}  // namespace
}  // namespace spotter::protocols
