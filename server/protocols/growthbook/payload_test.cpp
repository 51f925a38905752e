#include "protocols/growthbook/payload.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "parts/live/flags/encrypted_text.hpp"

namespace spotter::protocols {
namespace {

namespace json = boost::json;

const Instant at = *from_rfc3339("2026-03-01T09:00:00.123456Z");
const json::object features = {{"banner", {{"defaultValue", 0.5}}}};

TEST(Payload, Plain) {
  const auto payload = make_payload(7, at, features);
  EXPECT_EQ(payload->plain.body,
            R"({"status":200,"dateUpdated":"2026-03-01T09:00:00.123Z",)"
            R"("features":{"banner":{"defaultValue":0.5}},"experiments":[],"savedGroups":{}})");
  EXPECT_EQ(payload->plain.etag.substr(0, 3), "\"7-");
}

TEST(Payload, EncryptedHoldsTheSameInsideAndNothingOutside) {
  const auto payload = make_payload(7, at, features);
  const AesBlock key{1, 2, 3};
  const auto text = encrypted_text(*payload, key);
  const auto body = json::parse(text.body).as_object();
  EXPECT_EQ(body.at("features"), json::object());
  EXPECT_EQ(body.at("dateUpdated"), "2026-03-01T09:00:00.123Z");
  const auto inside = [&](const char* name) {
    return *live::decrypt_text(body.at(name).as_string(), live::encryption_key_text(key));
  };
  EXPECT_EQ(inside("encryptedFeatures"), payload->features);
  EXPECT_EQ(inside("encryptedExperiments"), "[]");
  EXPECT_EQ(inside("encryptedSavedGroups"), "{}");
  EXPECT_EQ(text.body.find("banner"), std::string::npos);
  EXPECT_NE(text.etag, payload->plain.etag);
  EXPECT_EQ(encrypted_text(*payload, key).body, text.body);
}

TEST(Payload, FrameIsOneEvent) {
  const auto payload = make_payload(7, at, {{"a", {{"defaultValue", "line\nbreak"}}}});
  const auto frame = payload_frame(*payload, payload->plain.body);
  EXPECT_EQ(frame, "id: 7\nevent: features\ndata: " + payload->plain.body + "\n\n");
  EXPECT_EQ(payload->plain.body.find('\n'), std::string::npos);
}

TEST(Payload, WhatIsTooLongForAStreamIsFetched) {
  const std::string longest(limits::stream_payload_bytes_max, 'x');
  const auto payload = make_payload(7, at, {{"a", {{"defaultValue", longest}}}});
  EXPECT_EQ(payload_frame(*payload, payload->plain.body),
            "id: 7\nevent: features-updated\n"
            "data: {\"dateUpdated\":\"2026-03-01T09:00:00.123Z\"}\n\n");
  EXPECT_NE(payload_frame(*payload, longest).find("event: features\n"), std::string::npos);
}

TEST(PublishTimes, NeverTheSameAndNeverBack) {
  PublishTimes times;
  EXPECT_EQ(times.next({5'000'999}), Instant{5'000'000});
  EXPECT_EQ(times.next({5'000'999}), Instant{5'001'000});
  EXPECT_EQ(times.next({5'000'000}), Instant{5'002'000});
  EXPECT_EQ(times.next({1'000'000}), Instant{5'003'000});
  EXPECT_EQ(times.next({9'000'001}), Instant{9'000'000});
}

}  // namespace
}  // namespace spotter::protocols
