#include "simulation/machine.hpp"

#include <algorithm>

#include "http/keys.hpp"
#include "storage/migrations.hpp"
#include "wire/problem_json.hpp"

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

storage::Database empty_database() {
  auto database = storage::Database::open(":memory:");
  ensure(database.has_value(), "a database in memory opens");
  ensure(storage::migrate(*database).has_value(), "an empty database takes all migrations");
  return std::move(*database);
}

live::Pseudonyms::Key key_from(Dice& dice) {
  live::Pseudonyms::Key key{};
  dice.fill(key);
  return key;
}

std::vector<Queue*> add_lanes(Surroundings& around) {
  std::vector<Queue*> lanes;
  for (std::size_t i = 0; i < around.plan.lanes; ++i)
    lanes.push_back(&around.scheduler.add_queue());
  return lanes;
}

}  // namespace

Surroundings::Surroundings(const Options& options)
    : dice(options.seed),
      scheduler(Dice(options.seed + 1), time, history),
      server_clock(time),
      disk(Dice(options.seed + 2), history) {
  plan = plan_of(options, dice);
  history.mix(options.seed);
}

Machine::Machine(Surroundings& around)
    : around_(around),
      pseudonym_key_(key_from(around.dice)),
      pseudonyms_(pseudonym_key_),
      keys_(around.plan.options.plant == Plant::double_count),
      options_{.data = "data",
               .listen = "",
               .public_url = {},
               .notice = "",
               .ofrep_code_default = {},
               .checkpoint_every = around.plan.checkpoint_every,
               .one_click = {}},
      server_dice_(around.dice.fork()),
      database_(empty_database()),
      log_(around.scheduler.add_queue()),
      loop_(around.scheduler.add_queue()),
      state_(around.scheduler.add_queue()),
      checkpoints_(around.scheduler.add_queue()),
      reserve_(around.scheduler.add_queue()),
      lanes_(add_lanes(around)) {
  around_.disk.syncs = around.plan.options.plant != Plant::lost_sync;
  log_.stall_max = 4 * around.plan.stall_max;
  for (auto* queue : {&loop_, &state_, &checkpoints_, &reserve_})
    queue->stall_max = around.plan.stall_max;
  log_.after_task = [this] {
    if (on_logged) on_logged();
  };
  loop_.after_task = [this] {
    if (on_measured) on_measured();
  };
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    lanes_[i]->stall_max = around.plan.stall_max;
    lanes_[i]->after_task = [this, i] { note_lane(i); };
  }
  if (around.plan.options.plant == Plant::missed_rollback)
    lanes_[0]->refuse = [this] { return loses_rollback(); };
}

Machine::~Machine() { around_.scheduler.drop_tasks(); }

bool Machine::loses_rollback() {
  if (!core_) return false;
  const auto& launches = core_->loop().book().launches;
  const auto rolled_back = static_cast<std::size_t>(std::count_if(
      launches.begin(), launches.end(),
      [](const auto& launch) { return launch.second.state == live::State::rolled_back; }));
  return std::exchange(rollbacks_seen_, rolled_back) < rolled_back;
}

void Machine::start() {
  const auto life = ++life_;
  if (around_.dice.chance(0.1)) around_.disk.calls_until_cut = 1 + int(around_.dice.below(12));
  try {
    const auto started = try_start();
    if (started) return serve();
    if (started.error().code == ProblemCode::corrupt)
      throw Violation{"recovery", "The server does not start: " + started.error().sentence};
  } catch (const PowerCut&) {
    return crash(true);
  }
  // The disk would not: whoever runs it tries again.
  bury();
  around_.scheduler.after(1s, [this, life] {
    if (life == life_) start();
  });
}

Result<void> Machine::try_start() {
  auto log = around_.plan.log;
  log.reserve = &reserve_;
  TRY(core_, app::Core::open({around_.disk, around_.server_clock, server_dice_, log_, loop_, state_,
                              checkpoints_, database_, pseudonym_key_, keys_, log,
                              around_.plan.checkpoint_every}));
  recounts_ = std::make_unique<live::RecountDesk>(
      live::RecountNeeds{loop_, core_->loop(), state_, {}, nullptr});
  key_desk_.emplace(key_ring_, database_, state_, server_dice_);
  tracker_.emplace(core_->tracker(members_));
  people_.emplace(people::PeopleNeeds{database_, state_, state_, people_dice_, roster_, key_ring_});
  reception_.emplace(*people_, people_dice_, people::ReceptionOptions{});
  journal_.emplace(app::JournalDesk{database_, state_});
  desks_.emplace(app::Desks{core_->launches(), *tracker_, *recounts_, core_->log(), analyses_,
                            keys_, *key_desk_, *reception_, *journal_, options_,
                            [] { return http::Counts{}; }});
  for (auto* lane : lanes_) {
    bridges_.push_back(&core_->add_lane(*lane));
    routers_.push_back(std::make_unique<http::Router>(app::lane_routes(*desks_, *bridges_.back())));
  }
  versions_.assign(lanes_.size(), 0);
  return core_->begin();
}

void Machine::serve() {
  around_.disk.calls_until_cut = 0;
  around_.history.mix(core_->log().last_sequence());
  serving_ = true;
  up_since_ = around_.scheduler.now();
  if (on_started) on_started();
  tick();
}

void Machine::tick() {
  core_->tick();
  around_.scheduler.after(limits::live_tick, [this, life = life_] {
    if (life == life_ && serving_) tick();
  });
}

void Machine::crash(bool power) {
  ++around_.history.crashes;
  around_.disk.calls_until_cut = 0;
  if (serving_ && on_dying) on_dying();
  serving_ = false;
  const auto life = ++life_;
  bury();
  if (power) around_.disk.lose_power();
  around_.history.mix(std::uint64_t{power ? 2U : 1U});
  if (on_dead) on_dead();
  around_.scheduler.after(around_.dice.between(100ms, 3s), [this, life] {
    if (life == life_) start();
  });
}

// What threads had to do goes first: it speaks of the rest.
void Machine::bury() {
  around_.scheduler.drop_tasks();
  routers_.clear();
  bridges_.clear();
  desks_.reset();
  journal_.reset();
  reception_.reset();
  people_.reset();
  key_desk_.reset();
  tracker_.reset();
  recounts_ = nullptr;
  core_ = nullptr;
}

bool Machine::step() {
  try {
    return around_.scheduler.step();
  } catch (const PowerCut&) {
    crash(true);
    return true;
  }
}

void Machine::note_lane(std::size_t lane) {
  const auto version = bridges_.at(lane)->version();
  if (version == versions_[lane]) return;
  versions_[lane] = version;
  ++around_.history.published;
  around_.history.mix(version * 8 + lane);
  if (on_published) on_published();
}

void Machine::receive(std::size_t lane, wire::Request request, wire::Reply reply,
                      std::shared_ptr<wire::EventStream> opened) {
  lanes_.at(lane)->post(
      [this, lane, request = std::move(request), reply = std::move(reply),
       opened = std::move(opened)]() mutable { handle(lane, std::move(request), reply, opened); });
}

void Machine::handle(std::size_t lane, wire::Request request, const wire::Reply& reply,
                     const std::shared_ptr<wire::EventStream>& opened) {
  request.received = around_.server_clock.now();
  auto match = routers_.at(lane)->find(request.path, request.method);
  ensure(match.route != nullptr, "the simulator asks for routes that exist");
  request.parameters = std::move(match.parameters);
  if (const auto problem = http::check_key(*match.route, &keys_, request))
    return reply(wire::problem_response(*problem));
  if (match.route->handle) return match.route->handle(std::move(request), reply);
  match.route->stream(request, opened);
}

void Machine::fill_database(bool full) {
  const auto* pages = full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1073741823";
  ensure(database_.run_script(pages).has_value(), "a pragma of the database works");
}

}  // namespace spotter::simulation
