#include "protocols/ofrep/change_streams.hpp"

#include <gtest/gtest.h>

#include "protocols/test_stream.hpp"

namespace spotter::protocols {
namespace {

const std::string hello = "id: 5\ndata: {\"type\":\"hello\"}\n\n";
const std::string refetch = "id: 5\ndata: {\"type\":\"refetchEvaluation\"}\n\n";

std::string greeting(wire::Headers headers, wire::Headers query) {
  ChangeStreams streams(5);
  auto stream = std::make_shared<TestStream>();
  wire::Request request;
  request.headers = std::move(headers);
  request.query = std::move(query);
  streams.open(request, stream);
  EXPECT_EQ(stream->frames.size(), 1u);
  return stream->frames.at(0);
}

TEST(ChangeStreams, GreetsOrTellsWhatWasMissed) {
  EXPECT_EQ(greeting({}, {}), hello);
  EXPECT_EQ(greeting({}, {{"v", "5"}}), hello);
  EXPECT_EQ(greeting({}, {{"v", "4"}}), refetch);
  EXPECT_EQ(greeting({{"last-event-id", "5"}}, {{"v", "4"}}), hello);
  EXPECT_EQ(greeting({{"last-event-id", "4"}}, {{"v", "5"}}), refetch);
  EXPECT_EQ(greeting({}, {{"v", "x"}}), refetch);
}

class Published : public testing::Test {
 protected:
  std::shared_ptr<TestStream> open() {
    auto stream = std::make_shared<TestStream>();
    streams.open({}, stream);
    stream->write();
    return stream;
  }
  void publish(std::uint64_t version) {
    streams.publish(version, [this] { ++done; });
  }
  ChangeStreams streams{1};
  int done = 0;
};

TEST_F(Published, WithoutStreamsItIsDoneAtOnce) {
  publish(2);
  EXPECT_EQ(done, 1);
  streams.publish(3, {});
}

TEST_F(Published, IsDoneWithTheLastStream) {
  const auto first = open();
  const auto second = open();
  publish(2);
  EXPECT_EQ(first->frames.back(), "id: 2\ndata: {\"type\":\"refetchEvaluation\"}\n\n");
  EXPECT_EQ(second->frames.back(), first->frames.back());
  first->write();
  EXPECT_EQ(done, 0);
  const auto third = open();
  second->write();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(third->frames.back(), "id: 2\ndata: {\"type\":\"hello\"}\n\n");
}

TEST_F(Published, EndedStreamsAreForgotten) {
  const auto first = open();
  const auto second = open();
  first->close();
  publish(2);
  EXPECT_EQ(first->frames.size(), 1u);
  EXPECT_EQ(streams.count(), 1u);
  second->write();
  EXPECT_EQ(done, 1);
  second->close();
  publish(3);
  EXPECT_EQ(done, 2);
}

TEST_F(Published, StreamsThatWriteAtOnce) {
  open()->at_once = true;
  open()->at_once = true;
  publish(2);
  EXPECT_EQ(done, 1);
}

TEST_F(Published, ACallbackMayPublish) {
  const auto stream = open();
  streams.publish(2, [this] { publish(3); });
  stream->write();
  EXPECT_EQ(stream->frames.back(), "id: 3\ndata: {\"type\":\"refetchEvaluation\"}\n\n");
  EXPECT_EQ(done, 0);
  stream->write();
  EXPECT_EQ(done, 1);
}

TEST_F(Published, OpenAloneForgetsEndedStreamsToo) {
  for (int i = 0; i < 10'000; ++i) open()->close();
  EXPECT_LT(streams.count(), 200u);
}

}  // namespace
}  // namespace spotter::protocols
