#include "simulation/world.hpp"

#include <exception>

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t progress_steps = 1'000;

/// What befalls the machine: kills, power cuts, full disks, clocks that jump, nights.
class Troubles {
 public:
  Troubles(Surroundings& around, Machine& machine)
      : around_(around), machine_(machine), dice_(around.dice.fork()) {}

  void begin() {
    around_.disk.faults = around_.plan.faults;
    plan_next();
    watch();
  }
  /// From now on the machine is fine.
  void end() {
    ended_ = true;
    around_.disk.faults = {};
    around_.disk.full = false;
    around_.disk.calls_until_cut = 0;
    machine_.fill_database(false);
  }

 private:
  void plan_next() {
    around_.scheduler.after(dice_.about(around_.plan.trouble), [this] {
      if (ended_) return;
      befall();
      plan_next();
    });
  }

  void befall() {
    switch (dice_.below(8)) {
      case 0:
        if (machine_.up()) machine_.crash(false);
        break;
      case 1:
        if (machine_.up()) machine_.crash(true);
        break;
      case 2: around_.disk.calls_until_cut = 1 + int(dice_.below(40)); break;
      case 3: fill_disk(); break;
      case 4: fill_database(); break;
      case 5:
        if (around_.plan.server_clock) jump();
        break;
      case 6:
        if (around_.plan.nights) around_.time.nights += dice_.between(1h, 30h);
        break;
      default: break;
    }
  }

  void fill_disk() {
    around_.disk.full = true;
    around_.scheduler.after(dice_.about(10s), [this] { around_.disk.full = false; });
  }

  void fill_database() {
    machine_.fill_database(true);
    around_.scheduler.after(dice_.about(10s), [this] { machine_.fill_database(false); });
  }

  void jump() {
    ++around_.history.jumps;
    around_.server_clock.skew += dice_.between(-20min, 20min);
  }

  /// Whoever runs the program restarts it when it says that the log is broken.
  void watch() {
    around_.scheduler.after(1s, [this] {
      if (machine_.up() && machine_.core().log().counts().broken) machine_.crash(false);
      watch();
    });
  }

  Surroundings& around_;
  Machine& machine_;
  Dice dice_;
  bool ended_ = false;
};

class World {
 public:
  explicit World(const Options& options)
      : around_(options),
        machine_(around_),
        network_(around_, machine_),
        checkers_(around_, machine_, network_),
        visitors_(around_, network_, checkers_, effects_),
        member_(around_, network_, effects_),
        readers_(around_, network_, checkers_, visitors_),
        troubles_(around_, machine_) {}

  void play() {
    machine_.start();
    troubles_.begin();
    member_.begin();
    visitors_.begin();
    readers_.begin();
    run_until([this] { return visitors_.done(); });
    troubles_.end();
    member_.stop();
    network_.reliable = true;
    visitors_.hurry();
    run_until([this] { return machine_.up() && visitors_.idle() && member_.idle(); });
    readers_.stop();
    settle();
    checkers_.all_quiet();
    member_.close();
    run_until([this] { return member_.idle(); });
    settle();
    // Once more from the log alone.
    machine_.crash(true);
    run_until([this] { return machine_.up(); });
    settle();
    checkers_.all_quiet();
  }

  Outcome outcome() const;

 private:
  template <class Done>
  void run_until(Done done) {
    while (!done()) {
      machine_.step();
      tell_progress();
    }
  }

  void tell_progress() {
    const auto& tell = around_.plan.options.on_progress;
    if (tell && ++steps_ % progress_steps == 0) tell(around_.history);
  }

  // Until the state is written, the streams are told, and a rollback's second has passed.
  void settle() {
    const auto until = around_.scheduler.now() + 10s;
    run_until([&] { return around_.scheduler.now() >= until; });
  }

  TrueEffects effects_;
  Surroundings around_;
  Machine machine_;
  Network network_;
  Checkers checkers_;
  Visitors visitors_;
  Member member_;
  Readers readers_;
  Troubles troubles_;
  std::uint64_t steps_ = 0;
};

Outcome World::outcome() const {
  Outcome outcome;
  const auto& witness = checkers_.witness();
  outcome.history = around_.history;
  outcome.records = witness.sequence();
  outcome.lasted = around_.time.running + around_.time.nights;
  for (const auto& [key, witnessed] : witness.launches()) {
    const auto& launch = witness.launch(key);
    if (launch.started == 0 || launch.definition.mode == live::Mode::watch) continue;
    const auto kind = effects_.at(key).kind;
    const bool harmless = kind == Effect::harmless || kind == Effect::helpful;
    ++(harmless ? outcome.harmless : outcome.harmful);
    if (harmless) outcome.allowed += 1 / launch.definition.rollback_at;
    if (witnessed.by_judge) ++(harmless ? outcome.false_alarms : outcome.caught);
  }
  return outcome;
}

}  // namespace

Outcome run(const Options& options) {
  World world(options);
  Violation tripped;
  try {
    world.play();
  } catch (const Violation& violation) {
    tripped = violation;
  } catch (const std::exception& error) {
    tripped = {"no bug", error.what()};
  }
  auto outcome = world.outcome();
  outcome.checker = tripped.checker;
  outcome.what = tripped.what;
  return outcome;
}

}  // namespace spotter::simulation
