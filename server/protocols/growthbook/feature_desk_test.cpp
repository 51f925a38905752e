#include "protocols/growthbook/feature_desk.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "parts/live/flags/evaluator.hpp"
#include "protocols/test_stream.hpp"

namespace spotter::protocols {
namespace {

class OneEncrypted final : public EncryptionKeys {
 public:
  std::optional<AesBlock> encryption_key(std::string_view source) const override {
    ++asked;
    return source == "client-2" ? std::optional(AesBlock{7}) : std::nullopt;
  }
  mutable int asked = 0;
};

class FeatureDeskTest : public testing::Test {
 protected:
  void publish(std::uint64_t version, const boost::json::value& value) {
    payload = make_payload(version, Instant{static_cast<std::int64_t>(version) * 1'000'000},
                           {{"banner", {{"defaultValue", value}}}});
    desk.publish(payload, [this] { ++done; });
  }
  std::shared_ptr<TestStream> open(std::string source) {
    auto stream = std::make_shared<TestStream>();
    desk.open({wire::Access::client, std::move(source), ""}, stream);
    return stream;
  }

  OneEncrypted keys;
  FeatureDesk desk{keys};
  std::shared_ptr<const Payload> payload;
  int done = 0;
};

TEST_F(FeatureDeskTest, GreetsWithThePayload) {
  publish(1, false);
  const auto plain = open("client-1");
  const auto encrypted = open("client-2");
  ASSERT_EQ(plain->frames.size(), 1U);
  EXPECT_EQ(plain->frames[0], payload_frame(*payload, payload->plain.body));
  ASSERT_EQ(encrypted->frames.size(), 1U);
  EXPECT_EQ(encrypted->frames[0],
            payload_frame(*payload, encrypted_text(*payload, AesBlock{7}).body));
}

TEST_F(FeatureDeskTest, SendsEveryPublishAndSaysWhenItIsOut) {
  publish(1, false);
  EXPECT_EQ(done, 1);
  const auto plain = open("client-1");
  const auto encrypted = open("client-2");
  plain->write();
  encrypted->write();
  publish(2, true);
  EXPECT_EQ(done, 1);
  EXPECT_NE(plain->frames.back().find("\"defaultValue\":true"), std::string::npos);
  EXPECT_EQ(encrypted->frames.back().find("defaultValue"), std::string::npos);
  plain->write();
  EXPECT_EQ(done, 1);
  encrypted->write();
  EXPECT_EQ(done, 2);
}

TEST_F(FeatureDeskTest, AStreamFromBeforeTheFirstPublishGetsIt) {
  const auto early = open("client-1");
  EXPECT_TRUE(early->frames.empty());
  publish(1, false);
  EXPECT_EQ(early->frames.size(), 1U);
}

TEST_F(FeatureDeskTest, EncryptsOnceAPublish) {
  publish(1, false);
  const auto* first = &desk.text_for("client-2");
  EXPECT_EQ(&desk.text_for("client-2"), first);
  const auto before = first->body;
  publish(2, false);
  EXPECT_NE(desk.text_for("client-2").body, before);
  EXPECT_EQ(desk.text_for("client-1").body, payload->plain.body);
}

TEST_F(FeatureDeskTest, CompilesWhatIsServedNow) {
  publish(1, 1);
  EXPECT_EQ(live::evaluate(desk.features(), "banner", {}).value, 1);
  publish(2, 2);
  EXPECT_EQ(live::evaluate(desk.features(), "banner", {}).value, 2);
}

}  // namespace
}  // namespace spotter::protocols
