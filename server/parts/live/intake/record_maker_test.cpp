#include "parts/live/intake/record_maker.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "parts/live/define/rules.hpp"

namespace spotter::live {
namespace {

class Counting final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    std::fill(bytes.begin(), bytes.end(), ++filled_);
  }

 private:
  std::uint8_t filled_ = 0;
};

LaunchDefinition launch() {
  LaunchDefinition launch;
  launch.key = "banner";
  launch.unit = "id";
  launch.arms = {{"control", false, 0.5}, {"treatment", true, 0.5}};
  launch.coverage = 1;
  return launch;
}

class RecordMakerTest : public testing::Test {
 protected:
  EventRecord make(const TrackedEvent& event, std::string source = "client-1") {
    return maker.make(event, {std::move(source), {1}, {1}}, snapshot);
  }
  static TrackedEvent exposure(std::string attribute, std::string value) {
    TrackedEvent event;
    event.name = exposure_event_name;
    event.experiment = "banner";
    event.variation = "treatment";
    event.user_id = "user";
    event.anonymous_id = "device";
    event.hash_attribute = std::move(attribute);
    event.hash_value = std::move(value);
    event.same_exposure_is_same_message = true;
    return event;
  }

  const Pseudonyms pseudonyms{{1, 2, 3}};
  Counting random;
  const RecordMaker maker{pseudonyms, random};
  const Snapshot snapshot{1, {}, {{}, {{"banner", launch()}}, {}}};
};

TEST_F(RecordMakerTest, TheHashedIdIsTheUnitWhereTheLaunchHashesTheSameAttribute) {
  EXPECT_EQ(make(exposure("id", "u1")).unit, pseudonyms.of("u1"));
  EXPECT_EQ(make(exposure("company", "u1")).unit, pseudonyms.of("user"));
  EXPECT_EQ(make(exposure("id", "")).unit, pseudonyms.of("user"));
  auto nobody = exposure("company", "c1");
  nobody.user_id.clear();
  EXPECT_EQ(make(nobody).unit, pseudonyms.of("device"));
  nobody.anonymous_id.clear();
  EXPECT_FALSE(make(nobody).unit);
}

TEST_F(RecordMakerTest, TheAssignedArmIsThatOfTheHashedId) {
  for (const auto* unit : {"u1", "u2", "u3", "u4"}) {
    const auto record = make(exposure("id", unit));
    ASSERT_TRUE(record.exposure);
    EXPECT_EQ(record.exposure->assigned, assigned_arm(launch(), unit));
  }
}

TEST_F(RecordMakerTest, TheSameExposureIsTheSameMessage) {
  const auto first = make(exposure("id", "u1"));
  EXPECT_EQ(make(exposure("id", "u1")).message, first.message);
  EXPECT_NE(make(exposure("id", "u2")).message, first.message);
  EXPECT_NE(make(exposure("id", "u1"), "client-2").message, first.message);
  auto other_arm = exposure("id", "u1");
  other_arm.variation = "control";
  EXPECT_NE(make(other_arm).message, first.message);
  auto other_launch = exposure("id", "u1");
  other_launch.experiment = "unknown";
  EXPECT_NE(make(other_launch).message, first.message);
}

TEST_F(RecordMakerTest, ItsNameTellsNoId) {
  const auto record = make(exposure("id", "raw-id-of-a-visitor"));
  EXPECT_EQ(record.message_id.find("raw-id"), std::string::npos);
  EXPECT_EQ(encode(record).find("raw-id"), std::string::npos);
}

TEST_F(RecordMakerTest, OtherEventsWithoutAMessageIdAreNeverTheSame) {
  TrackedEvent event;
  event.name = "Signed Up";
  event.user_id = "u1";
  EXPECT_NE(make(event).message, make(event).message);
  event.message_id = "m1";
  EXPECT_EQ(make(event).message, make(event).message);
}

}  // namespace
}  // namespace spotter::live
