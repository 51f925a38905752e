#include "app/metrics.hpp"

#include <fmt/format.h>

#include <map>

#include "protocols/prometheus/exposition.hpp"

namespace spotter::app {

namespace {

using protocols::Exposition;

double number(std::uint64_t count) { return static_cast<double>(count); }

void write_http(Exposition& exposition, const http::Counts& counts) {
  std::vector<protocols::Sample> requests;
  for (const auto& count : counts.requests) {
    requests.push_back({number(count.count),
                        {{"method", count.method},
                         {"route", count.pattern},
                         {"status", fmt::format("{}xx", count.status_class)}}});
  }
  exposition.counter("spotter_http_requests_total", "Requests answered.", requests);
  exposition.gauge("spotter_http_connections", "Open connections.", {{number(counts.connections)}});
  exposition.gauge("spotter_http_streams", "Open event streams.", {{number(counts.streams)}});
}

void write_log(Exposition& exposition, const storage::LogCounts& counts, Sequence last) {
  exposition.counter("spotter_log_records_total", "Records made durable since the start.",
                     {{number(counts.records)}});
  exposition.counter("spotter_log_commits_total", "Groups made durable since the start.",
                     {{number(counts.commits)}});
  exposition.counter("spotter_log_failures_total", "Groups that could not be kept.",
                     {{number(counts.failures)}});
  exposition.counter("spotter_log_written_bytes_total", "Bytes written to the event log.",
                     {{number(counts.bytes)}});
  exposition.gauge("spotter_log_queued_bytes", "Bytes waiting to be written.",
                   {{number(counts.queued_bytes)}});
  exposition.gauge("spotter_log_sequence", "The newest durable record.", {{number(last)}});
}

void write_loop(Exposition& exposition, const live::Loop& loop) {
  std::map<live::State, std::uint64_t> launches;
  for (const auto& [key, launch] : loop.book().launches) ++launches[launch.state];
  std::vector<protocols::Sample> samples;
  for (const auto& [state, count] : launches) {
    samples.push_back({number(count), {{"state", boost::describe::enum_to_string(state, "?")}}});
  }
  exposition.gauge("spotter_launches", "Launches by state.", samples);
  exposition.gauge("spotter_judged_sequence", "The last record that was judged.",
                   {{number(loop.sequence())}});
}

}  // namespace

wire::Route metrics_route(const Desks& desks) {
  wire::Route route;
  route.pattern = "/metrics";
  route.sentence = "The program's own numbers, for Prometheus.";
  route.handle = [launches = desks.launches, log = &desks.log, counts = desks.http_counts](
                     const wire::Request& request, wire::Reply reply) {
    const auto format =
        protocols::exposition_format(request.header("accept").value_or(std::string_view()));
    launches.loop_thread.post([launches, log, counts, format, reply = std::move(reply)] {
      Exposition exposition(format);
      write_http(exposition, counts());
      write_log(exposition, log->counts(), log->last_sequence());
      write_loop(exposition, launches.loop);
      wire::Response response;
      response.content_type = exposition.content_type();
      response.body = exposition.text();
      reply(std::move(response));
    });
  };
  return route;
}

}  // namespace spotter::app
