// What the statistics promise as a whole: false alarms under constant watching, and red where harm
// is plain (statistics section 13, (b) to (h); (a) is the reference check). Seeds are fixed, so a
// figure is the same on every run.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "stats/cap.hpp"
#include "stats/e_merge.hpp"
#include "stats/growthbook_difference.hpp"
#include "stats/kappa.hpp"
#include "stats/label_process.hpp"
#include "stats/sample_ratio.hpp"
#include "stats/stratified.hpp"
#include "stats/t_mixture.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define SPOTTER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SPOTTER_ASAN 1
#endif
#endif

namespace spotter::stats {
namespace {

// Checked memory is some ten times slower: fewer runs there, the figures are those without.
#ifdef SPOTTER_ASAN
constexpr int fewer = 10;
#else
constexpr int fewer = 1;
#endif

const double red = std::log(100);
const double amber_at_five_percent = std::log(20);

// True with probability p; not std::bernoulli_distribution, which each library draws differently.
bool happens(std::mt19937_64& random, double p) {
  return static_cast<double>(random() >> 11) * 0x1p-53 < p;
}

// (b): one launch without effect, looked at after every visitor.
bool t_mixture_alarms(std::mt19937_64& random, int visitors, double kappa) {
  Moments treatment;
  Moments control;
  for (int i = 0; i < visitors; ++i) {
    Moments& arm = happens(random, 0.5) ? treatment : control;
    arm.add(happens(random, 0.05) ? 1 : 0);
    const auto difference = mean_difference(treatment, control);
    if (difference && mean_log_e(*difference, kappa) >= amber_at_five_percent) return true;
  }
  return false;
}

TEST(Acceptance, TheTMixtureKeepsItsLevelAtEveryLook) {
  constexpr int runs = 2000 / fewer;
  const double kappa = mixture_kappa(1250, 0.05);
  std::mt19937_64 random(20'240'601);
  int alarms = 0;
  for (int run = 0; run < runs; ++run) alarms += t_mixture_alarms(random, 5000, kappa);
  EXPECT_LE(alarms, 0.065 * runs);
  EXPECT_GE(alarms, 0.002 * runs);  // a test that never alarms is none
}

// (c): 3,000 failing units without effect. Counts how many runs ever reach 20 and 100.
TEST(Acceptance, TheLabelTestKeepsItsLevelAtEveryFailure) {
  constexpr int runs = 4000 / fewer;
  const LabelTest test = LabelTest::bad_event(0.5, 0);
  std::mt19937_64 random(20'240'602);
  int at_20 = 0;
  int at_100 = 0;
  for (int run = 0; run < runs; ++run) {
    std::array<std::uint64_t, 2> failing{};
    double highest = 0;
    for (int i = 0; i < 3000; ++i) {
      ++failing[happens(random, 0.5) ? 0 : 1];
      highest = std::max(highest, test.log_e(failing[0], failing[1]));
    }
    at_20 += highest >= std::log(20);
    at_100 += highest >= red;
  }
  EXPECT_LE(at_20, 0.06 * runs);
  EXPECT_LE(at_100, 0.016 * runs);
  EXPECT_GE(at_20, 0.01 * runs);
}

// (d)
TEST(Acceptance, TenStraightFailuresAreRedNineAreNot) {
  const std::array<double, 1> weight{1};
  const auto merged = [&](std::uint64_t failures) {
    const std::array<double, 1> log_e{LabelTest::bad_event(0.5, 0).log_e(failures, 0)};
    return e_merge(log_e, weight);
  };
  EXPECT_GE(merged(10), red);
  EXPECT_LT(merged(9), red);
}

// (e): Friday 1 %, Saturday 50 % (Kohavi, Tang and Xu 2020, chapter 3).
TEST(Acceptance, ARampDoesNotTurnTheEffectAround) {
  const std::vector<StageMoments> stages{
      {Moments::of_successes(10000, 230), Moments::of_successes(990000, 20000)},
      {Moments::of_successes(500000, 6000), Moments::of_successes(500000, 5000)}};
  EXPECT_NEAR(stratified_difference(stages)->difference, 0.00203, 5e-6);
}

// (f): what a stream leaves behind.
struct StreamState {
  std::array<std::uint64_t, 2> exposed{};
  std::array<std::uint64_t, 2> failing{};
  std::array<Moments, 2> revenue{};
};

// One visitor's payment in cents: whole, so that a unit's total does not depend on the split.
// Whoever spends more than 100 euros in all counts as failing.
struct Payment {
  std::size_t unit;
  double amount;
};

class Stream {
 public:
  explicit Stream(std::size_t units) : totals_(units, 0), has_failed_(units, false) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      ++state_.exposed[unit % 2];
      state_.revenue[unit % 2].add(0);
    }
  }

  void take(const Payment& payment) {
    const std::size_t arm = payment.unit % 2;
    double& total = totals_[payment.unit];
    state_.revenue[arm].replace(capped(total, 20'000), capped(total + payment.amount, 20'000));
    total += payment.amount;
    if (total <= 10'000 || has_failed_[payment.unit]) return;
    has_failed_[payment.unit] = true;
    ++state_.failing[arm];
  }

  const StreamState& state() const { return state_; }

 private:
  std::vector<double> totals_;
  std::vector<bool> has_failed_;
  StreamState state_;
};

StreamState streamed(const std::vector<Payment>& payments, std::size_t units) {
  Stream stream(units);
  for (const Payment& payment : payments) stream.take(payment);
  return stream.state();
}

// Payments of the same unit that follow within `size` are taken as one.
std::vector<Payment> batched(const std::vector<Payment>& payments, std::size_t size) {
  std::vector<Payment> joined;
  for (std::size_t from = 0; from < payments.size(); from += size) {
    const std::size_t first = joined.size();
    for (std::size_t i = from; i < std::min(from + size, payments.size()); ++i) {
      const auto same =
          std::find_if(joined.begin() + static_cast<std::ptrdiff_t>(first), joined.end(),
                       [&](const Payment& earlier) { return earlier.unit == payments[i].unit; });
      if (same == joined.end()) joined.push_back(payments[i]);
      else same->amount += payments[i].amount;
    }
  }
  return joined;
}

void expect_same(const StreamState& got, const StreamState& wanted) {
  EXPECT_EQ(got.exposed, wanted.exposed);
  EXPECT_EQ(got.failing, wanted.failing);
  const LabelTest label = LabelTest::bad_event(0.5, 0.05);
  EXPECT_EQ(label.log_e(got.failing[0], got.failing[1]),
            label.log_e(wanted.failing[0], wanted.failing[1]));
  const std::array<double, 2> shares{0.5, 0.5};
  EXPECT_EQ(sample_ratio_log_bayes_factor(got.exposed, shares),
            sample_ratio_log_bayes_factor(wanted.exposed, shares));
  const double kappa = mixture_kappa(1250, 0.05);
  const auto ours = mean_difference(got.revenue[0], got.revenue[1]);
  const auto theirs = mean_difference(wanted.revenue[0], wanted.revenue[1]);
  EXPECT_NEAR(ours->difference, theirs->difference, 1e-9 * std::abs(theirs->difference));
  EXPECT_NEAR(mean_log_e(*ours, kappa), mean_log_e(*theirs, kappa), 1e-9);
}

TEST(Acceptance, ShuffledAndRebatchedStreamsGiveTheSameState) {
  constexpr std::size_t units = 600;
  std::mt19937_64 random(20'240'603);
  std::lognormal_distribution<double> amount(7, 1.5);
  std::vector<Payment> payments;
  for (int i = 0; i < 3000; ++i) payments.push_back({random() % units, std::floor(amount(random))});
  const StreamState wanted = streamed(payments, units);
  EXPECT_GT(wanted.failing[0] + wanted.failing[1], 50U);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(payments.begin(), payments.end(), random);
    expect_same(streamed(payments, units), wanted);
    expect_same(streamed(batched(payments, 100), units), wanted);
  }
}

struct Rates {
  double treatment;
  double control;
};

// Visitors until the label test is red, or none within 20,000. Whatever GrowthBook's sequential
// test says meanwhile is kept in `growthbook_answers`.
int visitors_until_red(const LabelTest& test, const Rates& rates, bool& growthbook_answers) {
  std::mt19937_64 random(20'240'604);
  Moments treatment;
  Moments control;
  for (int visitor = 1; visitor <= 20000; ++visitor) {
    const bool treated = happens(random, 0.5);
    const double value = happens(random, treated ? rates.treatment : rates.control) ? 1 : 0;
    (treated ? treatment : control).add(value);
    const auto failing = [](const Moments& arm) {
      return static_cast<std::uint64_t>(std::lround(arm.mean * static_cast<double>(arm.n)));
    };
    growthbook_answers |= growthbook_sequential(treatment, control, {}).has_value();
    if (test.log_e(failing(treatment), failing(control)) >= red) return visitor;
  }
  return 0;
}

// (g): GrowthBook has no answer, because one arm has no variance.
TEST(Acceptance, ConversionsGoneToZeroAreRed) {
  bool growthbook_answers = false;
  const int needed =
      visitors_until_red(LabelTest::lost_conversion(0.5, 0.02), {0, 0.05}, growthbook_answers);
  EXPECT_GT(needed, 0);
  EXPECT_LT(needed, 1000);
  EXPECT_FALSE(growthbook_answers);
  EXPECT_EQ(label_first_alarm(LabelTest::bad_event(0.5, 0), 100), 10U);  // control conversions
}

// (h)
TEST(Acceptance, ErrorsThatControlNeverHadAreRed) {
  bool growthbook_answers = false;
  const int needed =
      visitors_until_red(LabelTest::bad_event(0.5, 0.05), {0.05, 0}, growthbook_answers);
  EXPECT_GT(needed, 0);
  EXPECT_LT(needed, 1000);
  EXPECT_FALSE(growthbook_answers);
}

}  // namespace
}  // namespace spotter::stats
