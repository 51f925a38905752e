#include "parts/live/intake/event_record.hpp"

#include <gtest/gtest.h>

#include "parts/live/intake/pseudonym.hpp"

namespace spotter::live {
namespace {

EventRecord full_event() {
  const Pseudonyms pseudonyms(Pseudonyms::Key{1, 2, 3});
  EventRecord event;
  event.unit = pseudonyms.of("user");
  event.anonymous_unit = pseudonyms.of("anonymous");
  event.message = pseudonyms.of_message("client-1", "m1");
  event.received = {1};
  event.at = {2};
  event.original = Instant{3};
  event.sent = Instant{4};
  event.message_id = "m1";
  event.name = "Experiment Viewed";
  event.exposure = ExposureClaim{"banner", "treatment", "treatment"};
  return event;
}

TEST(EventRecord, ReadsBackWhatWasWritten) {
  const auto event = full_event();
  EXPECT_EQ(decode_event(encode(event)).value(), event);
  EXPECT_EQ(decode_event(encode(EventRecord{})).value(), EventRecord{});
}

TEST(EventRecord, RefusesEveryCutAndAnyExtraByte) {
  const auto bytes = encode(full_event());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto cut = decode_event(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, ProblemCode::corrupt);
  }
  EXPECT_FALSE(decode_event(bytes + "x"));
}

TEST(Pseudonyms, DependOnTheKeyAndOnTheTextAlone) {
  const Pseudonyms one(Pseudonyms::Key{1}), other(Pseudonyms::Key{2});
  EXPECT_EQ(one.of("ann"), one.of("ann"));
  EXPECT_NE(one.of("ann"), one.of("bob"));
  EXPECT_NE(one.of("ann"), other.of("ann"));
  EXPECT_FALSE(one.of(""));
}

TEST(Pseudonyms, AMessageIsNamedBySourceAndId) {
  const Pseudonyms pseudonyms(Pseudonyms::Key{1});
  EXPECT_EQ(pseudonyms.of_message("a", "bc"), pseudonyms.of_message("a", "bc"));
  EXPECT_NE(pseudonyms.of_message("a", "bc"), pseudonyms.of_message("ab", "c"));
}

}  // namespace
}  // namespace spotter::live
