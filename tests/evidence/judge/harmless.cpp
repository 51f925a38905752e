#include "evidence/judge/harmless.hpp"

namespace spotter::evidence {

namespace {

void count(Share& share, bool hit) {
  ++share.runs;
  share.hits += hit;
}

}  // namespace

FalseAlarms play_harmless(const Plan& plan, const Launches& launches) {
  FalseAlarms alarms;
  simulation::Dice seeds(launches.seed);
  for (std::uint64_t i = 0; i < launches.count; ++i) {
    Trial trial(plan, seeds.next());
    trial.play();
    const auto& course = trial.course();
    count(alarms.red, course.red);
    count(alarms.amber, course.amber);
    count(alarms.ratio_alarm, course.ratio_alarm);
    count(alarms.conversion_goal, course.excluded_zero[0]);
    count(alarms.mean_goal, course.excluded_zero[1]);
    count(alarms.any_goal, course.excluded_zero[0] || course.excluded_zero[1]);
    alarms.looks += course.looks;
  }
  return alarms;
}

bool keeps_promises(const FalseAlarms& alarms) {
  return alarms.red.keeps_at_most(0.01) && alarms.amber.keeps_at_most(0.1) &&
         alarms.ratio_alarm.keeps_at_most(0.01) && alarms.conversion_goal.keeps_at_most(0.05) &&
         alarms.mean_goal.keeps_at_most(0.05);
}

}  // namespace spotter::evidence
