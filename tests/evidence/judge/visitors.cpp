#include "evidence/judge/visitors.hpp"

#include <algorithm>
#include <cmath>

namespace spotter::evidence {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int errors_each = 3;
constexpr double buyers_of_signups = 0.3;
// Of an order's value in EUR: mean 81, one in a hundred over 500.
constexpr double order_log_mean = 3.9;
constexpr double order_log_deviation = 1;

double log_normal(simulation::Dice& dice) {
  constexpr double two_pi = 6.28318530717958647692;
  const double radius = std::sqrt(-2 * std::log1p(-dice.fraction()));
  const double normal = radius * std::cos(two_pi * dice.fraction());
  return std::exp(order_log_mean + order_log_deviation * normal);
}

std::optional<double> once_if(bool happens) {
  return happens ? std::optional<double>(1) : std::nullopt;
}

void add_errors(std::vector<Act>& acts, double share, double added, simulation::Dice& dice) {
  const bool without = dice.chance(share);
  const bool is = dice.chance(added) || without;
  if (!is && !without) return;
  Duration after{};
  for (int i = 0; i < errors_each; ++i) {
    after += dice.about(seconds(20));
    acts.push_back({after, Measure::errors, once_if(is), once_if(without)});
  }
}

void add_orders(std::vector<Act>& acts, const Mix& mix, double lost, simulation::Dice& dice) {
  Duration after{};
  Duration pause = minutes(30);
  do {
    after += dice.about(pause);
    const double value = log_normal(dice);
    acts.push_back({after, Measure::revenue, value * (1 - lost), value});
    pause = hours(2);
  } while (dice.chance(mix.orders_again));
}

// One of the two worlds of a visitor.
struct Sums {
  bool error = false;
  bool signup = false;
  double revenue = 0;

  void add(Measure measure, const std::optional<double>& value) {
    if (!value) return;
    if (measure == Measure::errors) error = true;
    if (measure == Measure::signups) signup = true;
    if (measure == Measure::revenue) revenue += *value;
  }
};

}  // namespace

std::vector<Act> acts_of(const Mix& mix, const Harm& harm, simulation::Dice& dice) {
  std::vector<Act> acts;
  add_errors(acts, mix.errors, harm.errors_added, dice);
  const bool signs_up = dice.chance(mix.signups);
  if (signs_up) {
    const bool is = !dice.chance(harm.signups_lost);
    acts.push_back({dice.about(minutes(5)), Measure::signups, once_if(is), once_if(true)});
  }
  // Whoever would sign up is as likely to buy where the sign-up is lost: only one measure is hurt.
  const double others = (mix.buyers - mix.signups * buyers_of_signups) / (1 - mix.signups);
  if (dice.chance(signs_up ? buyers_of_signups : others))
    add_orders(acts, mix, harm.revenue_lost, dice);
  return acts;
}

HarmByMeasure harm_by(const std::vector<Act>& acts, Duration age) {
  Sums is;
  Sums without;
  for (const auto& act : acts) {
    if (act.after > age) continue;
    is.add(act.measure, act.is);
    without.add(act.measure, act.without);
  }
  return {static_cast<double>(is.error) - static_cast<double>(without.error),
          static_cast<double>(without.signup) - static_cast<double>(is.signup),
          std::min(without.revenue, revenue_cap) - std::min(is.revenue, revenue_cap)};
}

}  // namespace spotter::evidence
