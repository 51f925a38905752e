// spotter serve: builds every piece in order, as a local, and runs until it is told to stop.
#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <charconv>
#include <cstdio>
#include <thread>

#include "app/core.hpp"
#include "app/front_door.hpp"
#include "app/member_book.hpp"
#include "app/routes.hpp"
#include "app/ticker.hpp"
#include "app/workspace.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "http/server.hpp"

namespace spotter::app {

namespace {

struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:0", "localhost:80".
Result<ListenAddress> parse_listen(std::string_view text) {
  const auto wrong = [&] {
    return failure(bad_request(fmt::format("\"{}\" is not HOST:PORT.", text)));
  };
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong();
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  ListenAddress address;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return wrong();
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  address.host = host;
  return address;
}

// Blocked before any thread starts, so that only the main thread takes them, when it waits.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  // A limit on file sizes shall be a full disk, not the end.
  signal(SIGXFSZ, SIG_IGN);
  return signals;
}

// A URL must show the host of an IPv6 address in brackets.
std::string url_of(const ListenAddress& address, std::uint16_t port) {
  const bool brackets = address.host.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", brackets ? "[" : "", address.host, brackets ? "]" : "",
                     port);
}

live::ReadRecords reader_of(const storage::EventLog& log) {
  return [&log](const live::VisitRecord& visit) {
    return log.read(1, [&](const storage::StoredRecord& record) {
      return visit(record.sequence, static_cast<live::RecordKind>(record.kind), record.bytes);
    });
  };
}

people::ReceptionOptions reception_options(const ServeOptions& options) {
  for (const auto& member : options.one_click)
    log_line(fmt::format("Anybody may sign in as \"{}\": --one-click.", member));
  const auto& url = options.public_url;
  return {url && url->scheme == "https", url.has_value(), options.one_click};
}

// Who comes in, by key or by session, and what looks after both.
struct Entrance {
  struct Needs {
    Executor& state_thread;
    Executor& password_thread;
    Random& random;
  };
  Entrance(Workspace& workspace, const Needs& needs, const ServeOptions& options)
      : front_door(workspace.keys, workspace.roster),
        key_desk(workspace.keys, workspace.database, needs.state_thread, needs.random),
        people({workspace.database, needs.state_thread, needs.password_thread, needs.random,
                workspace.roster, workspace.keys}),
        reception(people, needs.random, reception_options(options)),
        journal{workspace.database, needs.state_thread} {}

  const FrontDoor front_door;
  KeyDesk key_desk;
  people::PeopleDesk people;
  people::Reception reception;
  const JournalDesk journal;
};

// The threads that own something (ARCHITECTURE.md, "Threads"), and those that keep lanes from
// waiting.
struct Threads {
  Worker checkpoint{"checkpoint"};
  Worker state{"state"};
  Worker loop{"loop"};
  Worker reserve{"reserve"};
  Worker log{"log"};
  Worker analysis{"analysis"};
  Worker recount{"recount"};
  Worker passwords{"passwords"};
};

// Ends the threads in the order in which work flows, before what they work on goes away: the lanes
// that the loop publishes to as well as the core.
struct StopInOrder {
  Threads& threads;
  live::RecountDesk& recounts;

  ~StopInOrder() {
    threads.passwords.stop();
    recounts.stop();
    threads.analysis.stop();
    threads.checkpoint.stop();
    threads.log.stop();
    threads.loop.stop();
    threads.recount.stop();
    threads.state.stop();
  }
};

// What the program knows of the machine it runs on.
struct Machine {
  const SystemClock clock{};
  SystemRandom random;
  PosixDisk disk;
};

Result<std::unique_ptr<Core>> open_core(const ServeOptions& options, Workspace& workspace,
                                        Threads& threads, Machine& machine) {
  return Core::open({machine.disk,
                     machine.clock,
                     machine.random,
                     threads.log,
                     threads.loop,
                     threads.state,
                     threads.checkpoint,
                     workspace.database,
                     workspace.pseudonym_key,
                     workspace.keys,
                     {.data_folder = options.data, .reserve = &threads.reserve},
                     options.checkpoint_every});
}

Result<void> serve(const ServeOptions& options) {
  TRY(const auto address, parse_listen(options.listen));
  const auto stop_signals = block_stop_signals();
  Machine machine;

  // The workspace: folder lock, state database, keys.
  TRY(auto workspace, open_workspace(options.data, machine.disk));

  Threads threads;
  protocols::AnalysisDesk analyses{threads.analysis};

  // The event log and what works behind it.
  TRY(const auto core, open_core(options, workspace, threads, machine));
  const MemberBook members(workspace.roster);
  const auto tracker = core->tracker(members);
  Entrance entrance(workspace, {threads.state, threads.passwords, machine.random}, options);

  // What checks the loop against the log, on a thread of its own.
  live::RecountDesk recounts(
      {threads.loop, core->loop(), threads.recount, reader_of(core->log()), &core->agreements()});

  // The server: one lane a core, each with its own routes over its own snapshot.
  http::Server* running = nullptr;
  const Desks desks{core->launches(),
                    tracker,
                    recounts,
                    core->log(),
                    analyses,
                    workspace.keys,
                    entrance.key_desk,
                    entrance.reception,
                    entrance.journal,
                    options,
                    [&running] { return running->counts(); }};
  const http::ServerOptions server_options{
      .host = address.host,
      .port = address.port,
      .lanes = std::max(2U, std::thread::hardware_concurrency()),
      .authenticate = &entrance.front_door,
      .clock = &machine.clock};
  http::Server server(server_options,
                      [&](http::Lane& lane) { return lane_routes(desks, core->add_lane(lane)); });
  running = &server;
  const StopInOrder stop_in_order{threads, recounts};

  TRY_VOID(core->begin());
  const Ticker ticker(limits::live_tick, [&core, &entrance] {
    core->tick();
    entrance.people.tick();
  });
  TRY(const auto port, server.start());
  fmt::print("listening on {}\n", url_of(address, port));
  std::fflush(stdout);

  int signal_number = 0;
  sigwait(&stop_signals, &signal_number);
  log_line("Stopping.");
  server.stop();
  return {};
}

}  // namespace

int run_serve(const ServeOptions& options) {
  const auto served = serve(options);
  if (served) return 0;
  fmt::print(stderr, "{}\n", served.error().sentence);
  return 1;
}

}  // namespace spotter::app
