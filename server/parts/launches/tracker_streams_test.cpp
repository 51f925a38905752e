#include "parts/launches/tracker_streams.hpp"

#include "parts/launches/tracker_fixture.hpp"

namespace spotter::launches {
namespace {

struct Page final : wire::EventStream {
  Page(std::string its_name, std::vector<std::string>& heard) : name(its_name), all(heard) {}
  void send(std::string frame, Task written) override {
    all.push_back(name + ": " + frame);
    written_later = std::move(written);
  }
  void close() override { open = false; }
  bool is_open() const override { return open; }

  std::string name;
  std::vector<std::string>& all;
  Task written_later;
  bool open = true;
};

class TrackerStreamsTest : public TrackerTest {
 protected:
  std::shared_ptr<Page> open(const std::string& member) {
    auto page = std::make_shared<Page>(member, heard);
    streams.add(member, page);
    page->written_later();
    return page;
  }

  std::vector<std::string> heard;
  TrackerStreams streams{tracker, *this};
};

TEST_F(TrackerStreamsTest, SaysOnceThatSomethingChangedAndToTheSpotterFirst) {
  ask(maria);
  name_spotter(caller_of(maria), "jonas");
  const auto marias = open("maria");
  const auto jonass = open("jonas");
  EXPECT_EQ(heard.at(0), "maria: id: 2\nevent: changed\ndata: {\"sequence\":2}\n\n");
  streams.tick();
  EXPECT_EQ(heard.size(), 2U);
  sequence = 9;
  streams.tick();
  ASSERT_EQ(heard.size(), 4U);
  EXPECT_EQ(heard.at(2), "jonas: id: 9\nevent: changed\ndata: {\"sequence\":9}\n\n");
  EXPECT_TRUE(heard.at(3).starts_with("maria"));
}

TEST_F(TrackerStreamsTest, ASlowPageWaitsAndAClosedOneIsForgotten) {
  const auto slow = open("maria");
  const auto gone = open("jonas");
  sequence = 1;
  streams.tick();
  EXPECT_EQ(heard.size(), 4U);
  sequence = 2;
  gone->open = false;
  streams.tick();
  EXPECT_EQ(heard.size(), 4U);  // neither has taken the frame before
  slow->written_later();
  streams.tick();
  EXPECT_EQ(heard.size(), 5U);
}

}  // namespace
}  // namespace spotter::launches
