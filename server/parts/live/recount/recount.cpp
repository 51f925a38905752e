#include "parts/live/recount/recount.hpp"

#include <algorithm>
#include <set>

#include "base/ensure.hpp"
#include "parts/live/act/records.hpp"

namespace spotter::live {

namespace {

std::optional<std::size_t> place_of(const LaunchDefinition& launch, const std::string& arm) {
  for (std::size_t i = 0; i < launch.arms.size(); ++i)
    if (launch.arms[i].key == arm) return i;
  return std::nullopt;
}

}  // namespace

Result<void> Recount::take(Sequence sequence, RecordKind kind, std::string_view bytes) {
  ensure(sequence > sequence_, "records come in log order");
  sequence_ = sequence;
  switch (kind) {
    case RecordKind::event: return take_event(bytes);
    case RecordKind::definitions: return take_definitions(bytes);
    case RecordKind::command: return take_command(bytes);
    case RecordKind::acted: return take_acted(bytes);
    case RecordKind::agreement: return take_agreement(bytes);
  }
  return failure(ProblemCode::corrupt, "The event log holds a record of an unknown kind.");
}

// ---- events ----------------------------------------------------------------------------------

Result<void> Recount::take_event(std::string_view bytes) {
  TRY(const auto event, decode_event(bytes));
  latest_ = std::max(latest_, event.received);
  if (!event.unit) return {};
  if (event.exposure) see(event);
  else if (event.kind == EventKind::track) act(event);
  return {};
}

void Recount::see(const EventRecord& event) {
  const auto& claim = *event.exposure;
  const auto found = started_.find(claim.launch);
  if (found == started_.end()) return;
  auto& people = found->second.people();
  const auto& launch = found->second.launch();
  people.advance(latest_);
  const bool changed = people.see(event.unit, place_of(launch, claim.arm),
                                  place_of(launch, claim.assigned), event.at);
  if (changed) judge(claim.launch, found->second, event);
}

// An event is judged once in each launch, after all metrics that it counts for.
void Recount::act(const EventRecord& event) {
  std::set<std::string> changed;
  const auto [first, last] = concerns_.equal_range(event.name);
  for (auto concern = first; concern != last; ++concern) {
    const auto& [key, metric] = concern->second;
    auto& people = started_.at(key).people();
    people.advance(latest_);
    if (people.act(metric, event)) changed.insert(key);
  }
  for (const auto& key : changed) judge(key, started_.at(key), event);
}

void Recount::judge(const std::string& key, LaunchRecount& started, const EventRecord& event) {
  auto& launch = book_.launches.at(key);
  const Place place{sequence_, event};
  const auto reached = started.judge(place, is_judged(launch.state));
  // Watch mode: the state stays as it is, whatever is reached.
  if (launch.definition.mode == Mode::watch) return;
  if (reached.amber && launch.state == State::live) launch.state = State::amber;
  if (!reached.red) return;
  end(launch, State::rolled_back, event.received);
  started.freeze_receipt(launch, place);
}

// ---- people ----------------------------------------------------------------------------------

Result<void> Recount::take_definitions(std::string_view bytes) {
  TRY(const auto record, wire::read_json<DefinitionsRecord>(bytes));
  // What was refused then is refused now, and changes nothing.
  const auto otherwise = remeasured(book_, record.definitions);
  const auto applied = apply(book_, record.definitions);
  if (!applied || !agreements_) return {};
  std::set<std::string> defined;
  for (const auto& made : *applied)
    if (made.what == What::launch && made.change != ChangeKind::unchanged) defined.insert(made.key);
  for (const auto& [key, metrics] : otherwise) defined.insert(key);
  for (const auto& key : defined) {
    const auto& launch = book_.launches.at(key).definition;
    agreements_->defined(launch, metrics_of(book_, launch), record.at);
  }
  return {};
}

Result<void> Recount::take_command(std::string_view bytes) {
  TRY(const auto record, wire::read_json<CommandRecord>(bytes));
  const auto found = book_.launches.find(record.launch);
  if (found == book_.launches.end()) return {};
  auto& launch = found->second;
  if (!after(record.verb, launch, book_)) return {};  // refused
  const auto before = launch.state;
  switch (record.verb) {
    case Verb::start:
      if (before == State::draft && may_start(record.launch)) start(launch, record.at);
      break;
    case Verb::pause: launch.state = State::paused; break;
    case Verb::resume:
      if (before != State::paused) break;
      // In watch mode amber is only said.
      launch.state = started_.at(record.launch).is_amber() && launch.definition.mode == Mode::armed
                         ? State::amber
                         : State::live;
      break;
    case Verb::clear:
      started_.at(record.launch).clear();
      if (before == State::amber) launch.state = State::live;
      break;
    case Verb::stop:
      if (before != State::stopped) end(launch, State::stopped, record.at);
      break;
    case Verb::kill:
      // What is over already ended when it did.
      if (launch.ended == 0) end(launch, State::stopped, record.at);
      launch.state = State::stopped;
      launch.killed = true;
      break;
    case Verb::roll_back:
      if (before == State::rolled_back) break;
      end(launch, State::rolled_back, record.at);
      started_.at(record.launch).freeze_receipt_by_hand(launch, {sequence_, record});
      break;
  }
  return {};
}

void Recount::start(Launch& launch, Instant at) {
  launch.state = State::live;
  launch.started = sequence_;
  launch.started_at = at;
  const auto& definition = launch.definition;
  const auto metrics = metrics_of(book_, definition);
  started_.emplace(definition.key, LaunchRecount(definition, metrics));
  for (std::size_t i = 0; i < metrics.size(); ++i)
    concerns_.emplace(metrics[i].event, std::pair(definition.key, i));
}

void Recount::end(Launch& launch, State state, Instant at) {
  launch.state = state;
  launch.ended = sequence_;
  launch.ended_at = at;
}

Result<void> Recount::take_acted(std::string_view bytes) {
  TRY(const auto record, wire::read_json<ActedRecord>(bytes));
  const auto found = started_.find(record.launch);
  if (found != started_.end() && found->second.has_receipt())
    found->second.put_receipt_times(record.decided, record.pushed, record.recovered);
  return {};
}

bool Recount::may_start(const std::string& launch) const {
  return !agreements_ || agreements_->against_start(launch).empty();
}

Result<void> Recount::take_agreement(std::string_view bytes) {
  if (!agreements_) return {};
  const auto find = [this](const std::string& key) {
    const auto found = book_.launches.find(key);
    const auto started = started_.find(key);
    return LaunchStanding{found == book_.launches.end() ? nullptr : &found->second,
                          started != started_.end() && started->second.has_receipt()};
  };
  TRY([[maybe_unused]] const auto agreed, agreements_->take(sequence_, bytes, find));
  return {};
}

// ---- figures ---------------------------------------------------------------------------------

Figures Recount::figures(const std::string& key) {
  Figures figures;
  const auto found = book_.launches.find(key);
  if (found == book_.launches.end()) return figures;
  const auto& launch = found->second;
  put_word(figures, "state", launch.state);
  put(figures, "killed", launch.killed ? "true" : "false");
  put_count(figures, "started", launch.started);
  put_count(figures, "ended", launch.ended);
  put_time(figures, "started_at", launch.started_at);
  put_time(figures, "ended_at", launch.ended_at);
  const auto started = started_.find(key);
  if (started == started_.end()) return figures;
  started->second.people().advance(latest_);
  started->second.put_all(figures);
  return figures;
}

}  // namespace spotter::live
