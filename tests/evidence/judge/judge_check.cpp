// Plays launches through the program's own judge, a look at every event, and prints how often it
// is wrong. Exit status: 0 if every promise is kept, 1 if not, 2 if not understood.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>

#include "evidence/judge/harmful.hpp"

namespace {

using namespace spotter::evidence;

int broken = 0;

void print(const char* what, const Share& share, double promised, bool kept) {
  fmt::print("  {:<46}{:>24}   promised {:>4.0f} %   {}\n", what, text_of(share), 100 * promised,
             kept ? "kept" : "BROKEN");
  if (!kept) ++broken;
}

void print_at_most(const char* what, const Share& share, double promised) {
  print(what, share, promised, share.keeps_at_most(promised));
}

void print_harmless(const Plan& plan, const Launches& launches, const char* margins) {
  const auto start = std::clock();
  const auto alarms = play_harmless(plan, launches);
  const double took = static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC;
  fmt::print("\n{} launches without effect, {} visitors each, {}\n", launches.count,
             plan.visitors_max, margins);
  print_at_most("rolled back (e >= 100)", alarms.red, 0.01);
  print_at_most("turned amber by harm (e >= 10)", alarms.amber, 0.1);
  print_at_most("sample-ratio alarm", alarms.ratio_alarm, 0.01);
  print_at_most("goal sign-ups: interval ever without 0", alarms.conversion_goal, 0.05);
  print_at_most("goal revenue: interval ever without 0", alarms.mean_goal, 0.05);
  fmt::print("  {:<46}{:>24}\n", "one of the two goals", text_of(alarms.any_goal));
  fmt::print("  {} looks, {:.1f} us of processor time each, visitors included\n", alarms.looks,
             took / static_cast<double>(alarms.looks));
  std::fflush(stdout);
}

void run_harmless(const Launches& launches, std::uint64_t visitors) {
  Plan plan;
  plan.with_goals = true;
  plan.visitors_max = visitors;
  plan.mix.seen_in_both = 0.005;
  print_harmless(plan, launches, "default margins");
  plan.margin = 0;
  print_harmless(plan, launches, "margin 0");
}

// What the receipt promises is what the launch has done by then: the realised harm.
void print_losses(const char* what, const std::vector<ReceiptLoss>& losses) {
  if (losses.empty()) return;
  const double truth = mean_truth(losses, &Truth::expected);
  const auto held = coverage(losses, &Truth::realised);
  print(fmt::format("{}: the interval holds it", what).c_str(), held, 0.95,
        held.keeps_at_least(0.95));
  fmt::print("    holds its expectation {}, that at last {}\n",
             text_of(coverage(losses, &Truth::expected)),
             text_of(coverage(losses, &Truth::at_last)));
  fmt::print("    truth {:.1f}, at last {:.1f}; width {:.1f} (median); beyond the possible {}\n",
             truth, mean_truth(losses, &Truth::at_last), median_width(losses),
             text_of(beyond(losses)));
  if (truth != 0)
    fmt::print("    estimate {:+.0f} % of the realised, {:+.0f} % of the expected\n",
               100 * bias(losses, &Truth::realised), 100 * bias(losses, &Truth::expected));
}

void print_receipts(const HarmfulLaunch& launch, const Launches& launches) {
  const auto receipts = play_harmful(launch, launches);
  fmt::print("\n{}: {} of {} rolled back, median {:.0f} visitors\n", launch.name,
             receipts.visitors.size(), receipts.launches, median(receipts.visitors));
  print_losses("errors", losses_of(receipts, Measure::errors));
  print_losses("sign-ups", losses_of(receipts, Measure::signups));
  print_losses("revenue", losses_of(receipts, Measure::revenue));
  if (launch.plan.watched.size() > 1) print_losses("all, in cents", receipts.in_money);
  std::fflush(stdout);
}

void run_harmful(const Launches& launches, const std::string& only) {
  for (const bool alone : {true, false}) {
    fmt::print("\n== {}\n", alone ? "Only the hurt measure is watched: 95 % interval"
                                  : "Three measures are watched and priced: 98.3 % each, 95 % all");
    for (const auto& launch : harmful_launches(alone)) {
      if (launch.name.find(only) != std::string::npos) print_receipts(launch, launches);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What the judge promises, played through the judge itself");
  app.require_subcommand(1);
  Launches launches{1'000, 1};
  std::uint64_t visitors = 5'000;
  std::string only;
  auto* harmless = app.add_subcommand("aa", "launches without effect: false alarms");
  harmless->add_option("--visitors", visitors, "visitors of each launch")
      ->check(CLI::Range(10, 10'000'000))
      ->capture_default_str();
  auto* harmful = app.add_subcommand("loss", "harmful launches: does the receipt hold the loss?");
  harmful->add_option("--only", only, "launches with this in their name");
  for (auto* command : {harmless, harmful}) {
    command->add_option("--launches", launches.count, "launches of each kind")
        ->check(CLI::Range(10, 1'000'000))
        ->capture_default_str();
    command->add_option("--seed", launches.seed, "the same seed gives the same figures")
        ->capture_default_str();
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (harmless->parsed()) run_harmless(launches, visitors);
  else run_harmful(launches, only);
  fmt::print("\nPromises broken: {}\n", broken);
  return broken == 0 ? 0 : 1;
}
