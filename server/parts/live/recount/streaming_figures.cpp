#include "parts/live/recount/streaming_figures.hpp"

#include <fmt/format.h>

namespace spotter::live {

namespace {

void put_launch(Figures& figures, const Launch& launch) {
  put_word(figures, "state", launch.state);
  put(figures, "killed", launch.killed ? "true" : "false");
  put_count(figures, "started", launch.started);
  put_count(figures, "ended", launch.ended);
  put_time(figures, "started_at", launch.started_at);
  put_time(figures, "ended_at", launch.ended_at);
}

void put_arms(Figures& figures, const RunningLaunch& running) {
  const auto& metrics = running.judge().metrics();
  const auto& arms = running.tally().arms();
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    const auto here = "arms/" + running.judge().launch().arms[arm].key + "/";
    put_count(figures, here + "units", arms[arm].units);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const auto moments = moments_of(metrics[i], arms[arm], i);
      const auto metric = here + metrics[i].key + "/";
      put_count(figures, metric + "count", arms[arm].converted[i]);
      put_count(figures, metric + "capped", arms[arm].capped[i]);
      put_number(figures, metric + "mean", moments.average());
      put_number(figures, metric + "variance", moments.variance());
    }
  }
}

void put_guardrails(Figures& figures, const std::string& at,
                    const std::vector<GuardrailEvidence>& guardrails) {
  for (const auto& guardrail : guardrails) {
    const auto here = at + guardrail.metric + "/";
    put_number(figures, here + "log_e", guardrail.log_e);
    put_count(figures, here + "failing/control", guardrail.failing.control);
    put_count(figures, here + "failing/treatment", guardrail.failing.treatment);
    put_number(figures, here + "mean/control", guardrail.means.control);
    put_number(figures, here + "mean/treatment", guardrail.means.treatment);
  }
}

void put_goals(Figures& figures, const RunningLaunch& running) {
  for (std::size_t i = 0; i < running.peaks().size(); ++i) {
    const auto goal = running.judge().estimate(i, running.measured());
    const auto here = "goals/" + goal.metric + "/";
    put_number(figures, here + "difference", goal.difference);
    put_number(figures, here + "low", goal.low);
    put_number(figures, here + "high", goal.high);
    put_number(figures, here + "log_e", goal.log_e);
    put_number(figures, here + "lift", goal.lift);
    put_number(figures, here + "lift_low", goal.lift_low);
    put_number(figures, here + "lift_high", goal.lift_high);
    put_number(figures, here + "log_e_most", running.peaks()[i].log_e);
  }
}

void put_crossings(Figures& figures, const RunningLaunch& running) {
  put_count(figures, "rollback/crossings", running.crossings().size());
  std::size_t number = 0;
  for (const auto& crossing : running.crossings()) {
    const auto here = fmt::format("rollback/crossings/{}/", ++number);
    put_word(figures, here + "state", crossing.state);
    put_word(figures, here + "cause", crossing.cause);
    put_count(figures, here + "sequence", crossing.sequence);
    put(figures, here + "message_id", crossing.message_id);
    put_time(figures, here + "at", crossing.at);
    put_number(figures, here + "log_e", crossing.log_e);
  }
}

void put_running(Figures& figures, const RunningLaunch& running) {
  const auto measured = running.measured();
  const auto& tally = running.tally();
  put_arms(figures, running);
  put_guardrails(figures, "guardrails/", running.judge().explain(measured));
  put_goals(figures, running);
  for (std::size_t i = 0; i < measured.references.size(); ++i)
    put_number(figures, "reference_variance/" + running.judge().metrics()[i].key,
               measured.references[i]);
  put_number(figures, "rollback/log_e", running.log_e());
  put_word(figures, "rollback/state", running.level());
  put_crossings(figures, running);
  put_number(figures, "sample_ratio/log_bayes_factor", running.sample_ratio_log_bayes_factor());
  put_word(figures, "sample_ratio/state", running.sample_ratio());
  put_count(figures, "multiple_exposure", tally.multiple_exposure());
  put_count(figures, "late", tally.late());
  put_count(figures, "waiting", tally.waiting());
  put_count(figures, "outside_window", tally.outside_window());
  put_count(figures, "unusable", tally.unusable());
}

void put_loss(Figures& figures, const Loss& loss) {
  const auto at = std::string("receipt/loss/");
  std::string not_counted;
  for (const auto& metric : loss.not_counted) not_counted += metric + " ";
  put(figures, at + "currency", loss.currency.value_or("none"));
  put(figures, at + "not_counted", not_counted);
  put_number(figures, at + "affected/amount", loss.affected.amount);
  put_number(figures, at + "affected/low", loss.affected.low);
  put_number(figures, at + "affected/high", loss.affected.high);
  for (const auto& counted : loss.counted) {
    put_number(figures, at + "counted/" + counted.metric + "/amount", counted.affected);
    put_number(figures, at + "counted/" + counted.metric + "/low", counted.low);
    put_number(figures, at + "counted/" + counted.metric + "/high", counted.high);
  }
  std::optional<double> amount;
  if (loss.amount) amount = static_cast<double>(*loss.amount);
  put_number(figures, at + "amount", amount);
  put_number(figures, at + "low", static_cast<double>(loss.low));
  put_number(figures, at + "high", static_cast<double>(loss.high));
}

void put_deciding(Figures& figures, const Receipt& receipt) {
  put_word(figures, "receipt/decided_by", receipt.decided_by);
  if (receipt.decided_by == DecidedBy::person) {
    put(figures, "receipt/member", receipt.member.value_or(""));
    put(figures, "receipt/reason", receipt.reason.value_or(""));
    return;
  }
  const auto& event = receipt.deciding_event;
  put(figures, "receipt/deciding_event/message_id", event.message_id.value_or(""));
  put(figures, "receipt/deciding_event/event", event.event.value_or(""));
  put(figures, "receipt/deciding_event/arm", event.arm.value_or(""));
}

void put_receipt(Figures& figures, const Receipt& receipt) {
  put(figures, "receipt/name", receipt.name);
  put_deciding(figures, receipt);
  put_count(figures, "receipt/deciding_event/sequence", receipt.deciding_event.sequence);
  put_number(figures, "receipt/log_e", receipt.log_e);
  put_number(figures, "receipt/threshold", receipt.threshold);
  for (const auto& [arm, units] : receipt.exposed)
    put_count(figures, "receipt/exposed/" + arm, units);
  put_guardrails(figures, "receipt/guardrails/", receipt.guardrails);
  put_loss(figures, receipt.loss);
  const auto& times = receipt.times;
  put_time(figures, "receipt/times/arrived", times.arrived);
  // Until they stand in the log as an acted record, nobody else can know them.
  if (!times.pushed && !times.recovered) return;
  put_time(figures, "receipt/times/decided", times.decided);
  put_time(figures, "receipt/times/pushed", times.pushed);
  put(figures, "receipt/times/recovered", times.recovered ? "true" : "false");
}

}  // namespace

Figures figures_of(Loop& loop, const std::string& key) {
  Figures figures;
  const auto found = loop.book().launches.find(key);
  if (found == loop.book().launches.end()) return figures;
  put_launch(figures, found->second);
  if (const auto* running = loop.running(key)) put_running(figures, *running);
  if (const auto* receipt = loop.receipt(key)) put_receipt(figures, *receipt);
  return figures;
}

}  // namespace spotter::live
