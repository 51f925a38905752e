// spotter serve: builds every piece in order, as a local, and runs until it is told to stop.
#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <charconv>
#include <cstdio>
#include <thread>

#include "app/core.hpp"
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

// Ends the threads in the order in which work flows, before what they work on goes away: the lanes
// that the loop publishes to as well as the core.
struct StopInOrder {
  Worker& log_thread;
  Worker& loop_thread;
  Worker& state_thread;
  Worker& checkpoint_thread;
  Worker& analysis_thread;
  live::RecountDesk& recounts;
  Worker& recount_thread;

  ~StopInOrder() {
    recounts.stop();
    analysis_thread.stop();
    checkpoint_thread.stop();
    log_thread.stop();
    loop_thread.stop();
    recount_thread.stop();
    state_thread.stop();
  }
};

Result<void> serve(const ServeOptions& options) {
  TRY(const auto address, parse_listen(options.listen));
  const auto stop_signals = block_stop_signals();
  const SystemClock clock;
  SystemRandom random;
  PosixDisk disk;

  // The workspace: folder lock, state database, keys.
  TRY(auto workspace, open_workspace(options.data, disk));

  // The threads that own something: the checkpoints, the database, the loop's state, the event log.
  Worker checkpoint_thread("checkpoint");
  Worker state_thread("state");
  Worker loop_thread("loop");
  Worker reserve_thread("reserve");
  Worker log_thread("log");
  Worker analysis_thread("analysis");
  protocols::AnalysisDesk analyses{analysis_thread};

  // The event log and what works behind it.
  TRY(const auto core, Core::open({disk,
                                   clock,
                                   random,
                                   log_thread,
                                   loop_thread,
                                   state_thread,
                                   checkpoint_thread,
                                   workspace.database,
                                   workspace.pseudonym_key,
                                   workspace.keys,
                                   {.data_folder = options.data, .reserve = &reserve_thread},
                                   options.checkpoint_every}));

  const auto tracker = core->tracker(workspace.members);
  KeyDesk key_desk(workspace.keys, workspace.database, state_thread, random);

  // What checks the loop against the log, on a thread of its own.
  Worker recount_thread("recount");
  live::RecountDesk recounts(
      {loop_thread, core->loop(), recount_thread, reader_of(core->log()), &core->agreements()});

  // The server: one lane a core, each with its own routes over its own snapshot.
  http::Server* running = nullptr;
  const Desks desks{core->launches(), tracker,  recounts,
                    core->log(),      analyses, workspace.keys,
                    key_desk,         options,  [&running] { return running->counts(); }};
  const http::ServerOptions server_options{
      .host = address.host,
      .port = address.port,
      .lanes = std::max(2U, std::thread::hardware_concurrency()),
      .authenticate = &workspace.keys,
      .clock = &clock};
  http::Server server(server_options,
                      [&](http::Lane& lane) { return lane_routes(desks, core->add_lane(lane)); });
  running = &server;
  const StopInOrder stop_in_order{log_thread,      loop_thread, state_thread,  checkpoint_thread,
                                  analysis_thread, recounts,    recount_thread};

  TRY_VOID(core->begin());
  const Ticker ticker(limits::live_tick, [&core] { core->tick(); });
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
