#include "parts/live/define/book.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

constexpr const char* banner = R"({
  "metrics": [
    {"key": "signup", "name": "Sign-ups", "kind": "conversion", "event": "Signed Up",
     "window": "7d", "better": "up", "worth": {"amount": 4000, "currency": "EUR"}},
    {"key": "error", "name": "Errors", "kind": "conversion", "event": "Checkout Error",
     "window": "1d", "better": "down"}],
  "launches": [
    {"key": "banner", "name": "Banner",
     "flag": {"key": "banner", "type": "boolean", "default": false},
     "arms": [{"key": "control", "value": false, "weight": 0.5},
              {"key": "treatment", "value": true, "weight": 0.5}],
     "guardrails": [{"metric": "error", "side": "it", "margin": 0},
                    {"metric": "signup", "side": "marketing"}]}]})";

Definitions definitions() { return wire::read_json<Definitions>(banner).value(); }

// The pointers of everything that is wrong.
std::vector<std::string> wrong(const Definitions& definitions, Book book = {}) {
  std::vector<std::string> pointers;
  const auto changes = apply(book, definitions);
  if (changes) return pointers;
  for (const auto& problem : changes.error()) pointers.push_back(problem.pointer);
  return pointers;
}

using Pointers = std::vector<std::string>;

TEST(Book, AppliesAndThenFindsNothingToChange) {
  Book book;
  const auto first = apply(book, definitions());
  ASSERT_TRUE(first);
  ASSERT_EQ(first->size(), 3U);
  EXPECT_EQ((*first)[2], (Change{What::launch, "banner", ChangeKind::created, {}}));
  const auto again = apply(book, definitions());
  ASSERT_TRUE(again);
  for (const auto& change : *again) EXPECT_EQ(change.change, ChangeKind::unchanged);
}

TEST(Book, SaysWhatChanged) {
  Book book;
  ASSERT_TRUE(apply(book, definitions()));
  auto next = definitions();
  next.launches[0].name = "Spring banner";
  const auto changes = apply(book, next);
  ASSERT_TRUE(changes);
  EXPECT_EQ((*changes)[2].details, Pointers{R"(name: "Banner" -> "Spring banner")"});
}

TEST(Book, RefusesAllOrNothing) {
  Book book;
  auto bad = definitions();
  bad.launches[0].arms[1].weight = 0.4;
  ASSERT_FALSE(apply(book, bad));
  EXPECT_TRUE(book.metrics.empty());
}

TEST(Book, PointsAtWhatIsWrong) {
  auto bad = definitions();
  bad.launches[0].arms[1].key = "control";
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/arms/1/key"});
  bad = definitions();
  bad.launches[0].arms[0].value = "text";
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/arms/0/value"});
  bad = definitions();
  bad.launches[0].guardrails[0].metric = "nothing";
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/guardrails/0/metric"});
  bad = definitions();
  bad.launches[0].rollback_at = 50;
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/rollback_at"});
  bad = definitions();
  bad.launches[0].coverage = 0;
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/coverage"});
  bad = definitions();
  bad.metrics[0].key = "bad key";
  EXPECT_EQ(wrong(bad), (Pointers{"/metrics/0/key", "/launches/0/guardrails/1/metric"}));
  bad = definitions();
  bad.metrics[1].worth = Money{1, "USD"};
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/guardrails"});
  bad = definitions();
  bad.launches[0].guardrails[0].weight = 0.5;
  EXPECT_EQ(wrong(bad), (Pointers{"/launches/0/guardrails", "/launches/0/guardrails"}));
  bad = definitions();
  bad.launches[0].condition = boost::json::object{{"country", {{"$nonsense", 1}}}};
  EXPECT_EQ(wrong(bad).size(), 1U);
}

TEST(Book, RefusesTooSmallAnArm) {
  auto bad = definitions();
  bad.launches[0].coverage = 0.00001;
  bad.launches[0].arms[0].weight = 0.49995;  // between two buckets
  bad.launches[0].arms[1].weight = 0.50005;
  EXPECT_EQ(wrong(bad), Pointers{"/launches/0/coverage"});
}

TEST(Book, AStartedLaunchOnlyChangesItsName) {
  Book book;
  ASSERT_TRUE(apply(book, definitions()));
  book.launches.at("banner").state = State::live;
  auto next = definitions();
  next.launches[0].name = "Other";
  EXPECT_EQ(wrong(next, book), Pointers{});
  next.launches[0].arms[0].weight = 0.4;
  next.launches[0].arms[1].weight = 0.6;
  EXPECT_EQ(wrong(next, book), Pointers{"/launches/0"});
  next = definitions();
  next.metrics[1].window = std::chrono::hours(1);
  EXPECT_EQ(wrong(next, book), Pointers{"/metrics/1"});
  next = definitions();
  next.metrics[1].in_it_words = "Clearer.";
  EXPECT_EQ(wrong(next, book), Pointers{});
}

TEST(Book, OwnersChangeWhileALaunchRuns) {
  Book book;
  ASSERT_TRUE(apply(book, definitions()));
  book.launches.at("banner").state = State::live;
  auto next = definitions();
  next.metrics[0].owners = {"Maria Keller", "Jonas Weber"};
  const auto changes = apply(book, next);
  ASSERT_TRUE(changes);
  EXPECT_EQ((*changes)[0].details, Pointers{R"(owners: {"marketing":null,"it":null} -> )"
                                            R"({"marketing":"Maria Keller","it":"Jonas Weber"})"});
  EXPECT_EQ(book.metrics.at("signup").owners, next.metrics[0].owners);
}

TEST(Book, AnOwnerIsOneLineOfAtMost200Characters) {
  const auto owned_by = [](const std::string& name) {
    auto next = definitions();
    next.metrics[1].owners.it = name;
    return wrong(next);
  };
  std::string umlauts;
  for (int i = 0; i < 200; ++i) umlauts += "\u00fc";
  for (const auto* good : {"Jonas Weber", "J", "the shop's on-call engineer"})
    EXPECT_EQ(owned_by(good), Pointers{}) << good;
  EXPECT_EQ(owned_by(umlauts), Pointers{});
  for (const auto& bad :
       {umlauts + "x", std::string(), std::string(" Jonas"), std::string("Jonas "),
        std::string("Jo\nnas"), std::string("Jo\x7fnas"), std::string("J\xff")})
    EXPECT_EQ(owned_by(bad), Pointers{"/metrics/1/owners/it"}) << bad;
}

TEST(Book, KnowsWhichLaunchesMeasureOtherwise) {
  Book book;
  ASSERT_TRUE(apply(book, definitions()));
  auto next = definitions();
  next.metrics[0].name = "Accounts";
  next.metrics[0].in_marketing_words = "Whoever opens an account.";
  next.metrics[0].owners.marketing = "Maria Keller";
  EXPECT_TRUE(remeasured(book, next).empty());
  next.metrics[0].worth = std::nullopt;
  next.metrics[1].window = std::chrono::hours(1);
  const std::map<std::string, Pointers> both{{"banner", {"error", "signup"}}};
  EXPECT_EQ(remeasured(book, next), both);
  next.metrics[0].key = "another";  // a new one, which nobody uses yet
  const std::map<std::string, Pointers> one{{"banner", {"error"}}};
  EXPECT_EQ(remeasured(book, next), one);
  EXPECT_TRUE(remeasured(Book{}, next).empty());
}

TEST(Book, VerbsFollowTheStates) {
  Launch launch;
  const auto state_after = [&](State from, Verb verb) -> std::optional<State> {
    launch.state = from;
    const auto state = after(verb, launch);
    return state ? std::optional(*state) : std::nullopt;
  };
  EXPECT_EQ(state_after(State::draft, Verb::start), State::live);
  EXPECT_EQ(state_after(State::amber, Verb::start), State::amber);
  EXPECT_EQ(state_after(State::rolled_back, Verb::start), std::nullopt);
  EXPECT_EQ(state_after(State::stopped, Verb::start), std::nullopt);
  EXPECT_EQ(state_after(State::draft, Verb::stop), std::nullopt);
  EXPECT_EQ(state_after(State::amber, Verb::stop), State::stopped);
  EXPECT_EQ(state_after(State::rolled_back, Verb::stop), std::nullopt);
  EXPECT_EQ(state_after(State::live, Verb::roll_back), State::rolled_back);
  EXPECT_EQ(state_after(State::rolled_back, Verb::roll_back), State::rolled_back);
  for (const auto from :
       {State::draft, State::live, State::amber, State::paused, State::rolled_back, State::stopped})
    EXPECT_EQ(state_after(from, Verb::kill), State::stopped);
}

TEST(Book, RefusesFlagsThatWaitForThemselvesOrForNothing) {
  const auto waiting = [](const char* first, const char* second) {
    Definitions definitions;
    for (const auto& [key, parent] : {std::pair{"a", first}, std::pair{"b", second}}) {
      StandingFlag flag;
      flag.key = key;
      flag.default_ = false;
      const boost::json::object condition{{"value", true}};
      flag.rules = {
          {{"id", "r"},
           {"parentConditions", boost::json::array{{{"id", parent}, {"condition", condition}}}},
           {"force", true}}};
      definitions.flags.push_back(flag);
    }
    return definitions;
  };
  EXPECT_FALSE(wrong(waiting("b", "a")).empty());
  const auto unknown = wrong(waiting("b", "nothing"));
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_TRUE(unknown[0].starts_with("/flags/1")) << unknown[0];
}

TEST(Book, OneRunningLaunchAFlag) {
  Book book;
  ASSERT_TRUE(apply(book, definitions()));
  auto second = definitions();
  second.launches[0].key = "banner-2";
  ASSERT_TRUE(apply(book, second));
  auto& first = book.launches.at("banner");
  first.state = State::live;
  first.started = 4;
  EXPECT_FALSE(after(Verb::start, book.launches.at("banner-2"), book));
  first.state = State::stopped;
  first.ended = 5;
  EXPECT_TRUE(after(Verb::start, book.launches.at("banner-2"), book));
  EXPECT_EQ(governing(book, "banner"), &first);
  auto& later = book.launches.at("banner-2");
  later.state = State::stopped;
  later.started = 6;
  later.ended = 7;
  EXPECT_EQ(governing(book, "banner"), &later);
  // Long over, and yet its kill must hold.
  first.killed = true;
  first.kill_sequence = 8;
  EXPECT_EQ(governing(book, "banner"), &first);
}

}  // namespace
}  // namespace spotter::live
