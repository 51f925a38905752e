#include "parts/live/act/loop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.hpp"
#include "parts/live/act/effect_words.hpp"
#include "parts/live/act/receipt_writer.hpp"
#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

constexpr const char* judge_name = "judge";

std::optional<ArmIndex> index_of(const LaunchDefinition& launch, const std::string& arm) {
  for (std::size_t i = 0; i < launch.arms.size(); ++i) {
    if (launch.arms[i].key == arm) return static_cast<ArmIndex>(i);
  }
  return std::nullopt;
}

// A sum needs a number: an event without a usable one is said, not taken for 0.
Effect observe(LaunchTally& tally, MetricIndex place, const Metric& metric,
               const EventRecord& event) {
  double value = 1;
  if (metric.value) {
    const auto number = event.value(*metric.value);
    if (!number) return tally.refuse_value();
    value = *number;
  }
  return tally.observe(event.unit, {place, event.at, event.received, value});
}

std::string subject(const Launch& launch) { return "launch/" + launch.definition.key; }

template <class T>
Result<T> read_record(std::string_view bytes) {
  auto record = wire::read_json<T>(bytes);
  if (record) return record;
  return failure(ProblemCode::corrupt,
                 "The event log holds a record that cannot be read: " + record.error().sentence);
}

}  // namespace

Result<Outcome> Loop::take(Sequence sequence, RecordKind kind, std::string_view bytes) {
  ensure(sequence > sequence_, "records come in log order");
  sequence_ = sequence;
  change_ = StateChange{};
  change_.sequence = sequence;
  auto outcome = take(kind, bytes);
  if (!change_.empty()) {
    last_change_ = sequence;
    outlet_.keep(std::move(change_));
  }
  return outcome;
}

Result<Outcome> Loop::take(RecordKind kind, std::string_view bytes) {
  switch (kind) {
    case RecordKind::event: return take_event(bytes);
    case RecordKind::definitions: return take_definitions(bytes);
    case RecordKind::command: return take_command(bytes);
    case RecordKind::acted: return take_acted(bytes);
    case RecordKind::agreement: return take_agreement(bytes);
  }
  return failure(ProblemCode::corrupt, "The event log holds a record of an unknown kind.");
}

std::vector<std::string> Loop::finish_replay() {
  acting_ = true;
  publish(std::nullopt);
  std::vector<std::string> untimed;
  for (const auto& [launch, timed] : acted_) {
    if (!timed) untimed.push_back(launch);
  }
  return untimed;
}

// ---- events ----------------------------------------------------------------------------------

Result<Outcome> Loop::take_event(std::string_view bytes) {
  TRY(const auto event, decode_event(bytes));
  at_ = event.received;
  latest_received_ = std::max(latest_received_, event.received);
  if (event.exposure) measure_exposure(event);
  else if (event.kind == EventKind::track && event.unit) measure_conversions(event);
  else show(event, "", "noted");
  return Outcome{};
}

void Loop::measure_exposure(const EventRecord& event) {
  const auto& claim = *event.exposure;
  const auto running = running_.find(claim.launch);
  if (running == running_.end() || !event.unit) {
    show(event, claim.launch, "not counted: the launch has not started");
    return;
  }
  const auto& definition = running->second.judge().launch();
  auto& tally = running->second.tally();
  tally.advance(latest_received_);
  const auto effect = tally.expose(event.unit, index_of(definition, claim.arm),
                                   index_of(definition, claim.assigned), event.at);
  show(event, claim.launch, words_for(effect, ""));
  if (effect != Effect::nothing) judge(claim.launch, running->second, event);
}

void Loop::measure_conversions(const EventRecord& event) {
  const auto found = interests_.find(event.name);
  if (found == interests_.end()) {
    show(event, "", "noted: no metric of a started launch counts it");
    return;
  }
  // One event is one look: all that it counts for in a launch comes first, then the judge. A
  // launch's interests stand side by side.
  const auto& interests = found->second;
  bool counted = false;
  for (std::size_t i = 0; i < interests.size(); ++i) {
    counted = measure_conversion(interests[i], event) == Effect::counted || counted;
    const auto& launch = interests[i].launch;
    if (i + 1 < interests.size() && interests[i + 1].launch == launch) continue;
    if (counted) judge(*launch, *interests[i].running, event);
    counted = false;
  }
}

Effect Loop::measure_conversion(const Interest& interest, const EventRecord& event) {
  auto& tally = interest.running->tally();
  tally.advance(latest_received_);
  const auto& metric = interest.running->judge().metrics()[interest.metric];
  const auto effect = observe(tally, interest.metric, metric, event);
  show(event, *interest.launch, words_for(effect, metric.key));
  return effect;
}

void Loop::judge(const std::string& key, RunningLaunch& running, const EventRecord& event) {
  auto& launch = book_.launches.at(key);
  const Crossing now{Level::green, Cause::harm, sequence_, event.message_id, event.received, 0};
  for (const auto& crossing : running.judge_event(now, is_judged(launch.state))) {
    if (launch.definition.mode == Mode::watch) note_only(launch, crossing);
    else if (crossing.state == Level::red) roll_back(launch, running, event, crossing);
    else turn_amber(launch, crossing);
  }
}

// Watch mode: it is said what would have been done, and when; nothing changes for anybody.
void Loop::note_only(const Launch& launch, const Crossing& crossing) {
  const bool red = crossing.state == Level::red;
  keep_launch(launch, {sequence_, subject(launch), crossing.at, judge_name,
                       red ? "would have rolled back" : "would have turned amber",
                       why_crossed(crossing, red ? launch.definition.rollback_at : amber_at)});
}

void Loop::turn_amber(Launch& launch, const Crossing& crossing) {
  // A paused launch stays paused; it is amber once it is resumed.
  if (launch.state == State::live) launch.state = State::amber;
  keep_launch(launch, {sequence_, subject(launch), crossing.at, judge_name, "turned amber",
                       why_crossed(crossing, amber_at)});
}

void Loop::roll_back(Launch& launch, const RunningLaunch& running, const EventRecord& event,
                     const Crossing& crossing) {
  launch.state = State::rolled_back;
  launch.ended = sequence_;
  launch.ended_at = event.received;
  const auto decided = acting_ ? clock_.now() : event.received;
  publish(RolledBack{launch.definition.key, decided});
  Receipt receipt;
  receipt.deciding_event = {event.message_id, sequence_, event.name, std::nullopt};
  if (event.exposure) receipt.deciding_event.event = std::string(exposure_event_name);
  if (const auto arm = running.tally().arm_of(event.unit))
    receipt.deciding_event.arm = launch.definition.arms[*arm].key;
  receipt.times = {event.received, decided, std::nullopt, false};
  draw_up_receipt(launch, running, std::move(receipt));
  keep_launch(launch, {sequence_, subject(launch), event.received, judge_name, "rolled back",
                       why_crossed(crossing, launch.definition.rollback_at)});
  tell_first(launch, event.received);
}

void Loop::draw_up_receipt(const Launch& launch, const RunningLaunch& running, Receipt receipt) {
  receipt.launch = launch.definition.key;
  receipt.name = launch.definition.name;
  receipt.log_e = running.log_e();
  receipt.threshold = launch.definition.rollback_at;
  receipt.guardrails = running.judge().explain(running.measured());
  receipt.exposed = exposed_units(running.judge(), running.tally().arms());
  receipt.loss = loss_of(running.judge(), running.measured());
  receipts_[launch.definition.key] = std::move(receipt);
  acted_[launch.definition.key] = false;
}

// ---- people ----------------------------------------------------------------------------------

Result<Outcome> Loop::take_definitions(std::string_view bytes) {
  TRY(const auto record, read_record<DefinitionsRecord>(bytes));
  at_ = record.at;
  const auto otherwise = remeasured(book_, record.definitions);
  auto changes = apply(book_, record.definitions);
  if (!changes) return Outcome{{}, std::move(changes.error())};
  for (const auto& made : *changes) {
    if (made.change != ChangeKind::unchanged) keep_definition(made, record);
  }
  for (const auto& [key, metrics] : otherwise) keep_remeasured(key, metrics, record);
  if (!change_.empty()) publish(std::nullopt);
  return Outcome{std::move(*changes), {}};
}

void Loop::keep_definition(const Change& made, const DefinitionsRecord& record) {
  const auto* what = boost::describe::enum_to_string(made.what, "?");
  change_.entries.push_back({sequence_, fmt::format("{}/{}", what, made.key), record.at,
                             record.actor, boost::describe::enum_to_string(made.change, "?"),
                             fmt::format("{}", fmt::join(made.details, "; "))});
  if (made.what == What::metric) change_.metrics.push_back(book_.metrics.at(made.key));
  if (made.what == What::flag) change_.flags.push_back(book_.flags.at(made.key));
  if (made.what != What::launch) return;
  const auto& launch = book_.launches.at(made.key);
  change_.launches.push_back(launch);
  define_for_agreements(launch.definition, record.at);
}

void Loop::define_for_agreements(const LaunchDefinition& launch, Instant at) {
  if (agreements_) agreements_->defined(launch, metrics_of(book_, launch), at);
}

// Whoever signed for a launch signed for what its metrics count.
void Loop::keep_remeasured(const std::string& key, const std::vector<std::string>& metrics,
                           const DefinitionsRecord& record) {
  const auto& launch = book_.launches.at(key);
  for (const auto& metric : metrics) {
    if (!uses(launch.definition, metric)) continue;  // no longer
    change_.entries.push_back({sequence_, subject(launch), record.at, record.actor,
                               "changed what a metric counts", metric});
  }
  define_for_agreements(launch.definition, record.at);
}

Result<Outcome> Loop::take_command(std::string_view bytes) {
  TRY(const auto record, read_record<CommandRecord>(bytes));
  at_ = record.at;
  const auto found = book_.launches.find(record.launch);
  if (found == book_.launches.end()) {
    auto sentence = fmt::format("There is no launch \"{}\".", record.launch);
    return Outcome{{}, {{ProblemCode::not_found, std::move(sentence), ""}}};
  }
  auto& launch = found->second;
  const auto state = after(record.verb, launch, book_);
  if (!state) return Outcome{{}, {state.error()}};
  if (record.verb == Verb::start && launch.state == State::draft) {
    auto missing = against_start(record);
    if (!missing.empty()) return Outcome{{}, std::move(missing)};
  }
  return obey(launch, record, *state);
}

std::vector<Problem> Loop::against_start(const CommandRecord& record) const {
  std::vector<Problem> problems;
  if (!agreements_) return problems;
  for (auto& sentence : agreements_->against_start(record.launch))
    problems.push_back({ProblemCode::conflict, std::move(sentence), ""});
  return problems;
}

// `state` is the one that define::after gives for the verb.
Outcome Loop::obey(Launch& launch, const CommandRecord& record, State state) {
  const auto running = running_.find(record.launch);
  const bool was_over = launch.ended > 0;  // and stays as it ended, also if it is killed
  const bool clears = record.verb == Verb::clear && running->second.clear_amber();
  const bool kills = record.verb == Verb::kill && !launch.killed;
  if (state == launch.state && !kills && !clears) return {};
  const bool resumes_amber = record.verb == Verb::resume && running->second.is_amber() &&
                             launch.definition.mode != Mode::watch;
  launch.state = resumes_amber ? State::amber : state;
  if (kills) launch.killed = true, launch.kill_sequence = sequence_;
  if (record.verb == Verb::start) {
    launch.started_at = record.at;
    start(launch);
  } else if (!is_judged(launch.state) && !was_over) {
    launch.ended = sequence_;
    launch.ended_at = record.at;
  }
  if (record.verb == Verb::roll_back) roll_back_by_hand(launch, record);
  else publish(std::nullopt);
  keep_launch(launch, {sequence_, subject(launch), record.at, record.actor, done(record.verb),
                       record.reason});
  if (record.verb == Verb::roll_back) tell_first(launch, record.at);
  return {};
}

void Loop::roll_back_by_hand(const Launch& launch, const CommandRecord& record) {
  const auto decided = acting_ ? clock_.now() : record.at;
  publish(RolledBack{record.launch, decided});
  Receipt receipt;
  receipt.decided_by = DecidedBy::person;
  receipt.member = record.actor;
  receipt.reason = record.reason;
  receipt.deciding_event.sequence = sequence_;
  receipt.times = {record.at, decided, std::nullopt, false};
  draw_up_receipt(launch, running_.at(record.launch), std::move(receipt));
}

void Loop::start(Launch& launch) {
  launch.started = sequence_;
  const auto& definition = launch.definition;
  LaunchJudge judge(definition, metrics_of(book_, definition), shares_of(definition));
  running_.emplace(definition.key, RunningLaunch(std::move(judge), definition));
  listen(definition.key);
}

void Loop::listen(const std::string& launch) {
  const auto placed = running_.find(launch);
  const auto& metrics = placed->second.judge().metrics();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    interests_[metrics[i].event].push_back(
        {&placed->second, &placed->first, static_cast<MetricIndex>(i)});
  }
}

Result<Outcome> Loop::take_acted(std::string_view bytes) {
  TRY(const auto record, read_record<ActedRecord>(bytes));
  const auto found = receipts_.find(record.launch);
  if (found == receipts_.end()) return Outcome{};
  auto& times = found->second.times;
  times.decided = record.decided;
  times.pushed = record.pushed;
  times.recovered = record.recovered;
  acted_[record.launch] = true;
  change_.receipts.push_back(found->second);
  return Outcome{};
}

Result<Outcome> Loop::take_agreement(std::string_view bytes) {
  if (!agreements_) return Outcome{};
  const auto find = [this](const std::string& key) {
    const auto found = book_.launches.find(key);
    const auto* launch = found == book_.launches.end() ? nullptr : &found->second;
    return LaunchStanding{launch, receipts_.contains(key)};
  };
  TRY(auto agreed, agreements_->take(sequence_, bytes, find));
  change_.entries = std::move(agreed.entries);
  change_.cards = std::move(agreed.cards);
  return Outcome{{}, std::move(agreed.problems)};
}

// ---- telling ---------------------------------------------------------------------------------

void Loop::publish(std::optional<RolledBack> rolled_back) {
  if (!acting_) return;
  outlet_.publish(compile(book_, sequence_), std::move(rolled_back));
}

void Loop::keep_launch(const Launch& launch, const journal::Entry& entry) {
  change_.launches.push_back(launch);
  change_.entries.push_back(entry);
  const auto receipt = receipts_.find(launch.definition.key);
  if (receipt != receipts_.end()) change_.receipts.push_back(receipt->second);
}

void Loop::tell_first(const Launch& launch, Instant at) {
  const auto who = agreements_ ? agreements_->told_first(launch.definition.key) : std::nullopt;
  if (who)
    change_.entries.push_back(
        {sequence_, subject(launch), at, judge_name, "told the spotter first", *who});
}

void Loop::show(const EventRecord& event, const std::string& launch, std::string effect) {
  if (!acting_) return;
  FeedItem item{
      event.received,   sequence_, name_for(event), std::nullopt, to_text(event.unit).substr(0, 8),
      std::move(effect)};
  if (const auto running = running_.find(launch); running != running_.end()) {
    if (const auto arm = running->second.tally().arm_of(event.unit))
      item.arm = running->second.judge().launch().arms[*arm].key;
  }
  feed_.add(launch, std::move(item));
}

void Loop::note_refused(Instant at, const std::string& reason) {
  feed_.add("", {at, 0, "refused", std::nullopt, "", reason});
}

const RunningLaunch* Loop::running(const std::string& launch) {
  const auto found = running_.find(launch);
  if (found == running_.end()) return nullptr;
  found->second.tally().advance(latest_received_);
  return &found->second;
}

const Receipt* Loop::receipt(const std::string& launch) const {
  const auto found = receipts_.find(launch);
  return found == receipts_.end() ? nullptr : &found->second;
}

}  // namespace spotter::live
