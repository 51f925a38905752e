#include <fmt/format.h>

#include <boost/json.hpp>

#include "simulation/company.hpp"

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

constexpr int apps = 6;
constexpr int pages = 2;

}  // namespace

Readers::Readers(Surroundings& around, Network& network, Checkers& checkers,
                 const Visitors& visitors)
    : around_(around),
      network_(network),
      checkers_(checkers),
      visitors_(visitors),
      dice_(around.dice.fork()) {}

void Readers::begin() {
  for (int i = 0; i < apps; ++i) listen(fmt::format("app-{}", i), 0);
  for (int i = 0; i < pages; ++i) open_page();
  ask();
}

// Reads a change stream for a while, and comes back; `seen` is the last version it heard of.
void Readers::listen(const std::string& app, Sequence seen) {
  if (stopped_) return;
  Call call{.path = "/ofrep/v1/stream", .key = client_key};
  if (seen > 0) call.headers.emplace_back("last-event-id", std::to_string(seen));
  const auto stream = network_.open(call, [this, app](const std::string& frame) {
    if (frame.find("refetchEvaluation") != std::string::npos) evaluate(app);
  });
  around_.scheduler.after(stream ? dice_.about(3min) : 1s, [this, app, stream, seen] {
    if (stream) stream->close();
    listen(app, stream ? stream->last_id : seen);
  });
}

void Readers::evaluate(const std::string& app) {
  const Call call{.method = wire::Method::post,
                  .path = "/ofrep/v1/evaluate/flags",
                  .key = client_key,
                  .body = fmt::format(R"({{"context":{{"targetingKey":"{}"}}}})", app)};
  network_.call(call, [this, app](const Answer& answer) {
    if (answer.status != 200) return;
    const auto body = wire::parse(answer.body);
    if (!body) throw Violation{"no bug", "An evaluation is no JSON."};
    const auto version = body->at("metadata").at("configVersion").to_number<Sequence>();
    for (const auto& flag : body->at("flags").as_array())
      checkers_.decided(app, flag.as_object(), version);
  });
}

// A live page on somebody's screen.
void Readers::open_page() {
  if (stopped_) return;
  const auto launch = fmt::format("launch-{}", 1 + dice_.below(around_.plan.launches));
  const Call call{.path = fmt::format("/api/launches/{}/live", launch), .key = admin_key};
  const auto stream = network_.open(call, {});
  if (stream) stream->subject = launch;
  // Short looks: the program draws an open page four times a second.
  around_.scheduler.after(stream ? dice_.about(5s) : 1s, [this, stream] {
    if (stream) stream->close();
    around_.scheduler.after(dice_.about(2min), [this] { open_page(); });
  });
}

// Asks for results, knowing what some client was told: they must not be older.
void Readers::ask() {
  if (stopped_) return;
  Sequence told = 0;
  for (const auto& client : visitors_.clients()) told = std::max(told, client->told());
  const Call call{.path = fmt::format("/api/launches/launch-{}/results",
                                      1 + dice_.below(around_.plan.launches)),
                  .key = admin_key};
  network_.call(call, [this, told](const Answer& answer) {
    if (answer.status != 200) return;
    const auto results = wire::parse(answer.body);
    if (!results) throw Violation{"no bug", "Results are no JSON."};
    checkers_.read_after(told, results->as_object());
  });
  around_.scheduler.after(dice_.about(3s), [this] { ask(); });
}

}  // namespace spotter::simulation
