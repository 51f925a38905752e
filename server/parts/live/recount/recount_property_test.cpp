// Random logs through the loop and the recount: no difference, wherever one looks.
#include <map>
#include <random>
#include <set>

#include "parts/live/recount/recount_fixture.hpp"

namespace spotter::live {
namespace {

using namespace std::chrono_literals;

const std::vector<LaunchText>& kinds() {
  static const std::vector<LaunchText> all{
      {.key = "harm",
       .guardrails = R"({"metric": "error", "side": "it"}, {"metric": "signup", "side": "marketing",
                        "margin": 0})"},
      {.key = "means",
       .guardrails = R"({"metric": "revenue", "side": "marketing"}, {"metric": "wait", "side": "it",
                        "margin": 0.1})",
       .more = R"(, "goals": ["buyer", "revenue", "wait"], "rollback_at": 20)"},
      {.key = "watched",
       .guardrails = R"({"metric": "error", "side": "it", "margin": 0})",
       .more = R"(, "mode": "watch", "goals": ["revenue"], "coverage": 0.8)"},
      {.key = "uneven",
       .guardrails = R"({"metric": "wait", "side": "it", "weight": 0.3},
                        {"metric": "error", "side": "it", "weight": 0.7})",
       .more = R"(, "goals": ["revenue"])",
       .weights = {0.75, 0.25}},
      // An order counts for both guardrails, and a refund for one of them.
      {.key = "double",
       .guardrails = R"({"metric": "buyer", "side": "marketing", "margin": 0},
                        {"metric": "revenue", "side": "marketing", "margin": 0})",
       .more = R"(, "goals": ["wait"], "rollback_at": 20)"},
      {.key = "turn", .flag = "harm"}};
  return all;
}

/// Says at random what may happen in a log; everything follows from the seed.
class RandomLog : public RecountTest {
 public:
  explicit RandomLog(unsigned number) : seed(number) {}

  void TestBody() override {}
  void run();

  /// What the log came to, in words: "harm", "watched red"; to see that it came to enough.
  std::set<std::string> happened;

 private:
  bool one_in(unsigned n) { return random() % n == 0; }
  std::size_t below(std::size_t n) { return random() % n; }
  std::string somebody() { return fmt::format("visitor-{}", below(people)); }
  const std::string& some_launch() { return kinds()[below(kinds().size())].key; }
  bool is_treated(const std::string& person) {
    return assigned_arm(launches.at(hit), person) == "treatment";
  }

  // Clocks mostly go on, sometimes far, sometimes back.
  void tick() {
    now = now + Duration(static_cast<std::int64_t>(below(600'000)));
    if (one_in(900)) now = now + 11min;
    if (one_in(700)) now = now - Duration(static_cast<std::int64_t>(below(1'200'000'000)));
    if (one_in(3'000)) now = now + 2h;
  }

  // When it happened, by the sender: mostly shortly before, sometimes at a window's very edge.
  Instant some_time() {
    if (one_in(20)) return now - Duration(static_cast<std::int64_t>(below(900'000'000)));
    if (one_in(40)) return now + 1h;
    if (one_in(40)) return now - 5s;
    return now - Duration(static_cast<std::int64_t>(below(100'000)));
  }

  void exposure() {
    const auto& launch = some_launch();
    auto event = exposure_of(somebody(), launch);
    // Now and then one arm loses most of its visitors.
    if (lossy && launch == hit && event.exposure->arm == "control" && !one_in(4)) return;
    if (one_in(60)) event.exposure->arm = one_in(2) ? "control" : "treatment";
    if (one_in(400)) event.exposure->arm = "";
    if (one_in(600)) event.exposure->launch = "nobody";
    if (one_in(500)) event.unit = {};
    event.at = some_time();
    say(event);
  }

  void conversion() {
    const auto person = somebody();
    if (harmful && !is_treated(person) && !one_in(6)) return;
    auto event = event_of(person, one_in(3) ? "Signed Up" : "Checkout Error");
    event.at = some_time();
    if (one_in(300)) event.kind = EventKind::page;
    say(event);
  }

  void sum() {
    const auto person = somebody();
    const bool order = one_in(2);
    auto event = event_of(person, order ? "Order Completed" : "Page Loaded");
    event.at = some_time();
    double amount = static_cast<double>(1 + below(20'000)) / 100;
    if (harmful && is_treated(person)) amount *= order ? 0.05 : 6;
    if (one_in(15)) amount = -amount;
    if (order && one_in(50)) amount *= 100;
    if (outliers && one_in(60)) amount *= one_in(2) ? 1e5 : 1e12;
    // Given back in full: what is left of it must be no evidence.
    auto& last = amounts[person + event.name];
    if (one_in(25)) amount = -last;
    last = amount;
    if (!one_in(30))
      event.values.push_back({order ? "properties.revenue" : "properties.seconds", amount});
    say(event);
  }

  void interfere() {
    static constexpr Verb verbs[] = {Verb::pause, Verb::resume, Verb::resume,
                                     Verb::clear, Verb::clear,  Verb::start};
    static constexpr Verb ends[] = {Verb::stop, Verb::roll_back, Verb::kill};
    const auto& launch = some_launch();
    const auto verb = verbs[below(6)];
    if (one_in(60)) command(ends[below(3)], launch);
    else if (one_in(6)) define(kinds()[below(kinds().size())]);
    else command(verb, launch);
  }

  // As the program does, once everybody has been told.
  void tell() {
    for (; told < outlet.rollbacks.size(); ++told) {
      const auto& [launch, decided] = outlet.rollbacks[told];
      say(RecordKind::acted, wire::to_json_text(ActedRecord{launch, decided, decided + 7us}));
    }
  }

  void something() {
    tick();
    if (one_in(700)) harmful = !harmful;
    if (one_in(1'500)) lossy = !lossy;
    if (one_in(120)) interfere();
    else if (one_in(20)) tell();
    else if (one_in(2)) exposure();
    else if (one_in(2)) conversion();
    else sum();
  }

  std::string all_differences() {
    std::string text;
    for (const auto& kind : kinds())
      for (const auto& [figure, streaming, recounted] : differences(kind.key))
        text += fmt::format("{} {}: {} / {}\n", kind.key, figure, streaming.value_or("-"),
                            recounted.value_or("-"));
    return text;
  }

  const unsigned seed;
  std::mt19937 random{seed};
  std::size_t people = 100 + seed % 4 * 200;
  /// The launch that harms, by turns.
  const std::string hit = kinds()[seed % 8 == 7 ? 4 : seed % 4].key;
  const bool outliers = seed % 7 == 0;  ///< now and then a value is far larger than all others
  bool harmful = seed % 3 != 0;
  bool lossy = false;
  std::size_t told = 0;
  std::map<std::string, double> amounts;  ///< the last one, by person and event
};

void RandomLog::run() {
  for (const auto& kind : kinds()) begin(kind);
  for (int events = 0; events < 5'000; ++events) {
    something();
    if (!one_in(100)) continue;
    ASSERT_EQ(all_differences(), "") << "seed " << seed << ", after record " << sequence;
  }
  ASSERT_EQ(all_differences(), "") << "seed " << seed;
  for (const auto& kind : kinds()) {
    for (const auto& [name, figure] : recount.figures(kind.key)) {
      if (name.ends_with("/cause") || name == "receipt/decided_by") happened.insert(figure.text);
      if (name.ends_with("/state")) happened.insert(kind.key + " " + figure.text);
      const bool counts = name == "late" || name == "unusable" || name == "multiple_exposure";
      if (counts && figure.text != "0") happened.insert(name);
    }
  }
}

TEST(RandomLogs, TheLoopAndTheRecountAgree) {
  std::set<std::string> happened;
  const auto play = [&](unsigned seed) {
    RandomLog log(seed);
    ASSERT_NO_FATAL_FAILURE(log.run());
    happened.merge(log.happened);
  };
  for (unsigned seed = 1; seed <= 60; ++seed) ASSERT_NO_FATAL_FAILURE(play(seed));
  for (const auto* what :
       {"harm", "sample_ratio", "judge", "person", "watched red", "means red", "harm red",
        "uneven red", "double red", "late", "unusable", "multiple_exposure"})
    EXPECT_TRUE(happened.contains(what)) << what;
}

}  // namespace
}  // namespace spotter::live
