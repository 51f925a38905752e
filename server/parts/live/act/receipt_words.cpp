// The receipt in both sides' words. Every sentence is made from the receipt's own numbers.
#include <fmt/format.h>

#include <cmath>

#include "parts/live/act/effect_words.hpp"
#include "parts/live/act/receipt.hpp"

namespace spotter::live {

namespace {

std::string clock_time(Instant at) { return to_rfc3339(at).substr(11, 8) + " UTC"; }

std::string date(Instant at) { return to_rfc3339(at).substr(0, 10); }

std::string milliseconds(Duration duration) {
  return fmt::format("{:.1f} ms", static_cast<double>(duration.count()) / 1000);
}

std::string compared(const GuardrailEvidence& guardrail, const Receipt& receipt,
                     const LaunchDefinition& launch) {
  const auto& control = launch.arms[control_arm].key;
  const auto& treatment = launch.arms[treatment_arm].key;
  if (guardrail.kind == MetricKind::mean)
    return fmt::format("{}: {:.4g} per visitor with “{}”, {:.4g} with “{}”", guardrail.name,
                       guardrail.means.treatment.value_or(0), treatment,
                       guardrail.means.control.value_or(0), control);
  return fmt::format("{}: {} of {} visitors with “{}”, {} of {} with “{}”", guardrail.name,
                     guardrail.failing.treatment, receipt.exposed.at(treatment), treatment,
                     guardrail.failing.control, receipt.exposed.at(control), control);
}

const GuardrailEvidence& strongest(const Receipt& receipt) {
  const auto stronger = [](const auto& a, const auto& b) { return a.log_e < b.log_e; };
  return *std::max_element(receipt.guardrails.begin(), receipt.guardrails.end(), stronger);
}

std::string people(double units) {
  const auto whole = static_cast<std::int64_t>(std::llround(units));
  return fmt::format("{} {}", grouped(whole), whole == 1 ? "visitor" : "visitors");
}

// "between 6 and 11 visitors", or "from a gain of 2 visitors to a loss of 11 visitors": people do
// not read a negative loss as a gain. `say` writes a number without its sign.
template <class Number, class Say>
std::string range(Number low, Number high, Say say) {
  if (high < 0) return fmt::format("between a gain of {} and of {}", say(-high), say(-low));
  if (low < 0) return fmt::format("from a gain of {} to a loss of {}", say(-low), say(high));
  return fmt::format("between {} and {}", say(low), say(high));
}

std::string money(std::int64_t amount, const Loss& loss) {
  return to_text(Money{amount, *loss.currency});
}

std::string affected_for_marketing(const Loss& loss) {
  const auto bounds = range(std::floor(loss.affected.low), std::ceil(loss.affected.high), people);
  if (std::llround(loss.affected.amount) == 0)
    return fmt::format("No visitor is known to be affected; it may be anything {}", bounds);
  const bool gained = loss.affected.amount < 0;
  return fmt::format("About {} {}, {}", people(std::abs(loss.affected.amount)),
                     gained ? "better off" : "affected", bounds);
}

std::string loss_for_marketing(const Loss& loss) {
  const bool nobody = loss.affected == Estimate{};
  if (nobody && !loss.currency) return "No visitor was affected in anything that is counted.";
  if (!loss.currency)
    return affected_for_marketing(loss) + ". Nobody has agreed yet what one is worth.";
  const auto said = [&](std::int64_t amount) { return money(amount, loss); };
  const auto amount =
      *loss.amount < 0 ? fmt::format("a gain of {}", said(-*loss.amount)) : said(*loss.amount);
  const auto in_money = fmt::format("{}, {}", amount, range(loss.low, loss.high, said));
  if (loss.counted.empty()) return "There is too little data yet to say what it cost.";
  if (nobody && loss.amount == 0 && loss.low == 0 && loss.high == 0)
    return "No visitor was affected in anything that is counted.";
  if (nobody) return fmt::format("At the agreed worth the loss is {}.", in_money);
  return fmt::format("{}. At the agreed worth that is {}.", affected_for_marketing(loss), in_money);
}

std::string loss_for_it(const Loss& loss) {
  std::string text = fmt::format("Loss ({:.0f} % always-valid): ", loss.confidence * 100);
  if (loss.currency)
    text += fmt::format("{} [{}, {}]; ", money(*loss.amount, loss), money(loss.low, loss),
                        money(loss.high, loss));
  for (const auto& counted : loss.counted) {
    const auto* of = counted.kind == MetricKind::mean ? "of its value" : "units";
    text += fmt::format("{} {:.2f} {} [{:.2f}, {:.2f}]; ", counted.metric, counted.affected, of,
                        counted.low, counted.high);
  }
  for (const auto& metric : loss.not_counted)
    text += fmt::format("{} not counted, no bounds yet; ", metric);
  text.resize(text.size() - 2);
  return text + ".";
}

std::string figures(const GuardrailEvidence& guardrail) {
  if (guardrail.kind == MetricKind::mean)
    return fmt::format("mean {:.6g} in {}, {:.6g} in control",
                       guardrail.means.treatment.value_or(0), guardrail.arm,
                       guardrail.means.control.value_or(0));
  return fmt::format("{} units with the event in {}, {} in control", guardrail.failing.treatment,
                     guardrail.arm, guardrail.failing.control);
}

std::string guardrails_for_it(const Receipt& receipt) {
  std::string text;
  for (const auto& guardrail : receipt.guardrails) {
    text += fmt::format("Guardrail {} ({}, weight {:.3g}): {}, ln e = {:.4f}.\n", guardrail.metric,
                        guardrail.side == Side::it ? "IT" : "marketing", guardrail.weight,
                        figures(guardrail), guardrail.log_e);
  }
  return text;
}

std::string times_for_it(const ReceiptTimes& times) {
  auto text = fmt::format("Arrived {}; decided {} later", to_rfc3339(times.arrived),
                          milliseconds(times.decided - times.arrived));
  if (times.recovered) {
    return fmt::format(
        "Arrived {}; recovered: a restart derived the rollback again from the log, "
        "at {}, before anybody was served.",
        to_rfc3339(times.arrived), to_rfc3339(times.decided));
  }
  if (!times.pushed) return text + "; open streams are being told.";
  return text + fmt::format("; last open stream told {} after arrival.",
                            milliseconds(*times.pushed - times.arrived));
}

std::string who_for_marketing(const Receipt& receipt) {
  if (receipt.decided_by == DecidedBy::judge)
    return fmt::format("“{}” was rolled back by itself on {} at {}.", receipt.name,
                       date(receipt.times.arrived), clock_time(receipt.times.arrived));
  return fmt::format("“{}” was rolled back by {} on {} at {}.", receipt.name,
                     receipt.member.value_or("a member"), date(receipt.times.arrived),
                     clock_time(receipt.times.arrived));
}

std::string why_for_marketing(const Receipt& receipt, const LaunchDefinition& launch) {
  if (receipt.decided_by == DecidedBy::person) {
    return receipt.reason && !receipt.reason->empty() ? "Reason given: " + *receipt.reason
                                                      : std::string("No reason was given.");
  }
  const auto& guardrail = strongest(receipt);
  const bool mean = guardrail.kind == MetricKind::mean;
  const auto* what = guardrail.better == Better::down ? (mean ? "rose" : "happened more often")
                                                      : (mean ? "fell" : "became rarer");
  return fmt::format(
      "With it, “{}” {}. {}.\nThe evidence stands at {} against chance. A harmless "
      "launch gets this far in at most 1 of {:.0f} cases, over its whole life.",
      guardrail.name, what, compared(guardrail, receipt, launch), odds(receipt.log_e),
      receipt.threshold);
}

}  // namespace

std::string in_marketing_words(const Receipt& receipt, const LaunchDefinition& launch) {
  return fmt::format(
      "{}\n{}\n{}\nSince then every visitor gets “{}” again. You need to do nothing.",
      who_for_marketing(receipt), why_for_marketing(receipt, launch),
      loss_for_marketing(receipt.loss), launch.arms[control_arm].key);
}

std::string in_it_words(const Receipt& receipt, const LaunchDefinition& launch) {
  const auto& event = receipt.deciding_event;
  const auto who = receipt.decided_by == DecidedBy::judge
                       ? fmt::format("Rolled back automatically at event {} (message id {})",
                                     event.sequence, event.message_id.value_or("none"))
                       : fmt::format("Rolled back by {} at record {}",
                                     receipt.member.value_or("a member"), event.sequence);
  return fmt::format(
      "{}: merged e = {}, ln e = {:.4f}, threshold {:.0f}.\n{}{}\n{}\nFlag {} now "
      "forces arm {} ({}); the state is latched and will not un-latch.",
      who, odds(receipt.log_e), receipt.log_e, receipt.threshold, guardrails_for_it(receipt),
      times_for_it(receipt.times), loss_for_it(receipt.loss), launch.flag.key,
      launch.arms[control_arm].key, wire::json_text(launch.arms[control_arm].value));
}

std::vector<std::string> next_steps(const Receipt& receipt) {
  if (receipt.decided_by == DecidedBy::person) {
    return {"Write down together what was learned.",
            "To try again, make a new launch: it gets a new seed and new visitors."};
  }
  const auto& guardrail = strongest(receipt);
  return {
      fmt::format("Look together at why “{}” changed; the counts above are the place to start.",
                  guardrail.name),
      "Write down what was learned: a failed experiment that taught something is not a failure.",
      "To try again, make a new launch: it gets a new seed and new visitors."};
}

}  // namespace spotter::live
