#include "evidence/judge/harmful.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parts/live/act/receipt_writer.hpp"

namespace spotter::evidence {

namespace {

// So many visitors are drawn anew for an expectation that its error is small beside the loss.
constexpr std::uint64_t redrawn_visitors = 40'000;

// Bounds of a measure's harm that nobody needs statistics for, given who did what by now.
struct Possible {
  double low = 0;
  double high = 0;
};

Possible possible_harm(Measure measure, const live::ArmCounts& treatment, std::size_t place) {
  const auto units = static_cast<double>(treatment.units);
  const auto converted = static_cast<double>(treatment.converted[place]);
  if (measure == Measure::errors) return {converted - units, converted};
  if (measure == Measure::signups) return {-converted, units - converted};
  const double total = treatment.totals[place].mean * units;
  return {-total, units * revenue_cap - total};
}

struct Harms {
  HarmByMeasure realised;
  HarmByMeasure expected;
  HarmByMeasure at_last;
};

Truth truth_of(const Harms& harms, Measure measure) {
  const auto i = static_cast<std::size_t>(measure);
  return {harms.realised[i], harms.expected[i], harms.at_last[i]};
}

void add_priced(ReceiptLoss& money, const ReceiptLoss& loss, double price) {
  money.truth.realised += loss.truth.realised * price;
  money.truth.expected += loss.truth.expected * price;
  money.truth.at_last += loss.truth.at_last * price;
  money.beyond = money.beyond || loss.beyond;
}

// Doubles of bounds that are equal on paper differ by rounding.
bool reaches_beyond(const ReceiptLoss& loss, const Possible& possible) {
  const double slack = 1e-9 * (possible.high - possible.low);
  return loss.low < possible.low - slack || loss.high > possible.high + slack;
}

void read_receipt(const HarmfulLaunch& launch, Trial& trial, Receipts& receipts) {
  const auto& running = trial.running();
  const auto loss = live::loss_of(running.judge(), running.measured());
  const auto times = static_cast<int>(1 + redrawn_visitors / trial.visitors());
  const Harms harms{trial.realised_harm(), trial.expected_harm(times),
                    trial.expected_harm_at_last(times)};
  const auto& treatment = running.tally().arms()[live::treatment_arm];
  ReceiptLoss money{static_cast<double>(loss.amount.value_or(0)),
                    static_cast<double>(loss.low),
                    static_cast<double>(loss.high),
                    {},
                    false};
  for (std::size_t place = 0; place < launch.plan.watched.size(); ++place) {
    const auto& key = running.judge().metrics()[place].key;
    const auto counted = std::find_if(loss.counted.begin(), loss.counted.end(),
                                      [&](const auto& one) { return one.metric == key; });
    if (counted == loss.counted.end()) continue;
    const auto measure = launch.plan.watched[place];
    ReceiptLoss one{counted->affected, counted->low, counted->high, truth_of(harms, measure),
                    false};
    one.beyond = reaches_beyond(one, possible_harm(measure, treatment, place));
    add_priced(money, one, static_cast<double>(counted->worth->amount));
    receipts.losses[static_cast<std::size_t>(measure)].push_back(one);
  }
  receipts.in_money.push_back(money);
  receipts.visitors.push_back(static_cast<double>(trial.visitors()));
}

Plan plan_of(Measure hurt, bool alone, std::uint64_t visitors_max) {
  Plan plan;
  if (alone) plan.watched = {hurt};
  plan.visitors_max = visitors_max;
  plan.ends_red = true;
  return plan;
}

HarmfulLaunch more_errors(bool alone, double from, double to) {
  HarmfulLaunch launch{"", plan_of(Measure::errors, alone, 100'000), Measure::errors};
  launch.name = fmt::format("errors {:g} to {:g} %", 100 * from, 100 * to);
  launch.plan.mix.errors = from;
  launch.plan.harm.errors_added = (to - from) / (1 - from);
  return launch;
}

HarmfulLaunch fewer_signups(bool alone, double to) {
  HarmfulLaunch launch{"", plan_of(Measure::signups, alone, 100'000), Measure::signups};
  launch.name = fmt::format("sign-ups 5 to {:g} %", 100 * to);
  launch.plan.harm.signups_lost = 1 - to / launch.plan.mix.signups;
  return launch;
}

HarmfulLaunch less_revenue(bool alone, double lost) {
  HarmfulLaunch launch{"", plan_of(Measure::revenue, alone, 1'000'000), Measure::revenue};
  launch.name = fmt::format("revenue {:g} % less", 100 * lost);
  launch.plan.harm.revenue_lost = lost;
  return launch;
}

}  // namespace

Receipts play_harmful(const HarmfulLaunch& launch, const Launches& launches) {
  Receipts receipts;
  receipts.launches = launches.count;
  simulation::Dice seeds(launches.seed);
  for (std::uint64_t i = 0; i < launches.count; ++i) {
    Trial trial(launch.plan, seeds.next());
    trial.play();
    if (trial.course().red) read_receipt(launch, trial, receipts);
  }
  return receipts;
}

Share coverage(const std::vector<ReceiptLoss>& losses, Reading reading) {
  const auto hits = std::count_if(losses.begin(), losses.end(), [&](const auto& loss) {
    return loss.holds(loss.truth.*reading);
  });
  return {static_cast<std::uint64_t>(hits), losses.size()};
}

Share beyond(const std::vector<ReceiptLoss>& losses) {
  const auto hits =
      std::count_if(losses.begin(), losses.end(), [](const auto& loss) { return loss.beyond; });
  return {static_cast<std::uint64_t>(hits), losses.size()};
}

double bias(const std::vector<ReceiptLoss>& losses, Reading reading) {
  double estimate = 0;
  double truth = 0;
  for (const auto& loss : losses) {
    estimate += loss.amount;
    truth += loss.truth.*reading;
  }
  return estimate / truth - 1;
}

double median_width(const std::vector<ReceiptLoss>& losses) {
  std::vector<double> widths;
  for (const auto& loss : losses) widths.push_back(loss.high - loss.low);
  return median(std::move(widths));
}

double mean_truth(const std::vector<ReceiptLoss>& losses, Reading reading) {
  double sum = 0;
  for (const auto& loss : losses) sum += loss.truth.*reading;
  return losses.empty() ? 0 : sum / static_cast<double>(losses.size());
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::vector<HarmfulLaunch> harmful_launches(bool alone) {
  return {more_errors(alone, 0.01, 0.02), more_errors(alone, 0.01, 0.05),
          more_errors(alone, 0.02, 0.5),  fewer_signups(alone, 0.025),
          fewer_signups(alone, 0),        less_revenue(alone, 0.5),
          less_revenue(alone, 0.2)};
}

}  // namespace spotter::evidence
