// One simulated launch through the program's own tally and judge, with a look at every event.
#pragma once

#include <queue>
#include <vector>

#include "evidence/judge/visitors.hpp"
#include "parts/live/act/running_launch.hpp"

namespace spotter::evidence {

/// A launch and its visitors.
struct Plan {
  Mix mix;
  Harm harm;
  std::vector<Measure> watched{Measure::errors, Measure::signups, Measure::revenue};
  std::optional<double> margin;  ///< of every guardrail; nothing: the default
  bool with_goals = false;       ///< goals: sign-ups and revenue
  std::uint64_t visitors_max = 5'000;
  bool ends_red = false;  ///< nobody is exposed and nothing counted after the rollback
};

/// The goals, in this order.
inline constexpr std::size_t goals = 2;

/// What became of it.
struct Course {
  bool red = false;
  bool amber = false;
  bool ratio_alarm = false;
  std::array<bool, goals> excluded_zero{};  ///< the goal's interval ever did
  std::uint64_t looks = 0;
};

/// Plays a launch. All randomness is the seed's. One thread.
class Trial {
 public:
  Trial(const Plan& plan, std::uint64_t seed);

  /// Until the rollback where the plan ends there, else until every visitor has done everything.
  void play();

  const Course& course() const { return course_; }
  const live::RunningLaunch& running() const { return running_; }
  std::uint64_t visitors() const { return visitors_.size(); }

  /// What the launch has done so far to treatment's visitors, each beside itself in control.
  HarmByMeasure realised_harm() const;
  /// Its expectation, given who was exposed and when: every visitor drawn anew `times` times.
  HarmByMeasure expected_harm(int times);
  /// The same once they have done all they will do.
  HarmByMeasure expected_harm_at_last(int times);

 private:
  struct Visitor {
    Unit unit;
    Instant exposed;
    bool treated = false;
    std::vector<Act> acts;
  };
  // An act, or the exposure to the other arm if `act` is one beyond the last.
  struct Due {
    Instant at;
    std::uint32_t visitor = 0;
    std::uint32_t act = 0;

    auto operator<=>(const Due&) const = default;
  };

  HarmByMeasure expected_harm(int times, std::optional<Instant> by);
  void expose_next();
  void take_due();
  bool observe(const Visitor& visitor, const Act& act);
  void look();
  bool is_over() const { return plan_.ends_red && course_.red; }

  Plan plan_;
  simulation::Dice dice_;
  simulation::Dice redraws_;
  live::RunningLaunch running_;
  std::vector<Visitor> visitors_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  Instant now_{1'700'000'000'000'000};
  Instant next_exposure_ = now_;
  Course course_;
};

}  // namespace spotter::evidence
