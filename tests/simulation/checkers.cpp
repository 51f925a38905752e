#include "simulation/checkers.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>

#include "app/agreement_bridge.hpp"
#include "parts/live/define/rules.hpp"
#include "parts/live/recount/streaming_figures.hpp"
#include "simulation/portrait.hpp"
#include "simulation/said_figures.hpp"

namespace spotter::simulation {

namespace json = boost::json;

namespace {

using namespace std::chrono_literals;

constexpr Duration off_within = 1s;
// What walks over all of the log or all units is done always up to here, later now and then.
constexpr double walked_records = 20'000;

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
std::optional<json::value> served(const live::LaunchDefinition& definition,
                                  const WitnessedLaunch::Step& step, const std::string& visitor) {
  using live::State;
  if (step.killed) return std::nullopt;
  if (step.state == State::draft) return definition.flag.default_;
  if (!live::is_running(step.state)) return definition.arms.front().value;
  const auto assigned = live::assigned_arm(definition, visitor);
  for (const auto& arm : definition.arms) {
    if (arm.key == assigned) return arm.value;
  }
  return definition.flag.default_;
}

std::string words_of(const std::vector<live::Difference>& differences) {
  std::string words;
  for (std::size_t i = 0; i < differences.size() && i < 5; ++i)
    words +=
        fmt::format(" {}: {} / {};", differences[i].figure, differences[i].streaming.value_or("-"),
                    differences[i].recounted.value_or("-"));
  return words;
}

}  // namespace

Checkers::Checkers(Surroundings& around, Machine& machine, Network& network)
    : around_(around),
      machine_(machine),
      network_(network),
      dice_(around.plan.options.seed + 3),
      cursor_(around.disk, around.plan.log.log_folder()) {
  machine_.on_logged = [this] { read_log(); };
  machine_.on_measured = [this] { compare_now_and_then(); };
  machine_.on_dying = [this] { look_at_state(); };
  machine_.on_dead = [this] { network_.hang_up(); };
  machine_.on_started = [this] { compare_log(), compare_state(), compare_figures(); };
  network_.on_reply = [this](const Call& call, const wire::Response& response) {
    compare_replies(call, response);
  };
  witness_.on_step = [this](const std::string& launch, const WitnessedLaunch& witnessed) {
    watch(launch, witnessed);
  };
}

// ---- the log ---------------------------------------------------------------------------------

void Checkers::read_log() {
  const auto last = machine_.core().log().last_sequence();
  if (last <= witness_.sequence()) return;
  const Careful careful(around_.disk);
  cursor_.read_on(last, [this](const auto& record) -> Result<void> {
    witness_.take(record);
    return {};
  });
}

// After a start: all that was ever durable is there as it was; what follows is taken.
void Checkers::compare_log() {
  const Careful careful(around_.disk);
  const auto& log = machine_.core().log();
  const auto known = witness_.sequence();
  expect(log.last_sequence() >= known, "nothing durable is lost",
         fmt::format("The log ended at record {} and ends at {} after a crash.", known,
                     log.last_sequence()));
  std::uint64_t digest = 0;
  const auto read = log.read(1, [&](const storage::StoredRecord& record) -> Result<void> {
    if (record.sequence <= known) digest = LogWitness::digest(digest, record);
    return {};
  });
  expect(read && digest == witness_.digest(), "nothing durable is lost",
         "A record changed in the log after it was durable.");
  held();
  read_log();
}

void Checkers::acknowledged(const std::vector<std::string>& message_ids, Sequence sequence) {
  for (const auto& id : message_ids) {
    const auto found = witness_.find(id);
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
  if (state_before_.empty()) return;
  const char* checker = "replay gives the same state";
  if (last == state_sequence_) {
    expect(portrait(core.loop()) == state_before_, checker,
           fmt::format("The state at record {} differs after the restart.", last));
  } else if (is_worth_a_walk()) {
    expect(replayed_portrait(core.log(), state_sequence_, around_.server_clock) == state_before_,
           checker, fmt::format("The state at record {} differs in a replay.", state_sequence_));
    expect(replayed_portrait(core.log(), last, around_.server_clock) == portrait(core.loop()),
           checker, fmt::format("The state at record {} differs from a full replay.", last));
  }
  held();
}

bool Checkers::is_worth_a_walk() {
  return dice_.chance(walked_records / static_cast<double>(witness_.sequence() + 1));
}

// ---- the recount -----------------------------------------------------------------------------

// Whenever the loop has taken all that is durable: at once after the end of a launch or a fault of
// the disk, but for faults that come thicker than half a percent of the log; else by the dice, the
// more seldom the longer the log is.
void Checkers::compare_now_and_then() {
  const auto sequence = witness_.sequence();
  if (machine_.core().loop().sequence() != sequence) return;
  const bool fault = around_.history.faults != faults_ && sequence > compared_ + compared_ / 200;
  if (due_ || fault || sequence >= next_due_) compare_figures();
}

void Checkers::compare_figures() {
  const Careful careful(around_.disk);
  faults_ = around_.history.faults;
  due_ = false;
  compared_ = witness_.sequence();
  next_due_ = compared_ + 1 + dice_.below(50 + compared_ / 8);
  compare_figures(witness_.recount());
}

// By the program's own recount: every figure of every launch, to 1e-9.
void Checkers::compare_figures(live::Recount& recount) {
  auto& loop = machine_.core().loop();
  expect(loop.sequence() == recount.sequence(), "results equal a recount",
         fmt::format("The loop stands at record {}, the recount at {}.", loop.sequence(),
                     recount.sequence()));
  expect(loop.book().launches.size() == recount.book().launches.size(), "results equal a recount",
         "Another number of launches.");
  for (const auto& [key, launch] : loop.book().launches) {
    const auto differences = live::compare(live::figures_of(loop, key), recount.figures(key));
    expect(
        differences.empty(), "results equal a recount",
        fmt::format("Launch {} at record {}:{}", key, recount.sequence(), words_of(differences)));
    held();
  }
}

// The log as it stands, from its first record.
void Checkers::recount_anew() {
  live::Recount recount(std::make_unique<app::AgreementBridge>());
  const auto read =
      machine_.core().log().read(1, [&](const storage::StoredRecord& record) -> Result<void> {
        const auto kind = static_cast<live::RecordKind>(record.kind);
        return recount.take(record.sequence, kind, record.bytes);
      });
  expect(read.has_value(), "readable log", "The log cannot be recounted.");
  compare_figures(recount);
}

void Checkers::compare_replies(const Call& call, const wire::Response& response) {
  if (response.status != 200 || !call.path.ends_with("/results")) return;
  const auto results = wire::parse(response.body);
  expect(results.has_value(), "no bug", "Results are no JSON.");
  compare_results(results->as_object());
}

void Checkers::compare_results(const json::object& results) {
  const auto sequence = whole(results.at("as_of").at("sequence"));
  const std::string launch(results.at("launch").as_string());
  // The recount may be ahead: it reads what is durable, the loop what it was handed.
  if (sequence != witness_.sequence() || witness_.launch(launch).started == 0) return;
  if (!is_worth_a_walk()) return;
  const auto said = figures_said(results);
  live::Figures wanted;
  for (const auto& [name, figure] : witness_.recount().figures(launch)) {
    if (said.contains(name)) wanted.emplace(name, figure);
  }
  const auto differences = live::compare(said, wanted);
  expect(differences.empty(), "results equal a recount",
         fmt::format("Launch {} at record {}, as answered:{}", launch, sequence,
                     words_of(differences)));
  held();
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
  const auto found = witness_.launches().find(key);  // a launch's flag has its key here
  if (found == witness_.launches().end()) return;
  const auto* step = found->second.at(version);
  expect(step != nullptr, "arms", "Flag " + key + " is served before its launch was defined.");
  const auto expected = served(witness_.launch(key).definition, *step, visitor);
  const auto* value = flag.if_contains("value");
  const bool same = value ? expected && *expected == *value : !expected;
  expect(same, "nobody changes arm without a reason",
         fmt::format("Flag {} at version {} (state {}) is {} for {}.", key, version,
                     boost::describe::enum_to_string(step->state, "?"), json::serialize(flag),
                     visitor));
  held();
}

void Checkers::watch(const std::string& launch, const WitnessedLaunch& witnessed) {
  const auto& step = witnessed.now();
  if (step.state != live::State::rolled_back && step.state != live::State::stopped) return;
  due_ = true;
  around_.scheduler.after(
      off_within, [this, launch, sequence = step.sequence] { expect_off(launch, sequence); });
}

void Checkers::expect_off(const std::string& key, Sequence sequence) {
  const auto serving_since = machine_.up() ? machine_.up_since() : around_.scheduler.now();
  const auto due = serving_since + off_within;
  if (due > around_.scheduler.now()) {
    // Nobody was served meanwhile: the time runs from the start of serving.
    return around_.scheduler.after(due - around_.scheduler.now(),
                                   [this, key, sequence] { expect_off(key, sequence); });
  }
  for (std::size_t lane = 0; lane < machine_.lanes(); ++lane) expect_lane_off(lane, key, sequence);
  for (const auto& stream : network_.streams()) {
    const bool old = stream->opened_at + off_within <= around_.scheduler.now();
    expect(!old || !stream->subject.empty() || stream->last_id >= sequence, "off within a second",
           fmt::format("A stream knows version {}, but {} ended at {}.", stream->last_id, key,
                       sequence));
  }
  held();
}

void Checkers::expect_lane_off(std::size_t lane, const std::string& launch, Sequence sequence) {
  auto& bridge = machine_.bridge(lane);
  const auto& definition = witness_.launch(launch).definition;
  const auto& flag = definition.flag.key;
  const auto decision = bridge.decide(flag, {{"id", "somebody"}});
  const bool off =
      decision && (!decision->value || *decision->value == definition.arms.front().value);
  expect(bridge.version() >= sequence && off && !decision->in_experiment, "off within a second",
         fmt::format("Lane {} serves version {} of {} a second after its end at {}.", lane,
                     bridge.version(), flag, sequence));
}

// ---- at the end ------------------------------------------------------------------------------

void Checkers::all_quiet() {
  const Careful careful(around_.disk);
  expect(network_.unanswered() == 0, "one answer",
         fmt::format("{} requests were never answered.", network_.unanswered()));
  read_log();
  compare_figures();
  recount_anew();
  compare_launches();
  compare_database();
}

void Checkers::compare_launches() {
  for (const auto& [key, launch] : witness_.launches()) {
    compare_journal(key, launch);
    if (launch.now().state == live::State::rolled_back) compare_receipt(key);
  }
}

// What it says is compared with the recount; here, that the world was told.
void Checkers::compare_receipt(const std::string& launch) {
  const auto* receipt = machine_.core().loop().receipt(launch);
  expect(receipt && (receipt->times.pushed || receipt->times.recovered),
         "receipts say when everybody was told", "A receipt has no times: " + launch);
  held();
}

void Checkers::compare_journal(const std::string& launch, const WitnessedLaunch& witnessed) {
  const auto entries = journal::list(machine_.database(), "launch/" + launch, 10'000);
  expect(entries.has_value(), "journal", "The journal cannot be read.");
  std::set<Sequence> journalled;
  for (const auto& kept : *entries) journalled.insert(kept.entry.sequence);
  for (const auto& step : witnessed.steps) {
    expect(journalled.contains(step.sequence), "nobody changes arm without a reason",
           fmt::format("No journal entry for what happened to {} at {}.", launch, step.sequence));
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
