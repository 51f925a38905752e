#include "parts/live/flags/condition.hpp"

#include <thread>

#include "parts/live/flags/saved_groups.hpp"
#include "parts/live/flags/test_json.hpp"

namespace spotter::live {
namespace {

using Outcome = Condition::Outcome;

Outcome outcome(std::string_view condition, std::string_view attributes,
                std::string_view groups = "{}") {
  return Condition(json_of(condition))
      .test(json_of(attributes), SavedGroups(json_of(groups).as_object()));
}

bool passes(std::string_view condition, std::string_view attributes,
            std::string_view groups = "{}") {
  return outcome(condition, attributes, groups) == Outcome::yes;
}

// protocols.md 3.4, "Things a C++ port gets wrong".
TEST(Condition, PlainEqualityCoerces) {
  EXPECT_TRUE(passes(R"({"a":"1"})", R"({"a":1})"));
  EXPECT_TRUE(passes(R"({"a":1})", R"({"a":"1"})"));
  EXPECT_TRUE(passes(R"({"a":1})", R"({"a":true})"));
  EXPECT_TRUE(passes(R"({"a":1})", R"({"a":[1]})"));
  EXPECT_TRUE(passes(R"({"a":0})", R"({})"));
  EXPECT_TRUE(passes(R"({"a":0})", R"({"a":null})"));
  EXPECT_TRUE(passes(R"({"a":0})", R"({"a":""})"));
  EXPECT_TRUE(passes(R"({"a":"null"})", R"({})"));
  EXPECT_TRUE(passes(R"({"a":true})", R"({"a":"false"})"));
  EXPECT_FALSE(passes(R"({"a":false})", R"({})"));
  EXPECT_TRUE(passes(R"({"a":false})", R"({"a":0})"));
  EXPECT_TRUE(passes(R"({"a":null})", R"({})"));
}

TEST(Condition, OperatorsAreStrict) {
  EXPECT_FALSE(passes(R"({"a":{"$eq":1}})", R"({"a":"1"})"));
  EXPECT_FALSE(passes(R"({"a":{"$in":[1]}})", R"({"a":"1"})"));
  EXPECT_FALSE(passes(R"({"a":{"$eq":[1]}})", R"({"a":[1]})"));
  EXPECT_TRUE(passes(R"({"a":{"$ne":[1]}})", R"({"a":[1]})"));
  EXPECT_TRUE(passes(R"({"a":[1]})", R"({"a":[1]})"));
}

TEST(Condition, ObjectsAreComparedAsText) {
  EXPECT_FALSE(passes(R"({"a":{"x":1,"y":2}})", R"({"a":{"y":2,"x":1}})"));
  EXPECT_TRUE(passes(R"({"a":{"x":1,"2":2}})", R"({"a":{"2":2,"x":1.0}})"));
  EXPECT_TRUE(passes(R"({"a":{}})", R"({"a":{}})"));
  EXPECT_FALSE(passes(R"({"a":{"$gt":1,"x":2}})", R"({"a":5})"));
}

TEST(Condition, Order) {
  EXPECT_TRUE(passes(R"({"a":{"$lt":5}})", R"({})"));
  EXPECT_TRUE(passes(R"({"a":{"$gt":-1}})", R"({})"));
  EXPECT_FALSE(passes(R"({"a":{"$exists":true,"$lt":5}})", R"({})"));
  EXPECT_FALSE(passes(R"({"a":{"$gt":"10"}})", R"({"a":9})"));
  EXPECT_TRUE(passes(R"({"a":{"$gt":"10"}})", R"({"a":"9"})"));
  EXPECT_FALSE(passes(R"({"a":{"$gte":5}})", R"({"a":"x"})"));
  EXPECT_FALSE(passes(R"({"a":{"$lt":5}})", R"({"a":"x"})"));
  EXPECT_TRUE(passes(R"({"a":{"$lt":"\uffff"}})", R"({"a":"😀"})"));
}

TEST(Condition, RegularExpressions) {
  EXPECT_TRUE(passes(R"({"a":{"$regex":"1"}})", R"({"a":1})"));
  EXPECT_TRUE(passes(R"({"a":{"$regex":"null"}})", R"({})"));
  EXPECT_FALSE(passes(R"({"a":{"$regex":"\\d$"}})", R"({"a":"1\n"})"));
  EXPECT_TRUE(passes(R"({"a":{"$regex":"b/c"}})", R"({"a":"a/b/c"})"));
  EXPECT_TRUE(passes(R"({"a":{"$regexi":"^ABC$"}})", R"({"a":"abc"})"));
  EXPECT_FALSE(passes(R"({"a":{"$regex":"("}})", R"({"a":"("})"));
  EXPECT_TRUE(passes(R"({"a":{"$not":{"$regex":"("}}})", R"({"a":"("})"));
}

TEST(Condition, Paths) {
  EXPECT_TRUE(passes(R"({"a.0":1})", R"({"a":[1]})"));
  EXPECT_TRUE(passes(R"({"a.length":2})", R"({"a":[1,2]})"));
  EXPECT_FALSE(passes(R"({"a.b":1})", R"({"a.b":1})"));
  EXPECT_TRUE(passes(R"({"a.b.c":1})", R"({"a":{"b":{"c":1}}})"));
  EXPECT_TRUE(passes(R"({"":1})", R"({"":1})"));
  EXPECT_TRUE(passes(R"({"a.00":null})", R"({"a":[1]})"));
  EXPECT_TRUE(passes(R"({"a.length":null})", R"({"a":"text"})"));
}

TEST(Condition, Logic) {
  EXPECT_TRUE(passes(R"({"$or":[]})", "{}"));
  EXPECT_TRUE(passes(R"({"$and":[]})", "{}"));
  EXPECT_FALSE(passes(R"({"$nor":[]})", "{}"));
  EXPECT_TRUE(passes("{}", "{}"));
  EXPECT_TRUE(passes(R"({"$or":[{"a":1},{"b":2}],"$not":{"c":3}})", R"({"b":2})"));
  EXPECT_FALSE(passes(R"({"$or":[{"a":1},{"b":2}],"$not":{"c":3}})", R"({"b":2,"c":3})"));
  EXPECT_FALSE(passes(R"({"a":{"$bogus":1}})", R"({"a":1})"));
  EXPECT_FALSE(passes(R"({"a":{"$savedGroup":{"id":"g"}}})", R"({"a":1})", R"({"g":[1]})"));
}

TEST(Condition, Lists) {
  EXPECT_TRUE(passes(R"({"a":{"$in":["x","y"]}})", R"({"a":["z","y"]})"));
  EXPECT_FALSE(passes(R"({"a":{"$nin":["x","y"]}})", R"({"a":["z","y"]})"));
  EXPECT_FALSE(passes(R"({"a":{"$in":"xy"}})", R"({"a":"x"})"));
  EXPECT_TRUE(passes(R"({"a":{"$in":[null]}})", "{}"));
  EXPECT_TRUE(passes(R"({"a":{"$ini":["ÄB"]}})", R"({"a":"äb"})"));
  EXPECT_FALSE(passes(R"({"a":{"$nini":["ÄB"]}})", R"({"a":"äb"})"));
  EXPECT_TRUE(passes(R"({"a":{"$all":["x",{"$gt":1}]}})", R"({"a":["x",2]})"));
  EXPECT_FALSE(passes(R"({"a":{"$all":["x"]}})", R"({"a":"x"})"));
  EXPECT_TRUE(passes(R"({"a":{"$alli":["X"]}})", R"({"a":["x"]})"));
  EXPECT_TRUE(passes(R"({"a":{"$size":{"$gt":1}}})", R"({"a":[1,2]})"));
  EXPECT_TRUE(passes(R"({"a":{"$elemMatch":{"b":{"$gt":1}}}})", R"({"a":[{"b":0},{"b":2}]})"));
  EXPECT_TRUE(passes(R"({"a":{"$elemMatch":{"$lt":1}}})", R"({"a":[null,0]})"));
  EXPECT_FALSE(passes(R"({"a":{"$elemMatch":{"$lt":1}}})", R"({"a":[null,5]})"));
}

TEST(Condition, Versions) {
  EXPECT_TRUE(passes(R"({"v":{"$vgt":"1.0.0-beta"}})", R"({"v":"1.0.0"})"));
  EXPECT_TRUE(passes(R"({"v":{"$vgt":"1.9.0"}})", R"({"v":"1.10.0"})"));
  EXPECT_TRUE(passes(R"({"v":{"$veq":"v1.2.3+x"}})", R"({"v":"1.2.3"})"));
  EXPECT_TRUE(passes(R"({"v":{"$vlt":"1.0.0"}})", "{}"));
}

TEST(Condition, GroupsThatOperatorsName) {
  const auto* groups = R"({"list":["a"],"new":{"type":"list","values":["a"]},
                           "rule":{"type":"condition","condition":{}},"broken":null})";
  for (const auto* id : {"list", "new"}) {
    const auto in = R"({"x":{"$inGroup":")" + std::string(id) + "\"}}";
    const auto out = R"({"x":{"$notInGroup":")" + std::string(id) + "\"}}";
    EXPECT_TRUE(passes(in, R"({"x":"a"})", groups));
    EXPECT_FALSE(passes(out, R"({"x":"a"})", groups));
    EXPECT_TRUE(passes(out, R"({"x":"b"})", groups));
  }
  EXPECT_TRUE(passes(R"({"x":{"$notInGroup":"unknown"}})", R"({"x":"a"})", groups));
  EXPECT_FALSE(passes(R"({"x":{"$notInGroup":"rule"}})", R"({"x":"a"})", groups));
  EXPECT_FALSE(passes(R"({"x":{"$notInGroup":"broken"}})", R"({"x":"a"})", groups));
}

TEST(Condition, SavedGroups) {
  const auto* groups = R"({
    "vip":{"type":"list","attributeKey":"id","values":["u1"]},
    "paid":{"type":"condition","condition":{"plan":"pro","$savedGroup":{"id":"vip"}}},
    "round":{"type":"condition","condition":{"$savedGroup":{"id":"round"}}},
    "bare":["u1"],"later":{"type":"graph"},"broken":{"type":"list","attributeKey":"id"}})";
  const auto* visitor = R"({"id":"u1","plan":"pro","company":"u2"})";
  const auto in = [&](const std::string& reference) {
    return passes("{\"$savedGroup\":" + reference + "}", visitor, groups);
  };
  EXPECT_TRUE(in(R"({"id":"vip"})"));
  EXPECT_FALSE(in(R"({"id":"vip","attributeKey":"company"})"));
  EXPECT_TRUE(in(R"({"id":"paid","attributeKey":"company"})"));
  for (const auto* nobody : {"\"round\"", "\"bare\"", "\"later\"", "\"broken\"", "\"none\"", "5"})
    EXPECT_FALSE(in("{\"id\":" + std::string(nobody) + "}")) << nobody;
  EXPECT_FALSE(in(R"({"id":"vip","attributeKey":null})"));
  EXPECT_FALSE(in("null"));
}

TEST(Condition, FailsWhereJavascriptThrows) {
  EXPECT_EQ(outcome("null", "{}"), Outcome::failed);
  EXPECT_EQ(outcome(R"({"$or":null})", "{}"), Outcome::failed);
  EXPECT_EQ(outcome(R"({"$not":{"$not":null}})", "{}"), Outcome::failed);
  EXPECT_EQ(outcome(R"({"$nor":[{"$and":null}]})", "{}"), Outcome::failed);
  EXPECT_EQ(outcome(R"({"a":{"$elemMatch":null}})", R"({"a":[]})"), Outcome::failed);
  EXPECT_EQ(outcome(R"({"a":{"$elemMatch":null}})", R"({"a":1})"), Outcome::no);
  EXPECT_EQ(outcome(R"({"a":2,"$or":null})", R"({"a":1})"), Outcome::no);  // never reached
}

TEST(Condition, StepsAreLimited) {
  std::string list = "[0";
  for (int i = 1; i < 1'000; ++i) list += "," + std::to_string(i);
  list += "]";
  const auto condition = R"({"a":{"$not":{"$all":)" + list + "}}}";
  const auto visitor = R"({"a":)" + list + "}";
  EXPECT_EQ(outcome(condition, visitor), Outcome::failed);  // half a million comparisons
}

TEST(Condition, LongChainsOfGroupsFail) {
  std::string groups = R"({"g0":{"type":"condition","condition":{}})";
  for (int i = 1; i < 200; ++i)
    groups += ",\"g" + std::to_string(i) + R"(":{"type":"condition","condition":{"$savedGroup":)" +
              R"({"id":"g)" + std::to_string(i - 1) + "\"}}}";
  groups += "}";
  EXPECT_EQ(outcome(R"({"$savedGroup":{"id":"g50"}})", "{}", groups), Outcome::yes);
  EXPECT_EQ(outcome(R"({"$savedGroup":{"id":"g199"}})", "{}", groups), Outcome::failed);
}

TEST(Condition, ManyThreadsShareOne) {
  const Condition condition(R"({"id":{"$regex":"^u[0-4]"},"n":{"$in":[1,2,3]}})"_json);
  const SavedGroups groups;
  std::vector<std::thread> threads;
  std::vector<int> passed(4, 0);
  for (std::size_t t = 0; t < passed.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i) {
        const boost::json::value visitor{{"id", "u" + std::to_string(i)}, {"n", i % 4}};
        passed[t] += condition.passes(visitor, groups);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_GT(passed.front(), 300);
  EXPECT_EQ(passed, std::vector<int>(4, passed.front()));
}

}  // namespace
}  // namespace spotter::live
