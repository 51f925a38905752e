#include "protocols/segment/decode.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <random>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::protocols {
namespace {

using live::EventKind;
using testing::HasSubstr;

DecodedBatch batch(const std::string& body, const wire::Request& request = {}) {
  auto decoded = decode_batch(body, request);
  EXPECT_TRUE(decoded) << (decoded ? "" : decoded.error().sentence) << "\n" << body;
  return decoded ? std::move(*decoded) : DecodedBatch{};
}

DecodedBatch items(const std::string& list) { return batch(R"({"batch":[)" + list + "]}"); }

live::TrackedEvent one(const std::string& item) {
  auto decoded = items(item);
  EXPECT_EQ(decoded.events.size(), 1u) << item;
  EXPECT_TRUE(decoded.refused.empty()) << item;
  return decoded.events.empty() ? live::TrackedEvent{} : decoded.events[0];
}

std::string reason(const std::string& item) {
  const auto decoded = items(item);
  EXPECT_TRUE(decoded.events.empty()) << item;
  EXPECT_EQ(decoded.refused.size(), 1u) << item;
  return decoded.refused.empty() ? "" : decoded.refused[0].reason;
}

Instant at(const std::string& text) { return from_rfc3339(text).value(); }

std::string track(const std::string& more) {
  return R"({"type":"track","event":"Signed Up",)" + more + "}";
}

TEST(Decode, ReadsEveryMemberOfATrackCall) {
  const auto event = one(R"({"messageId":"m1","properties":{"price":1.5,"n":[1,{"a":null}],
    "experiment_id":"spring","variation_id":"treatment","ok":true},"event":"Experiment Viewed",
    "userId":"ann","anonymousId":"x","timestamp":"2026-03-01T09:00:00.123Z",
    "sentAt":"2026-03-01T10:00:01+01:00","type":"track","context":{"ip":"1.2.3.4"},
    "integrations":{}})");
  EXPECT_EQ(event.kind, EventKind::track);
  EXPECT_EQ(event.message_id, "m1");
  EXPECT_EQ(event.name, live::exposure_event_name);
  EXPECT_EQ(event.user_id, "ann");
  EXPECT_EQ(event.anonymous_id, "x");
  EXPECT_EQ(event.original, at("2026-03-01T09:00:00.123Z"));
  EXPECT_EQ(event.sent, at("2026-03-01T09:00:01Z"));
  EXPECT_EQ(event.experiment, "spring");
  EXPECT_EQ(event.variation, "treatment");
  EXPECT_EQ(boost::json::serialize(event.properties),
            R"({"price":1.5E0,"n":[1,{"a":null}],"experiment_id":"spring",)"
            R"("variation_id":"treatment","ok":true})");
}

TEST(Decode, ReadsEveryKind) {
  const auto decoded = items(R"({"type":"identify","userId":"a","traits":{"email":"a@b"}},
    {"type":"page","anonymousId":"a","properties":{"url":"/"},"name":"Home"},
    {"type":"screen","userId":"a"},{"type":"group","userId":"a","groupId":7},
    {"type":"alias","userId":"b","previousId":"a"},{"type":"track","userId":"a","event":"E"})");
  ASSERT_EQ(decoded.events.size(), 6u);
  EXPECT_EQ(decoded.events[0].kind, EventKind::identify);
  EXPECT_EQ(decoded.events[1].kind, EventKind::page);
  EXPECT_TRUE(decoded.events[1].properties.empty());
  EXPECT_EQ(decoded.events[1].name, "");
  EXPECT_EQ(decoded.events[2].kind, EventKind::screen);
  EXPECT_EQ(decoded.events[3].group_id, "7");
  EXPECT_EQ(decoded.events[4].previous_id, "a");
  EXPECT_EQ(decoded.events[5].kind, EventKind::track);
}

TEST(Decode, OtherSpellingOfTheExperiment) {
  auto event = one(track(R"("userId":"a","properties":{"experimentId":"e","variationId":1})"));
  EXPECT_EQ(event.experiment, "e");
  EXPECT_EQ(event.variation, "1");
  event = one(track(
      R"("userId":"a","properties":{"experiment_id":"","experimentId":"e","variation_id":{}})"));
  EXPECT_EQ(event.experiment, "e");
  EXPECT_EQ(event.variation, "");
}

TEST(Decode, EmptyAndNullIdsAreAbsent) {
  const auto event = one(track(R"("userId":"","anonymousId":"x")"));
  EXPECT_EQ(event.user_id, "");
  EXPECT_EQ(one(track(R"("userId":null,"anonymousId":"x")")).user_id, "");
  EXPECT_EQ(reason(track(R"("userId":"","anonymousId":null)")),
            "There is neither a userId nor an anonymousId.");
  EXPECT_EQ(reason(track(R"("x":1)")), "There is neither a userId nor an anonymousId.");
}

TEST(Decode, NumbersAreTextAsInJavaScript) {
  const auto id = [](const std::string& number) {
    return one(track(R"("userId":)" + number)).user_id;
  };
  EXPECT_EQ(id("42"), "42");
  EXPECT_EQ(id("42 "), "42");
  EXPECT_EQ(id("-7"), "-7");
  EXPECT_EQ(id("0"), "0");
  EXPECT_EQ(id("-0"), "0");
  EXPECT_EQ(id("9007199254740993"), "9007199254740993");
  EXPECT_EQ(id("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(id("123456789012345678901234567890"), "123456789012345678901234567890");
  EXPECT_EQ(id("1.50"), "1.5");
  EXPECT_EQ(id("1e3"), "1000");
  EXPECT_EQ(id("1e21"), "1e+21");
  EXPECT_EQ(id("1e-7"), "1e-7");
  EXPECT_EQ(id("0.1"), "0.1");
  EXPECT_FALSE(decode_single(EventKind::page, R"({"userId":01})", {})->events.size());
}

TEST(Decode, RefusesWrongIds) {
  EXPECT_EQ(reason(track(R"("userId":true)")), "userId is neither text nor a number.");
  EXPECT_EQ(reason(track(R"("userId":{"a":1})")), "userId is neither text nor a number.");
  EXPECT_EQ(reason(track(R"("userId":["a"])")), "userId is neither text nor a number.");
  EXPECT_EQ(reason(track(R"("userId":1e999)")), "userId is neither text nor a number.");
  EXPECT_EQ(reason(track(R"("userId":"\ud800")")), "userId is neither text nor a number.");
  EXPECT_EQ(reason(track(R"("anonymousId":"a\u0000b")")), "anonymousId holds a NUL character.");
  const std::string longest(limits::event_id_bytes_max, 'a');
  EXPECT_EQ(one(track(R"("userId":")" + longest + '"')).user_id, longest);
  EXPECT_EQ(reason(track(R"("userId":")" + longest + "a\"")), "userId is longer than 1024 bytes.");
}

TEST(Decode, RefusesMissingMembers) {
  EXPECT_EQ(reason(R"({"type":"track","userId":"a"})"), "A track call needs an event.");
  EXPECT_EQ(reason(R"({"type":"track","userId":"a","event":""})"), "A track call needs an event.");
  EXPECT_EQ(reason(R"({"type":"group","userId":"a"})"), "A group call needs a groupId.");
  EXPECT_EQ(reason(R"({"type":"alias","userId":"a"})"), "An alias needs a previousId.");
  EXPECT_EQ(reason(R"({"type":"alias","previousId":"a","anonymousId":"b"})"),
            "An alias needs a userId.");
  EXPECT_THAT(reason(R"({"userId":"a"})"), HasSubstr("The type is none of"));
  EXPECT_THAT(reason(R"({"type":"delete","userId":"a"})"), HasSubstr("The type is none of"));
  EXPECT_THAT(reason(R"({"type":7,"userId":"a"})"), HasSubstr("The type is none of"));
}

TEST(Decode, AnAliasOfAnIdToItselfIsIgnored) {
  const auto decoded = items(R"({"type":"alias","userId":"a","previousId":"a"})");
  EXPECT_TRUE(decoded.events.empty());
  EXPECT_TRUE(decoded.refused.empty());
}

TEST(Decode, MembersOfOtherKindsDoNotMatter) {
  EXPECT_EQ(one(track(R"("userId":"a","groupId":{},"previousId":[])")).group_id, "");
  EXPECT_EQ(one(R"({"type":"page","userId":"a","event":{},"properties":7})").name, "");
}

TEST(Decode, EventNamesHaveALength) {
  const std::string longest(limits::event_name_bytes_max, 'e');
  const auto named = [](const std::string& name) {
    return R"({"type":"track","userId":"a","event":")" + name + "\"}";
  };
  EXPECT_EQ(one(named(longest)).name, longest);
  EXPECT_EQ(reason(named(longest + "e")), "event is longer than 200 bytes.");
}

TEST(Decode, Clocks) {
  EXPECT_EQ(one(track(R"("userId":"a","timestamp":"2026-03-01T09:00:00Z",
                         "originalTimestamp":"2026-03-01T08:00:00Z")"))
                .original,
            at("2026-03-01T08:00:00Z"));
  EXPECT_EQ(one(track(R"("userId":"a","originalTimestamp":"yesterday",
                         "timestamp":"2026-03-01T09:00:00Z")"))
                .original,
            at("2026-03-01T09:00:00Z"));
  for (const char* wrong : {"1772355600000", "null", "\"\"", "\"2026-13-01T00:00:00Z\"", "{}"})
    EXPECT_EQ(one(track(std::string(R"("userId":"a","timestamp":)") + wrong)).original,
              std::nullopt);
}

TEST(Decode, SendTimeOfEventThenBatchThenHeader) {
  wire::Request request;
  request.headers = {{"sentat", "2026-03-01T03:00:00Z"}};
  const std::string own = track(R"("userId":"a","sentAt":"2026-03-01T01:00:00Z")");
  const std::string none = track(R"("userId":"a")");
  const auto three = batch(R"({"batch":[)" + own + "," + none + R"(],
                           "sentAt":"2026-03-01T02:00:00Z"})",
                           request);
  ASSERT_EQ(three.events.size(), 2u);
  EXPECT_EQ(three.events[0].sent, at("2026-03-01T01:00:00Z"));
  EXPECT_EQ(three.events[1].sent, at("2026-03-01T02:00:00Z"));
  EXPECT_EQ(batch(R"({"batch":[)" + none + "]}", request).events[0].sent,
            at("2026-03-01T03:00:00Z"));
  EXPECT_EQ(items(none).events[0].sent, std::nullopt);
}

TEST(Decode, KeepsTheOthers) {
  const auto decoded = items("null, 7, \"x\", [1,{}], {}, " + track(R"("userId":"a")") + ", true");
  EXPECT_EQ(decoded.events.size(), 1u);
  ASSERT_EQ(decoded.refused.size(), 6u);
  EXPECT_EQ(decoded.refused[0].reason, "The event is not a JSON object.");
}

TEST(Decode, RefusedEventsKeepTheirMessageId) {
  const auto decoded =
      items(R"({"type":"track","messageId":")" + std::string(99, 'm') + R"(\u00e9","userId":"a"})");
  ASSERT_EQ(decoded.refused.size(), 1u);
  EXPECT_EQ(decoded.refused[0].message_id, std::string(99, 'm'));
}

TEST(Decode, MessageIdsOfAnyLengthAndOddType) {
  const std::string text(5000, 'm');
  EXPECT_EQ(one(track(R"("userId":"a","messageId":")" + text + '"')).message_id, text);
  EXPECT_EQ(one(track(R"("userId":"a","messageId":12)")).message_id, "12");
  EXPECT_EQ(one(track(R"("userId":"a","messageId":{})")).message_id, "");
}

TEST(Decode, SizeOfOneEvent) {
  const auto sized = [](std::size_t size) {
    const auto small = track(R"("userId":"a","pad":"")");
    return track(R"("userId":"a","messageId":"m","pad":")" +
                 std::string(size - small.size() - 16, 'x') + "\"");
  };
  ASSERT_EQ(sized(limits::event_bytes_max).size(), limits::event_bytes_max);
  EXPECT_EQ(items(sized(limits::event_bytes_max)).events.size(), 1u);
  const auto decoded = items(sized(limits::event_bytes_max + 1) + "," + sized(200));
  EXPECT_EQ(decoded.events.size(), 1u);
  ASSERT_EQ(decoded.refused.size(), 1u);
  EXPECT_EQ(decoded.refused[0].reason, "The event is over 32768 bytes.");
  EXPECT_EQ(decoded.refused[0].message_id, "m");
  EXPECT_TRUE(decode_single(EventKind::track, sized(limits::event_bytes_max), {}));
  EXPECT_FALSE(decode_single(EventKind::track, sized(limits::event_bytes_max + 1), {}));
}

TEST(Decode, NumberOfEvents) {
  std::string list = track(R"("userId":"a")");
  for (std::size_t i = 0; i < limits::batch_events_max + 2; ++i)
    list += R"(,{"type":"page","userId":"a"})";
  const auto decoded = items(list);
  EXPECT_EQ(decoded.events.size(), limits::batch_events_max);
  ASSERT_EQ(decoded.refused.size(), 3u);
  EXPECT_EQ(decoded.refused[2].reason, "A batch holds at most 2500 events.");
}

TEST(Decode, SizeOfTheBody) {
  std::string body = R"({"batch":[],"pad":")";
  body += std::string(limits::http_body_bytes_max - body.size() - 2, 'x') + "\"}";
  EXPECT_TRUE(decode_batch(body, {}));
  EXPECT_FALSE(decode_batch(body + " ", {}));
}

TEST(Decode, WhatIsNoBatch) {
  for (const char* body : {"",
                           " ",
                           "x",
                           "null",
                           "7",
                           "\"batch\"",
                           "[]",
                           "{}",
                           "{",
                           R"({"batch":{}})",
                           R"({"batch":null})",
                           R"({"batch":7})",
                           R"({"batch":[})",
                           R"({"batch":[]]})",
                           R"({"batch":[]} x)",
                           R"({"batch":[]}{})",
                           R"({"batch":[],})",
                           R"({"batch":[,]})",
                           R"({"batch" []})",
                           R"({"batch":[{]})",
                           R"({"batch":[{}})",
                           R"({batch:[]})",
                           "{\"batch\":[],\"a\":\"\n\"}"}) {
    const auto decoded = decode_batch(body, {});
    EXPECT_FALSE(decoded) << body;
    if (decoded) continue;
    EXPECT_EQ(decoded.error().code, ProblemCode::bad_request) << body;
  }
  EXPECT_TRUE(batch(R"({"batch":[]})").events.empty());
}

TEST(Decode, WriteKeyAndOrderDoNotMatter) {
  EXPECT_EQ(batch(R"({"writeKey":"spc_1","batch":[]})").write_key, "spc_1");
  EXPECT_EQ(batch(R"({"batch":[],"writeKey":"spc_1"})").write_key, "spc_1");
  const auto single = decode_single(EventKind::page, R"({"userId":"a","writeKey":"k"})", {});
  ASSERT_TRUE(single);
  EXPECT_EQ(single->write_key, "k");
  EXPECT_EQ(decode_single(EventKind::page, R"({"writeKey":"k"})", {})->write_key, "k");
}

TEST(Decode, TheLastOfRepeatedMembersCounts) {
  EXPECT_EQ(one(track(R"("userId":"a","userId":"b","properties":{"x":1,"x":2})")).user_id, "b");
  EXPECT_EQ(one(track(R"("userId":"a","properties":{"x":1,"x":2})")).properties.at("x"), 2);
  EXPECT_EQ(batch(R"({"batch":[7,7],"batch":[)" + track(R"("userId":"a")") + "]}").events.size(),
            1u);
}

TEST(Decode, EscapedNames) {
  EXPECT_EQ(one(track(R"("user\u0049d":"a\u00e9\ud83d\ude00")")).user_id, "aé😀");
}

TEST(Decode, DeepNesting) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(one(track(R"("userId":"a","context":)" + nested(15'000))).user_id, "a");
  EXPECT_EQ(reason(track(R"("userId":"a","properties":{"x":)" + nested(15'000) + "}")),
            "The properties nest too deeply.");
  EXPECT_EQ(reason(track(R"("userId":"a","properties":{"x":)" + nested(32) + "}")),
            "The properties nest too deeply.");
  EXPECT_EQ(one(track(R"("userId":"a","properties":{"x":)" + nested(31) + "}")).user_id, "a");
  EXPECT_FALSE(decode_batch(R"({"batch":)" + std::string(200'000, '['), {}));
  EXPECT_FALSE(decode_batch(std::string(200'000, '['), {}));
  EXPECT_THAT(items(nested(200'000)).refused.size(), 1u);
}

TEST(Decode, PropertiesOfEveryType) {
  const auto event = one(track(R"("userId":"a","properties":{"i":-9223372036854775808,
    "u":18446744073709551615,"big":123456789012345678901234567890,"d":0.1,"over":1e999,
    "t":true,"f":false,"z":null,"s":"é","half":"x\ud83d","list":[1e999,"\ud800",2],"":0})"));
  const auto& properties = event.properties;
  EXPECT_EQ(properties.at("i").as_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(properties.at("u").as_uint64(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(properties.at("big").as_double(), 123456789012345678901234567890.0);
  EXPECT_EQ(properties.at("d").as_double(), 0.1);
  EXPECT_FALSE(properties.contains("over"));
  EXPECT_FALSE(properties.contains("half"));
  EXPECT_EQ(properties.at("list"), (boost::json::array{2}));
  EXPECT_EQ(properties.at("z"), nullptr);
  EXPECT_EQ(properties.at("s"), "é");
  EXPECT_TRUE(properties.contains(""));
  for (const char* odd : {"null", "7", "\"x\"", "[1]"})
    EXPECT_TRUE(one(track(std::string(R"("userId":"a","properties":)") + odd)).properties.empty());
}

TEST(Decode, WrongWordsInsideAnEventRefuseItAlone) {
  for (const char* wrong : {"nul", "tru", "1x", "+1", "1 2", "{\"a\" 1}", "[1 2]"}) {
    const auto decoded = items(
        track(R"("userId":"a")") + "," +
        track(R"("userId":"a","properties":{"x":)" + std::string(wrong) + R"(},"messageId":"m")"));
    EXPECT_EQ(decoded.events.size(), 1u) << wrong;
    EXPECT_EQ(decoded.refused.size(), 1u) << wrong;
  }
}

TEST(Decode, BrokenUtf8RefusesOneEvent) {
  for (const char* broken : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf5\x80\x80\x80"}) {
    const auto decoded = items(track(R"("userId":"é")") + "," +
                               track(R"("userId":"a)" + std::string(broken) + "\"") + "," +
                               track(R"("userId":"日本")"));
    ASSERT_EQ(decoded.events.size(), 2u);
    EXPECT_EQ(decoded.events[0].user_id, "é");
    EXPECT_EQ(decoded.events[1].user_id, "日本");
    ASSERT_EQ(decoded.refused.size(), 1u);
    EXPECT_EQ(decoded.refused[0].reason, "The event holds bytes that are not UTF-8.");
  }
  EXPECT_EQ(
      batch("{\"context\":\"\xff\",\"batch\":[" + track(R"("userId":"a")") + "]}").events.size(),
      1u);
  EXPECT_FALSE(decode_batch("{\"batch\":[\xff]}", {}));
  const auto single = decode_single(EventKind::page, "{\"userId\":\"\xff\"}", {});
  ASSERT_TRUE(single);
  EXPECT_EQ(single->refused.size(), 1u);
}

TEST(Decode, ASingleCallTakesItsKindFromThePath) {
  const auto decoded =
      decode_single(EventKind::track, R"({"type":"page","userId":"a","event":"E"})", {});
  ASSERT_TRUE(decoded);
  ASSERT_EQ(decoded->events.size(), 1u);
  EXPECT_EQ(decoded->events[0].kind, EventKind::track);
  wire::Request request;
  request.headers = {{"sentat", "2026-03-01T03:00:00Z"}};
  EXPECT_EQ(decode_single(EventKind::page, R"({"userId":"a"})", request)->events[0].sent,
            at("2026-03-01T03:00:00Z"));
  EXPECT_EQ(decode_single(EventKind::page, "{}", {})->refused.size(), 1u);
  for (const char* body : {"", "[]", "null", "{", "{}x", R"({"userId":"a"}})", R"({"userId")"})
    EXPECT_FALSE(decode_single(EventKind::page, body, {})) << body;
}

// ---- garbage -----------------------------------------------------------------------------------

const std::string whole_batch = R"({"batch":[{"type":"track","event":"Signed Up","userId":"ann",
  "messageId":"m1","properties":{"a":[1,2.5,{"b":"é\n\u00e9"}],"experiment_id":"x"},
  "timestamp":"2026-03-01T09:00:00Z","context":{"library":{"name":"n"}}},
  {"type":"alias","userId":"b","previousId":42}],"sentAt":"2026-03-01T09:00:00Z",
  "writeKey":"k"})";

TEST(DecodeGarbage, CutAtEveryByte) {
  for (std::size_t size = 0; size < whole_batch.size(); ++size)
    EXPECT_FALSE(decode_batch(whole_batch.substr(0, size), {})) << size;
  EXPECT_EQ(batch(whole_batch).events.size(), 2u);
}

TEST(DecodeGarbage, CutAtEveryByteOfASingleCall) {
  const std::string whole = R"({"userId":"ann","event":"E","properties":{"a":[{"b":1e5}]}})";
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(decode_single(EventKind::track, whole.substr(0, size), {})) << size;
}

TEST(DecodeGarbage, EveryByteChanged) {
  for (std::size_t i = 0; i < whole_batch.size(); ++i) {
    for (const char c : std::string("\0\"{}[],:\\ 9\xff", 12)) {
      auto body = whole_batch;
      body[i] = c;
      const auto decoded = decode_batch(body, {});
      if (!decoded) continue;
      for (const auto& event : decoded->events)
        EXPECT_FALSE(event.user_id.empty() && event.anonymous_id.empty()) << body;
    }
  }
}

TEST(DecodeGarbage, RandomBytesAndRandomTokens) {
  std::mt19937_64 random(20260301);
  const std::vector<std::string> tokens{"{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "\"",
                                        "\\",
                                        "null",
                                        "true",
                                        "-1e5",
                                        "\"batch\"",
                                        "\"type\"",
                                        "\"track\"",
                                        "\"é\"",
                                        "\xff",
                                        "\"userId\"",
                                        "\\ud800",
                                        "\"event\"",
                                        "\"a\"",
                                        "{\"batch\":[",
                                        "]}",
                                        " ",
                                        "\"sentAt\"",
                                        "0.1",
                                        "\"properties\":{"};
  for (int round = 0; round < 20'000; ++round) {
    std::string body = round % 2 ? R"({"batch":[)" : "";
    const auto length = random() % 60;
    for (std::size_t i = 0; i < length; ++i)
      body += round % 3 ? tokens[random() % tokens.size()] : std::string(1, char(random()));
    if (round % 4 == 1) body += "]}";
    (void)decode_batch(body, {});
    (void)decode_single(EventKind::track, body, {});
  }
}

}  // namespace
}  // namespace spotter::protocols
