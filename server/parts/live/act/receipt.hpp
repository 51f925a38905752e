// The receipt of a rollback: what happened, when, to whom, and what it cost.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parts/live/define/book.hpp"
#include "parts/live/judge/launch_judge.hpp"

namespace spotter::live {

enum class DecidedBy { judge, person };
BOOST_DESCRIBE_ENUM(DecidedBy, judge, person)

/// The log record at which the rollback was decided.
struct DecidingEvent {
  std::optional<std::string> message_id;
  Sequence sequence = 0;
  std::optional<std::string> event;
  std::optional<std::string> arm;

  bool operator==(const DecidingEvent&) const = default;
};
SPOTTER_DESCRIBE(DecidingEvent,
                 (message_id, required, "The client's id of the deciding event; null by hand.")(
                     sequence, required, "Its place in the event log.")(
                     event, required, "The event's name.")(arm, required, "The unit's arm."))

/// When each step happened. `pushed`: the last stream connected at the decision was written.
struct ReceiptTimes {
  Instant arrived;
  Instant decided;
  std::optional<Instant> pushed;
  bool recovered = false;

  bool operator==(const ReceiptTimes&) const = default;
};
SPOTTER_DESCRIBE(ReceiptTimes,
                 (arrived, required,
                  "When the deciding request arrived.")(decided, required,
                                                        "When the rollback was decided.")(
                     pushed, required, "When the last open stream was told; null if unknown.")(
                     recovered, required, "True if a restart derived the rollback again."))

/// An estimate with its interval.
struct Estimate {
  double amount = 0;
  double low = 0;
  double high = 0;

  bool operator==(const Estimate&) const = default;
};
SPOTTER_DESCRIBE(Estimate, (amount, required, "The estimate, in units (visitors).")(
                               low, required, "Lower bound.")(high, required, "Upper bound."))

/// One metric's share of the loss.
struct CountedLoss {
  std::string metric;
  std::string name;
  MetricKind kind = MetricKind::conversion;
  double affected = 0;
  double low = 0;
  double high = 0;
  std::optional<Money> worth;

  bool operator==(const CountedLoss&) const = default;
};
SPOTTER_DESCRIBE(CountedLoss,
                 (metric, required, "The metric's key.")(name, required, "What people call it.")(
                     kind, required, "conversion: units are affected; mean: its value is lost.")(
                     affected, required,
                     "Affected units, or lost value, estimated.")(low, required, "Lower bound.")(
                     high, required, "Upper bound.")(worth, required,
                                                     "Worth of one unit; null if not agreed."))

/// The loss in money, or in affected units where nothing is priced (semantics.md).
struct Loss {
  std::optional<std::int64_t> amount;
  std::optional<std::string> currency;
  std::int64_t low = 0;
  std::int64_t high = 0;
  double confidence = 0.95;
  Estimate affected;
  std::vector<CountedLoss> counted;
  std::vector<std::string> not_counted;

  bool operator==(const Loss&) const = default;
};
SPOTTER_DESCRIBE(
    Loss,
    (amount, required, "Minor units of the currency, or units where currency is null.")(
        currency, required, "ISO 4217; null where no metric has a worth.")(
        low, required, "Lower bound, rounded down.")(high, required, "Upper bound, rounded up.")(
        confidence, required,
        "Of the interval, valid at any time.")(affected, required,
                                               "Affected units over the counted metrics.")(
        counted, required,
        "What is counted, metric by metric.")(not_counted, required,
                                              "Keys of priced metrics that have no bounds yet."))

/// Frozen at the deciding event; only the times are filled in once the push is done.
struct Receipt {
  std::string launch;
  std::string name;
  DecidedBy decided_by = DecidedBy::judge;
  std::optional<std::string> member;
  std::optional<std::string> reason;
  DecidingEvent deciding_event;
  ReceiptTimes times;
  double log_e = 0;
  double threshold = 0;
  std::vector<GuardrailEvidence> guardrails;
  std::map<std::string, std::uint64_t> exposed;
  Loss loss;

  bool operator==(const Receipt&) const = default;
};
SPOTTER_DESCRIBE(Receipt,
                 (launch, required, "The launch's key.")(name, required, "What people call it.")(
                     decided_by, required,
                     "judge: by itself; person: by hand.")(member, required, "Who did it by hand.")(
                     reason, required, "Why, if done by hand.")(deciding_event, required,
                                                                "The event that decided.")(
                     times, required, "When each step happened.")(
                     log_e, required,
                     "Merged evidence at the decision, natural log of the e-value.")(
                     threshold, required,
                     "The e-value that rolls back.")(guardrails, required,
                                                     "Each guardrail's evidence at the decision.")(
                     exposed, required, "Exposed units by arm.")(loss, required, "What it cost."))

/// The receipt in plain words for marketing; paragraphs separated by a line break.
std::string in_marketing_words(const Receipt& receipt, const LaunchDefinition& launch);
/// The same for IT, with ids, thresholds and times.
std::string in_it_words(const Receipt& receipt, const LaunchDefinition& launch);
/// What to do now, one sentence each.
std::vector<std::string> next_steps(const Receipt& receipt);

}  // namespace spotter::live
