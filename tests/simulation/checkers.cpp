#include "simulation/checkers.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>

#include "parts/live/define/rules.hpp"
#include "simulation/portrait.hpp"

namespace spotter::simulation {

namespace json = boost::json;

namespace {

using namespace std::chrono_literals;

constexpr Duration off_within = 1s;
constexpr std::size_t recounted_units_max = 20'000;  // summing all units anew takes a while
constexpr Sequence replayed_records_max = 60'000;    // a second replay is not free

/// No faults while somebody checks.
class Careful {
 public:
  explicit Careful(SimulatedDisk& disk) : disk_(disk), before_(disk.careful) {
    disk_.careful = true;
  }
  ~Careful() { disk_.careful = before_; }
  Careful(const Careful&) = delete;
  Careful& operator=(const Careful&) = delete;

 private:
  SimulatedDisk& disk_;
  const bool before_;
};

void expect(bool holds, const char* checker, const std::string& what) {
  if (!holds) throw Violation{checker, what};
}

std::uint64_t whole(const json::value& number) { return number.to_number<std::uint64_t>(); }

/// What a flag's value must be for a visitor while its launch stands as in `step`; nothing: the
/// client uses its code default.
std::optional<json::value> served(const PlainLaunch& launch, const PlainLaunch::Step& step,
                                  const std::string& visitor) {
  using live::State;
  const auto& definition = launch.definition;
  if (step.killed) return std::nullopt;
  if (step.state == State::draft) return definition.flag.default_;
  if (!live::is_running(step.state)) return definition.arms.front().value;
  const auto assigned = live::assigned_arm(definition, visitor);
  for (const auto& arm : definition.arms) {
    if (arm.key == assigned) return arm.value;
  }
  return definition.flag.default_;
}

}  // namespace

Checkers::Checkers(Surroundings& around, Machine& machine, Network& network)
    : around_(around), machine_(machine), network_(network) {
  machine_.on_logged = [this] { read_log(); };
  machine_.on_dying = [this] { look_at_state(); };
  machine_.on_dead = [this] { network_.hang_up(); };
  machine_.on_started = [this] { compare_log(), compare_state(); };
  network_.on_reply = [this](const Call& call, const wire::Response& response) {
    compare_replies(call, response);
  };
  recount_.on_step = [this](const PlainLaunch& launch) { watch(launch); };
}

// ---- the log ---------------------------------------------------------------------------------

void Checkers::read_log() {
  const auto& log = machine_.core().log();
  if (log.last_sequence() <= recount_.sequence()) return;
  const Careful careful(around_.disk);
  const auto read = log.read(recount_.sequence() + 1, [this](const auto& record) -> Result<void> {
    recount_.take(record);
    return {};
  });
  expect(read.has_value(), "readable log", "The log cannot be read.");
}

// After a start: all that was ever durable is there as it was; what follows is taken.
void Checkers::compare_log() {
  const Careful careful(around_.disk);
  const auto& log = machine_.core().log();
  expect(log.last_sequence() >= recount_.sequence(), "nothing durable is lost",
         fmt::format("The log ended at record {} and ends at {} after a crash.",
                     recount_.sequence(), log.last_sequence()));
  std::uint64_t digest = 0;
  const auto read = log.read(1, [&](const storage::StoredRecord& record) -> Result<void> {
    if (record.sequence <= recount_.sequence())
      digest = XXH3_64bits_withSeed(record.bytes.data(), record.bytes.size(), digest + record.kind);
    return {};
  });
  expect(read && digest == recount_.digest(), "nothing durable is lost",
         "A record changed in the log after it was durable.");
  held();
  read_log();
}

void Checkers::acknowledged(const std::vector<std::string>& message_ids, Sequence sequence) {
  for (const auto& id : message_ids) {
    const auto found = recount_.find(id);
    expect(found && *found <= sequence, "acknowledged events are kept",
           fmt::format("Message {} was acknowledged as kept by record {}, but it is {}.", id,
                       sequence, found ? "after it" : "not in the log"));
  }
  held();
}

// ---- the loop's state ------------------------------------------------------------------------

void Checkers::look_at_state() {
  const Careful careful(around_.disk);
  state_before_ = portrait(machine_.core().loop());
  state_sequence_ = machine_.core().loop().sequence();
}

void Checkers::compare_state() {
  const Careful careful(around_.disk);
  auto& core = machine_.core();
  const auto last = core.log().last_sequence();
  if (state_before_.empty() || last > replayed_records_max) return;
  const char* checker = "replay gives the same state";
  if (last == state_sequence_) {
    expect(portrait(core.loop()) == state_before_, checker,
           fmt::format("The state at record {} differs after the restart.", last));
  } else {
    expect(replayed_portrait(core.log(), state_sequence_, around_.server_clock) == state_before_,
           checker, fmt::format("The state at record {} differs in a replay.", state_sequence_));
    expect(replayed_portrait(core.log(), last, around_.server_clock) == portrait(core.loop()),
           checker, fmt::format("The state at record {} differs from a full replay.", last));
  }
  held();
}

void Checkers::compare_replies(const Call& call, const wire::Response& response) {
  if (response.status != 200 || !call.path.ends_with("/results")) return;
  const auto results = wire::parse(response.body);
  expect(results.has_value(), "no bug", "Results are no JSON.");
  compare_results(results->as_object());
}

void Checkers::compare_results(const json::object& results) {
  const auto sequence = whole(results.at("as_of").at("sequence"));
  // The recount may be ahead: it reads what is durable, the loop what it was handed.
  if (sequence != recount_.sequence()) return;
  const auto& launch = recount_.launches().at(std::string(results.at("launch").as_string()));
  if (!launch.started()) return;
  compare_arms(launch, results);
  compare_crossings(launch, results);
  held();
}

void Checkers::compare_arms(const PlainLaunch& launch, const json::object& results) const {
  const auto differs = [&](const char* what, std::uint64_t said, std::uint64_t counted) {
    expect(said == counted, "results equal a recount",
           fmt::format("Launch {} at record {}: {} is {} in the results and {} in the recount.",
                       launch.definition.key, recount_.sequence(), what, said, counted));
  };
  const auto& arms = results.at("arms").as_array();
  for (std::size_t i = 0; i < arms.size(); ++i) {
    differs("units", whole(arms[i].at("units")), launch.arms.at(i).units);
    for (std::size_t m = 0; m < launch.metrics.size(); ++m)
      differs(launch.metrics[m].key.c_str(),
              whole(arms[i].at("metrics").at(launch.metrics[m].key).at("count")),
              launch.arms[i].converted[m]);
  }
  if (launch.units() <= recounted_units_max) compare_means(launch, arms);
  differs("multiple_exposure", whole(results.at("multiple_exposure")), launch.multiple_exposure);
  differs("late", whole(results.at("late")), recount_.late(launch));
}

// Sums over all units, in another order than the program's: equal to 1e-9.
void Checkers::compare_means(const PlainLaunch& launch, const json::array& arms) const {
  for (std::size_t m = 0; m < launch.metrics.size(); ++m) {
    const auto& metric = launch.metrics[m];
    if (metric.kind != live::MetricKind::mean) continue;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const auto& said = arms[i].at("metrics").at(metric.key).at("mean");
      if (said.is_null() && launch.arms.at(i).units == 0) continue;
      const double mean = launch.mean(i, m);
      expect(std::abs(said.to_number<double>() - mean) <= 1e-9 * std::max(1.0, std::abs(mean)),
             "results equal a recount",
             fmt::format("Launch {}: the mean of {} is {} in the results and {} in the recount.",
                         launch.definition.key, metric.key, said.to_number<double>(), mean));
    }
  }
}

void Checkers::compare_crossings(const PlainLaunch& launch, const json::object& results) const {
  const auto& rollback = results.at("rollback").as_object();
  const auto& key = launch.definition.key;
  expect(std::abs(rollback.at("log_e").to_number<double>() - launch.log_e) < 1e-9,
         "results equal a recount", fmt::format("Launch {}: another log e.", key));
  const auto& crossings = rollback.at("crossings").as_array();
  bool same = crossings.size() == launch.crossings.size();
  for (std::size_t i = 0; same && i < crossings.size(); ++i) {
    same = whole(crossings[i].at("sequence")) == launch.crossings[i].sequence &&
           (crossings[i].at("state").as_string() == "red") == launch.crossings[i].red;
  }
  expect(same, "results equal a recount", fmt::format("Launch {}: other crossings.", key));
}

void Checkers::read_after(Sequence sequence, const json::object& results) {
  const auto as_of = whole(results.at("as_of").at("sequence"));
  expect(as_of >= sequence, "read your write",
         fmt::format("Told of record {}, results as of {} came.", sequence, as_of));
  held();
}

// ---- serving ---------------------------------------------------------------------------------

void Checkers::decided(const std::string& visitor, const json::object& flag, Sequence version) {
  const std::string key(flag.at("key").as_string());
  const auto found = recount_.launches().find(key);  // a launch's flag has its key here
  if (found == recount_.launches().end()) return;
  const auto* step = found->second.at(version);
  expect(step != nullptr, "arms", "Flag " + key + " is served before its launch was defined.");
  const auto expected = served(found->second, *step, visitor);
  const auto* value = flag.if_contains("value");
  const bool same = value ? expected && *expected == *value : !expected;
  expect(same, "nobody changes arm without a reason",
         fmt::format("Flag {} at version {} (state {}) is {} for {}.", key, version,
                     boost::describe::enum_to_string(step->state, "?"), json::serialize(flag),
                     visitor));
  held();
}

void Checkers::watch(const PlainLaunch& launch) {
  const auto& step = launch.now();
  if (step.state != live::State::rolled_back && step.state != live::State::stopped) return;
  around_.scheduler.after(off_within, [this, key = launch.definition.key,
                                       sequence = step.sequence] { expect_off(key, sequence); });
}

void Checkers::expect_off(const std::string& key, Sequence sequence) {
  const auto serving_since = machine_.up() ? machine_.up_since() : around_.scheduler.now();
  const auto due = serving_since + off_within;
  if (due > around_.scheduler.now()) {
    // Nobody was served meanwhile: the time runs from the start of serving.
    return around_.scheduler.after(due - around_.scheduler.now(),
                                   [this, key, sequence] { expect_off(key, sequence); });
  }
  const auto& launch = recount_.launches().at(key);
  for (std::size_t lane = 0; lane < machine_.lanes(); ++lane)
    expect_lane_off(lane, launch, sequence);
  for (const auto& stream : network_.streams()) {
    const bool old = stream->opened_at + off_within <= around_.scheduler.now();
    expect(!old || !stream->subject.empty() || stream->last_id >= sequence, "off within a second",
           fmt::format("A stream knows version {}, but {} ended at {}.", stream->last_id, key,
                       sequence));
  }
  held();
}

void Checkers::expect_lane_off(std::size_t lane, const PlainLaunch& launch, Sequence sequence) {
  auto& bridge = machine_.bridge(lane);
  const auto& flag = launch.definition.flag.key;
  const auto decision = bridge.decide(flag, {{"id", "somebody"}});
  const bool off =
      decision && (!decision->value || *decision->value == launch.definition.arms.front().value);
  expect(bridge.version() >= sequence && off && !decision->in_experiment, "off within a second",
         fmt::format("Lane {} serves version {} of {} a second after its end at {}.", lane,
                     bridge.version(), flag, sequence));
}

// ---- at the end ------------------------------------------------------------------------------

void Checkers::all_quiet() {
  const Careful careful(around_.disk);
  expect(network_.unanswered() == 0, "one answer",
         fmt::format("{} requests were never answered.", network_.unanswered()));
  expect(machine_.core().loop().sequence() == recount_.sequence(), "results equal a recount",
         "The loop has not taken all of the log.");
  compare_launches();
  compare_database();
}

void Checkers::compare_launches() {
  auto& loop = machine_.core().loop();
  for (const auto& [key, launch] : recount_.launches()) {
    const auto found = loop.book().launches.find(key);
    const bool starts = found != loop.book().launches.end() && found->second.started > 0;
    expect(!starts || launch.started(), "nothing starts without both signatures",
           "Launch " + key + " started, and the agreements in the log do not allow it.");
    expect(found != loop.book().launches.end() && found->second.state == launch.now().state &&
               found->second.killed == launch.now().killed,
           "results equal a recount", "Launch " + key + " is in another state.");
    compare_journal(launch);
    if (launch.now().state == live::State::rolled_back) compare_receipt(launch);
  }
}

void Checkers::compare_receipt(const PlainLaunch& launch) {
  const auto* receipt = machine_.core().loop().receipt(launch.definition.key);
  const auto ended = launch.now().sequence;
  expect(receipt && receipt->deciding_event.sequence == ended, "receipts name the deciding event",
         fmt::format("Launch {} was decided at {}, its receipt says {}.", launch.definition.key,
                     ended, receipt ? receipt->deciding_event.sequence : 0));
  expect((receipt->decided_by == live::DecidedBy::judge) == launch.by_judge,
         "receipts name the deciding event", "Another decided: " + launch.definition.key);
  expect(receipt->times.pushed || receipt->times.recovered, "receipts name the deciding event",
         "A receipt has no times: " + launch.definition.key);
  held();
}

void Checkers::compare_journal(const PlainLaunch& launch) {
  const auto entries =
      journal::list(machine_.database(), "launch/" + launch.definition.key, 10'000);
  expect(entries.has_value(), "journal", "The journal cannot be read.");
  std::set<Sequence> journalled;
  for (const auto& kept : *entries) journalled.insert(kept.entry.sequence);
  for (const auto& step : launch.steps) {
    expect(journalled.contains(step.sequence), "nobody changes arm without a reason",
           fmt::format("No journal entry for what happened to {} at {}.", launch.definition.key,
                       step.sequence));
  }
}

void Checkers::compare_database() {
  auto& database = machine_.database();
  expect(journal::verify(database).has_value(), "journal", "The journal's chain is broken.");
  const auto& book = machine_.core().loop().book();
  const auto rows =
      database.query("SELECT key, definition, state FROM live_launches ORDER BY key LIMIT 10000");
  expect(rows && rows->size() == book.launches.size(), "the state database equals the book",
         "Another number of launches.");
  for (const auto& row : *rows) {
    const auto& launch = book.launches.at(row[0].text());
    const bool same = row[1].text() == wire::to_json_text(launch.definition) &&
                      row[2].text() == boost::describe::enum_to_string(launch.state, "?");
    expect(same, "the state database equals the book", "Launch " + row[0].text() + " differs.");
    const auto* receipt = machine_.core().loop().receipt(row[0].text());
    if (!receipt) continue;
    const auto kept =
        database.query("SELECT receipt FROM live_receipts WHERE launch = ?", {row[0].text()});
    expect(kept && kept->size() == 1 && (*kept)[0][0].text() == wire::to_json_text(*receipt),
           "the state database equals the book", "The receipt of " + row[0].text() + " differs.");
  }
  held();
}

}  // namespace spotter::simulation
