// A launch's brief: what for, for whom, with which data, tools, places and money, and until when.
// Whoever asks writes it down bit by bit; readiness says what is still missing. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/json.hpp"

namespace spotter::launches {

/// experiment: flag, arms, statistics; rollout: flag, ramp, guardrails; change: without a flag.
enum class LaunchKind { experiment, rollout, change };
BOOST_DESCRIBE_ENUM(LaunchKind, experiment, rollout, change)

/// How near data are to a person, as in the General Data Protection Regulation (EU) 2016/679:
/// anonymous (recital 26), pseudonymous (Art. 4(5)), personal (Art. 4(1)), special (Art. 9(1)).
/// `none` says that no data are touched.
enum class DataClass { none, anonymous, pseudonymous, personal, special };
BOOST_DESCRIBE_ENUM(DataClass, none, anonymous, pseudonymous, personal, special)

struct BriefData {
  std::string what;
  DataClass data_class = DataClass::none;

  bool operator==(const BriefData&) const = default;
};
SPOTTER_DESCRIBE(BriefData,
                 (what, optional, "Which data, for example e-mail address; empty for none.")(
                     data_class, required,
                     "none (this launch touches no data), anonymous, pseudonymous, personal, or "
                     "special: health, belief, origin and the like."))

struct BriefTool {
  std::string name;
  bool new_vendor = false;

  bool operator==(const BriefTool&) const = default;
};
SPOTTER_DESCRIBE(BriefTool,
                 (name, required,
                  "What it is called.")(new_vendor, optional,
                                        "True: the company has no contract with whoever sells it."))

/// Every field but the kind may still be missing: empty, or null.
struct Brief {
  LaunchKind kind = LaunchKind::experiment;
  std::string purpose;
  std::string who_benefits;
  std::string outcome;
  std::vector<BriefData> data;
  std::vector<BriefTool> tools;
  std::vector<std::string> regions;
  std::vector<std::string> page_types;
  std::optional<Money> cost;
  std::optional<std::string> starts_on;
  std::optional<std::string> ends_on;
  std::optional<std::string> kill_on;

  bool operator==(const Brief&) const = default;
};
SPOTTER_DESCRIBE(
    Brief,
    (kind, required, "experiment, rollout or change.")(purpose, optional, "What it is for.")(
        who_benefits, optional,
        "Who is better off with it.")(outcome, optional,
                                      "What shall come of it, and how that is measured.")(
        data, optional, "The data it touches; one entry of class none if it touches none.")(
        tools, optional, "The tools it uses; empty if it uses none.")(
        regions, optional, "The countries it reaches, as ISO 3166-1 codes, for example DE.")(
        page_types, optional, "The kinds of pages it shows on, for example checkout.")(
        cost, optional, "What it costs in all; 0 if nothing.")(
        starts_on, optional, "The day it shall start, as 2026-03-01.")(ends_on, optional,
                                                                       "The day it shall be done.")(
        kill_on, optional, "The day it is taken away unless somebody decides otherwise."))

/// Something that a brief needs and does not say.
struct MissingField {
  std::string field;
  std::string sentence;

  bool operator==(const MissingField&) const = default;
};
SPOTTER_DESCRIBE(MissingField,
                 (field, required, "Which field of the brief.")(sentence, required,
                                                                "What to write there."))

struct Readiness {
  int percent = 0;
  std::vector<MissingField> missing;

  bool operator==(const Readiness&) const = default;
};
SPOTTER_DESCRIBE(Readiness, (percent, required, "0 to 100; 100 exactly if nothing is missing.")(
                                missing, required, "What is, in the order of the brief."))

/// A bad_request with a JSON pointer into the brief: a text or list over its limit, an entry
/// without a name or written twice, an unknown country, currency or date, a start after the end or
/// after the kill date. Nothing: it may be kept, complete or not.
std::optional<Problem> malformed(const Brief& brief);

/// What is missing, and the weight of what is there, rounded down. Weights: purpose 20,
/// outcome 20, data 15, who_benefits 10, regions 10, page_types 5, cost 5, starts_on 5, ends_on 5,
/// kill_on 5. A rollout needs no end; a change needs no page types, end or kill date: what is not
/// needed has no weight. Tools are never missing: most launches use none. A text of blanks is none.
Readiness readiness_of(const Brief& brief);

}  // namespace spotter::launches
