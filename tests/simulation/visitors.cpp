#include <fmt/format.h>

#include <boost/json.hpp>

#include "simulation/company.hpp"

namespace spotter::simulation {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr double error_chance = 0.05;
constexpr double conversion_chance = 0.3;

Call bulk_call(const std::string& visitor) {
  return {.method = wire::Method::post,
          .path = "/ofrep/v1/evaluate/flags",
          .key = client_key,
          .body = fmt::format(R"({{"context":{{"targetingKey":"{}"}}}})", visitor)};
}

json::object body_of(const Answer& answer) {
  auto parsed = wire::parse(answer.body);
  if (!parsed) throw Violation{"no bug", "An answer is no JSON: " + answer.body};
  return std::move(parsed->as_object());
}

std::string text_of(const json::object& object, const char* name) {
  const auto* found = object.if_contains(name);
  return found ? std::string(found->as_string()) : std::string();
}

}  // namespace

Visitors::Visitors(Surroundings& around, Network& network, Checkers& checkers,
                   const TrueEffects& effects)
    : around_(around),
      network_(network),
      checkers_(checkers),
      effects_(effects),
      dice_(around.dice.fork()) {
  for (std::size_t i = 0; i < around.plan.clients; ++i)
    clients_.push_back(std::make_unique<ClientLibrary>(around, network, checkers));
}

void Visitors::hurry() {
  for (const auto& client : clients_) client->hurry();
}

bool Visitors::idle() const {
  for (const auto& client : clients_) {
    if (!client->idle()) return false;
  }
  return plans_ == 0;
}

void Visitors::arrive() {
  if (around_.history.events >= around_.plan.options.events) {
    done_ = true;
    return;
  }
  const auto visitor = fmt::format("visitor-{}", ++visitors_);
  if (dice_.chance(0.05)) visit_by_server(visitor);
  else visit(visitor);
  around_.scheduler.after(dice_.about(around_.plan.arrival), [this] { arrive(); });
}

void Visitors::visit(const std::string& visitor) {
  ++plans_;
  network_.call(bulk_call(visitor), [this, visitor](const Answer& answer) {
    --plans_;
    decided(visitor, answer);
  });
}

// A site that renders on its server: one flag, and the exposure goes with the question.
void Visitors::visit_by_server(const std::string& visitor) {
  if (effects_.empty()) return;
  auto which = effects_.begin();
  std::advance(which, std::ptrdiff_t(dice_.below(effects_.size())));
  auto call = bulk_call(visitor);
  call.path += "/" + which->first;
  call.key = server_key;
  call.headers.emplace_back("spotter-exposure", "1");
  ++plans_;
  network_.call(std::move(call), [this, visitor](const Answer& answer) {
    --plans_;
    if (answer.status != 200) return;
    const auto flag = body_of(answer);
    const auto& metadata = flag.at("metadata").as_object();
    checkers_.decided(visitor, flag, metadata.at("configVersion").to_number<Sequence>());
    if (const auto arm = text_of(metadata, "variation"); !arm.empty())
      act(visitor, {{text_of(metadata, "experiment"), arm}}, *dice_.pick(clients_));
  });
}

void Visitors::decided(const std::string& visitor, const Answer& answer) {
  if (answer.status != 200) return;  // the site shows what its code says, and nobody is exposed
  const auto body = body_of(answer);
  std::vector<Seen> seen;
  for (const auto& item : body.at("flags").as_array()) {
    const auto& flag = item.as_object();
    const auto& metadata = flag.at("metadata").as_object();
    checkers_.decided(visitor, flag, metadata.at("configVersion").to_number<Sequence>());
    const auto* experiment = metadata.if_contains("inExperiment");
    if (experiment && experiment->as_bool())
      seen.push_back({text_of(metadata, "experiment"), text_of(metadata, "variation")});
  }
  see(visitor, seen);
}

void Visitors::see(const std::string& visitor, const std::vector<Seen>& seen) {
  auto& client = *dice_.pick(clients_);
  if (seen.empty()) return client.track(visitor, "Page Viewed");
  // Now and then something happens before the page says what it shows.
  const bool early = dice_.chance(0.03);
  if (early) act(visitor, seen, client);
  for (const auto& one : seen) {
    if (dice_.chance(0.97)) show(visitor, one, client);
  }
  if (!early) act(visitor, seen, client);
  if (!dice_.chance(0.05)) return;
  ++plans_;
  around_.scheduler.after(dice_.about(5min), [this, visitor] {
    --plans_;
    visit(visitor);
  });
}

void Visitors::show(const std::string& visitor, const Seen& seen, ClientLibrary& client) {
  // A few sites show the wrong thing, or say so.
  if (dice_.chance(0.005))
    client.expose(visitor, seen.launch, dice_.chance(0.5) ? "control" : "treatment");
  if (dice_.chance(0.001)) client.expose(visitor, seen.launch, "no-arm");
  const auto delay = dice_.chance(0.02) ? dice_.between(1min, 13min) : Duration(0);
  if (delay == Duration(0)) return client.expose(visitor, seen.launch, seen.arm);
  ++plans_;
  around_.scheduler.after(delay, [this, visitor, seen, &client] {
    --plans_;
    client.expose(visitor, seen.launch, seen.arm);
  });
}

void Visitors::act(const std::string& visitor, const std::vector<Seen>& seen,
                   ClientLibrary& client) {
  double errors = error_chance;
  double conversions = conversion_chance;
  for (const auto& [launch, arm] : seen) {
    if (arm != "treatment") continue;
    errors *= effects_.at(launch).errors;
    conversions *= effects_.at(launch).conversions;
  }
  if (dice_.chance(errors)) act_later(visitor, error_event, client);
  if (dice_.chance(conversions)) act_later(visitor, conversion_event, client);
  if (dice_.chance(0.2)) act_later(visitor, "Page Viewed", client);
  if (dice_.chance(0.15)) act_later(visitor, order_event, client);
}

// Orders, a few large ones, refunds, and shops that forget to say how much.
std::string Visitors::revenue() {
  if (dice_.chance(0.03)) return {};
  const double amount = 20 / (1.01 - dice_.fraction()) * (dice_.chance(0.05) ? -1 : 1);
  return fmt::format(R"(,"properties":{{"revenue":{:.2f}}})", amount);
}

void Visitors::act_later(const std::string& visitor, const char* event, ClientLibrary& client) {
  ++plans_;
  // Some do it twice.
  const int times = dice_.chance(0.1) ? 2 : 1;
  around_.scheduler.after(dice_.about(40s), [this, visitor, event, times, &client] {
    --plans_;
    const bool order = std::string_view(event) == order_event;
    for (int i = 0; i < times; ++i) client.track(visitor, event, order ? revenue() : "");
  });
}

}  // namespace spotter::simulation
