#include <fmt/format.h>

#include "simulation/company.hpp"

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

live::Metric metric(const char* key, const char* event, live::Better better) {
  live::Metric metric;
  metric.key = key;
  metric.name = key;
  metric.event = event;
  metric.better = better;
  return metric;
}

}  // namespace

Member::Member(Surroundings& around, Network& network, TrueEffects& effects)
    : around_(around), network_(network), effects_(effects), dice_(around.dice.fork()) {
  constexpr Duration windows[] = {10min, 1h, 24h, 7 * 24h};
  definitions_.metrics = {metric("checkout-error", error_event, live::Better::down),
                          metric("signup", conversion_event, live::Better::up),
                          metric("revenue", order_event, live::Better::up)};
  auto& revenue = definitions_.metrics.back();
  revenue.kind = live::MetricKind::mean;
  revenue.value = "properties.revenue";
  if (dice_.chance(0.7)) revenue.cap = 100;
  for (auto& one : definitions_.metrics) one.window = windows[dice_.below(4)];
  for (std::size_t i = 0; i < around.plan.launches; ++i)
    definitions_.launches.push_back(draw(fmt::format("launch-{}", i + 1)));
}

live::LaunchDefinition Member::draw(const std::string& key) {
  live::LaunchDefinition launch;
  launch.key = key;
  launch.name = key;
  launch.flag.key = key;
  launch.flag.default_ = false;
  const double treatment = dice_.chance(0.7) ? 0.5 : 0.1 + 0.8 * dice_.fraction();
  launch.arms = {{"control", false, 1 - treatment}, {"treatment", true, treatment}};
  launch.coverage = dice_.chance(0.7) ? 1 : 0.2 + 0.8 * dice_.fraction();
  const double margin = dice_.chance(0.5) ? 0 : 0.05;
  launch.guardrails = {{"checkout-error", live::Side::it, margin, {}},
                       {"signup", live::Side::marketing, margin, {}}};
  if (dice_.chance(0.5)) launch.goals = {"revenue", "signup"};
  if (dice_.chance(0.15)) launch.mode = live::Mode::watch;
  constexpr double thresholds[] = {20, 100, 1000};
  launch.rollback_at = thresholds[dice_.below(3)];
  effects_[key] = draw_effect();
  return launch;
}

TrueEffect Member::draw_effect() {
  switch (dice_.below(5)) {
    case 0: return {Effect::more_errors, 2 + 4 * dice_.fraction(), 1};
    case 1: return {Effect::lost_conversions, 1, 0.2 + 0.4 * dice_.fraction()};
    case 2: return {Effect::helpful, 0.7, 1.2};
    default: return {};
  }
}

void Member::begin() { apply_all(); }

void Member::apply_all() {
  const Call call{.method = wire::Method::post,
                  .path = "/api/apply",
                  .key = admin_key,
                  .body = wire::to_json_text(definitions_)};
  insist(call, [this](const Answer& answer) {
    if (answer.status != 200)
      throw Violation{"definitions are taken", "Good definitions were refused: " + answer.body};
    require_signatures();
    around_.scheduler.after(dice_.about(10min), [this] { intervene(); });
  });
}

void Member::require_signatures() {
  if (!around_.plan.signatures) return start_next();
  insist({.method = wire::Method::post,
          .path = "/api/settings",
          .key = admin_key,
          .body = R"({"signatures_required":true})"},
         [this](const Answer& answer) {
           if (answer.status != 200) throw Violation{"settings are taken", answer.body};
           start_next();
         });
}

// One launch after the other, so that some are drafts while others run.
void Member::start_next() {
  if (stopped_ || started_ >= definitions_.launches.size()) return;
  const auto& key = definitions_.launches[started_++].key;
  const auto then = [this](const Answer&) {
    around_.scheduler.after(dice_.about(4min), [this] { start_next(); });
  };
  if (!around_.plan.signatures) return command(key, "start", then);
  agree(key, 0, [this, key, then](const Answer&) { command(key, "start", then); });
}

// Most of what has to be said, in an order that leads to a start; now and then something is left
// out, said twice, or contradicted.
void Member::agree(const std::string& launch, std::size_t step, Then then) {
  constexpr std::size_t steps = 5;
  if (step == steps) return then(Answer{});
  if (dice_.chance(0.05)) return agree(launch, step + 1, then);
  const auto said = dice_.chance(0.05) ? dice_.below(agreements) : step;
  insist(agreement(launch, said),
         [this, launch, step, then](const Answer&) { agree(launch, step + 1, then); });
}

Call Member::agreement(const std::string& launch, std::size_t what) {
  struct Saying {
    const char* path;
    const char* body;
  };
  constexpr Saying sayings[agreements] = {
      {"ask", R"({"title":"a","outcome":"b","side":"marketing"})"},
      {"verdict",
       R"({"verdict":"yes_if","conditions":[{"text":"","guardrail":{"metric":"signup"}}]})"},
      {"conditions/1/met", "{}"},
      {"sign", R"({"side":"marketing"})"},
      {"sign", R"({"side":"it"})"},
      {"verdict", R"({"verdict":"yes"})"},
      {"verdict", R"({"verdict":"alternative","text":"c"})"},
      {"verdict", R"({"verdict":"yes_if","conditions":[{"text":"d"}]})"},
      {"conditions/2/met", "{}"},
      {"verdict", R"({"verdict":"lawful_no","rule":"e"})"},
      {"accept", R"({"side":"marketing"})"},
      {"decline", R"({"text":"f","side":"marketing"})"},
      {"appeal", R"({"text":"g","side":"marketing"})"},
      {"withdraw", R"({"text":"h","side":"marketing"})"},
  };
  const auto& [path, body] = sayings[what];
  return {.method = wire::Method::post,
          .path = fmt::format("/api/launches/{}/{}", launch, path),
          .key = admin_key,
          .body = body};
}

void Member::intervene() {
  if (stopped_) return;
  const auto& launch = dice_.pick(definitions_.launches);
  if (around_.plan.signatures) insist(agreement(launch.key, dice_.below(agreements)), {});
  switch (dice_.below(16)) {
    case 0: command(launch.key, "stop", {}); break;
    case 1: command(launch.key, "kill", {}); break;
    case 2: command(launch.key, "roll-back", {}); break;
    case 3: command(launch.key, "start", {}); break;
    case 4: command("no-launch", "stop", {}); break;
    case 5: command(launch.key, "pause", {}); break;
    case 6:
    case 7: command(launch.key, "resume", {}); break;
    case 8: command(launch.key, "clear", {}); break;
    default: make_a_mistake();
  }
  around_.scheduler.after(dice_.about(20min), [this] { intervene(); });
}

// Definitions that must be refused as a whole, or change nothing.
void Member::make_a_mistake() {
  auto definitions = definitions_;
  auto& arms = dice_.pick(definitions.launches).arms;
  if (dice_.chance(0.5)) std::swap(arms.front().weight, arms.back().weight);
  else arms.front().weight += 0.5;
  insist({.method = wire::Method::post,
          .path = "/api/apply",
          .key = admin_key,
          .body = wire::to_json_text(definitions)},
         {});
}

void Member::command(const std::string& launch, const char* verb, Then then) {
  insist({.method = wire::Method::post,
          .path = fmt::format("/api/launches/{}/{}", launch, verb),
          .key = admin_key,
          .body = R"({"reason":"because"})"},
         std::move(then));
}

void Member::close() {
  for (const auto& launch : definitions_.launches) command(launch.key, "roll-back", {});
}

// Tries again until the server says something about the matter itself.
void Member::insist(Call call, Then then) {
  ++under_way_;
  network_.call(call, [this, call, then](const Answer& answer) {
    --under_way_;
    const bool matters = answer.status != 0 && answer.status != 429 && answer.status != 503;
    if (matters) {
      if (then) then(answer);
      return;
    }
    ++under_way_;
    around_.scheduler.after(dice_.between(200ms, 3s), [this, call, then] {
      --under_way_;
      insist(call, then);
    });
  });
}

}  // namespace spotter::simulation
