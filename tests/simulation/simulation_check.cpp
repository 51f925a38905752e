// Runs seeds of the simulation: each is one history of the whole server in one thread.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "simulation/world.hpp"

namespace spotter::simulation {
namespace {

struct Wish {
  Options options;
  std::uint64_t many = 0;
  std::uint64_t from = 1;
  std::string kept;  ///< a file of seeds that failed once
  bool flips = false;
  bool talkative = false;  ///< the program's own log goes to standard error
  std::FILE* progress = stderr;
};

const std::map<std::string, Plant> plants = {{"none", Plant::none},
                                             {"lost-sync", Plant::lost_sync},
                                             {"double-count", Plant::double_count},
                                             {"missed-rollback", Plant::missed_rollback}};

std::string verdict_of(const Outcome& outcome) {
  if (outcome.good()) return "all held";
  return fmt::format("TRIPPED \"{}\": {}", outcome.checker, outcome.what);
}

void tell(const Options& options, const Outcome& outcome) {
  const auto& h = outcome.history;
  fmt::print("seed {}: hash {:016x}\n", options.seed, h.hash);
  fmt::print("  {} events, {} records, {:.0f} virtual minutes\n", h.events, outcome.records,
             static_cast<double>(outcome.lasted.count()) / 60e6);
  fmt::print("  {} tasks, {} requests, {} answers, {} snapshots published\n", h.tasks, h.requests,
             h.answers, h.published);
  fmt::print(
      "  {} crashes, {} disk faults, {} clock jumps, {} lost on the network, {} refused, "
      "{} batches sent again\n",
      h.crashes, h.faults, h.jumps, h.lost, h.refused, h.resent);
  fmt::print("  {} of {} harmful launches caught, {} of {} harmless ones rolled back\n",
             outcome.caught, outcome.harmful, outcome.false_alarms, outcome.harmless);
  fmt::print("  {} checks; {}\n", h.checks, verdict_of(outcome));
}

/// Sums over seeds.
class Tally {
 public:
  explicit Tally(const Wish& wish) : wish_(wish) {}

  /// Runs a seed twice: the hash must come again.
  void add(std::uint64_t seed) {
    auto options = wish_.options;
    options.seed = seed;
    auto outcome = run(options);
    const auto again = run(options);
    if (again.history.hash != outcome.history.hash)
      outcome.checker = "same seed, same hash", outcome.what = "The second run went another way.";
    ++runs_;
    harmless_ += outcome.harmless, false_alarms_ += outcome.false_alarms;
    harmful_ += outcome.harmful, caught_ += outcome.caught;
    allowed_ += outcome.allowed;
    history_.events += outcome.history.events, history_.crashes += outcome.history.crashes;
    history_.faults += outcome.history.faults, history_.checks += outcome.history.checks;
    if (!outcome.good()) note(seed, outcome);
  }

  int finish() const {
    fmt::print("{} events, {} crashes, {} disk faults, {} checks\n", history_.events,
               history_.crashes, history_.faults, history_.checks);
    fmt::print(
        "harmful launches caught: {} of {}; harmless ones rolled back: {} of {} "
        "(promised: {:.1f} at most, in the mean)\n",
        caught_, harmful_, false_alarms_, harmless_, allowed_);
    fmt::print("{} passed, {} failed, 0 skipped\n", runs_ - failed_, failed_);
    return failed_ == 0 ? 0 : 1;
  }

 private:
  void note(std::uint64_t seed, const Outcome& outcome) {
    ++failed_;
    fmt::print("seed {}: {}\n  again: build/simulation {} --events {}\n", seed, verdict_of(outcome),
               seed, wish_.options.events);
    std::fflush(stdout);
    if (wish_.kept.empty() || wish_.options.plant != Plant::none) return;
    std::ofstream(wish_.kept, std::ios::app)
        << fmt::format("{} {} # {}\n", seed, wish_.options.events, outcome.checker);
  }

  const Wish& wish_;
  History history_;
  std::uint64_t runs_ = 0, failed_ = 0;
  std::size_t harmless_ = 0, false_alarms_ = 0, harmful_ = 0, caught_ = 0;
  double allowed_ = 0;
};

/// Seeds that failed once: "SEED EVENTS # why", one a line.
int run_kept(const Wish& wish) {
  std::ifstream file(wish.kept);
  std::string line;
  int failed = 0;
  while (std::getline(file, line)) {
    Options options;
    if (!(std::istringstream(line) >> options.seed >> options.events)) continue;
    const auto outcome = run(options);
    fmt::print("kept seed {} with {} events: {}\n", options.seed, options.events,
               verdict_of(outcome));
    failed += outcome.good() ? 0 : 1;
  }
  return failed;
}

int run_flips(const Wish& wish) {
  std::string problem;
  const int refused = refuse_flipped_bits(wish.options.seed, problem);
  if (!problem.empty()) fmt::print("{}\n", problem);
  fmt::print("{} flipped bits refused with a sentence\n", refused);
  return problem.empty() ? 0 : 1;
}

int run_many(const Wish& wish) {
  const int kept_failed = wish.kept.empty() ? 0 : run_kept(wish);
  Tally tally(wish);
  for (std::uint64_t i = 0; i < wish.many; ++i) tally.add(wish.from + i);
  return tally.finish() + kept_failed > 0 ? 1 : 0;
}

/// Says every few seconds how far a long run has come.
class Progress {
 public:
  Progress(const Wish& wish, std::FILE* to) : events_(wish.options.events), to_(to) {}

  void operator()(const History& history) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::seconds(5);
    fmt::print(to_, "{} of {} events, {} crashes, {} disk faults, {} checks, {} s\n",
               history.events, events_, history.crashes, history.faults, history.checks,
               std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count());
    std::fflush(to_);
  }

 private:
  using Time = std::chrono::steady_clock::time_point;

  const std::uint64_t events_;
  std::FILE* const to_;
  const Time begun_ = std::chrono::steady_clock::now();
  Time next_ = begun_ + std::chrono::seconds(5);
};

int run_one(const Wish& wish) {
  auto options = wish.options;
  options.on_progress = Progress(wish, wish.progress);
  const auto outcome = run(options);
  tell(wish.options, outcome);
  return outcome.good() ? 0 : 1;
}

int run_wish(Wish wish) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  wish.progress = ::fdopen(::dup(STDERR_FILENO), "w");
  if (!wish.talkative) ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
  if (wish.flips) return run_flips(wish);
  return wish.many > 0 || !wish.kept.empty() ? run_many(wish) : run_one(wish);
}

}  // namespace
}  // namespace spotter::simulation

int main(int argc, char** argv) {
  using namespace spotter::simulation;
  Wish wish;
  CLI::App app("Plays the whole server in one thread: one seed, one history, one hash.");
  app.add_option("seed", wish.options.seed, "which history to play");
  app.add_option("--events", wish.options.events, "how many events clients make, about");
  app.add_option("--many", wish.many, "plays so many seeds, each twice");
  app.add_option("--from", wish.from, "the first of them");
  app.add_option("--kept", wish.kept, "a file of seeds that failed once: played first, added to");
  app.add_option("--plant", wish.options.plant, "a bug that the checkers must find")
      ->transform(CLI::CheckedTransformer(plants));
  app.add_flag("--flips", wish.flips, "flips bits of a log: each start must be refused");
  app.add_flag("--talkative", wish.talkative, "shows the program's own log");
  CLI11_PARSE(app, argc, argv);
  return run_wish(wish);
}
