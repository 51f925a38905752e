#include "simulation/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

constexpr Duration patience = 10s;        // of whoever waits for an answer
constexpr Duration frame_travel = 300ms;  // at most: a slower reader is cut off by http

wire::Request request_of(const Call& call) {
  wire::Request request;
  request.method = call.method;
  request.path = call.path;
  request.query = call.query;
  request.headers = call.headers;
  request.body = call.body;
  if (!call.key.empty())
    request.headers.emplace_back("authorization", fmt::format("Bearer {}", call.key));
  return request;
}

Answer answer_of(const wire::Response& response) {
  return {response.status, response.body, response.headers};
}

}  // namespace

std::string Answer::header(std::string_view name) const {
  for (const auto& [known, value] : headers) {
    if (known == name) return value;
  }
  return {};
}

// ---- streams ---------------------------------------------------------------------------------

void Stream::send(std::string frame, Task written) {
  // In order: never before the frame ahead of it.
  last_ =
      std::max(last_, around_.scheduler.now() + around_.dice.between(Duration(0), frame_travel));
  around_.scheduler.after(
      last_ - around_.scheduler.now(), [self = shared_from_this(), frame = std::move(frame),
                                        written = std::move(written)]() mutable {
        if (self->dead_) return;
        self->lane_.post([self, frame = std::move(frame), written = std::move(written)]() mutable {
          if (self->open_) self->arrive(frame);
          if (written) written();
        });
      });
}

void Stream::arrive(const std::string& frame) {
  around_.history.mix(frame);
  constexpr std::string_view id = "id: ";
  if (frame.starts_with(id))
    std::from_chars(frame.data() + id.size(), frame.data() + frame.size(), last_id);
  if (on_frame_) on_frame_(frame);
}

// ---- requests --------------------------------------------------------------------------------

Network::Network(Surroundings& around, Machine& machine)
    : around_(around), machine_(machine), dice_(around.dice.fork()) {}

bool Network::loses() {
  if (reliable || !dice_.chance(around_.plan.network_loss)) return false;
  ++around_.history.lost;
  return true;
}

Duration Network::travel() {
  if (reliable || !dice_.chance(0.02)) return dice_.between(200us, 20ms);
  return dice_.between(1ms, around_.plan.network_slow);
}

void Network::call(Call call, OnAnswer on_answer) {
  ++around_.history.requests;
  if (loses())
    return around_.scheduler.after(patience, [on_answer = std::move(on_answer)] { on_answer({}); });
  around_.scheduler.after(
      travel(), [this, call = std::move(call), on_answer = std::move(on_answer)]() mutable {
        arrive(std::move(call), std::move(on_answer));
      });
}

void Network::arrive(Call call, OnAnswer on_answer) {
  if (!machine_.up())
    return around_.scheduler.after(travel(), [on_answer = std::move(on_answer)] { on_answer({}); });
  const auto number = ++number_;
  auto request = request_of(call);
  unanswered_.emplace(number, Waiting{std::move(call), std::move(on_answer)});
  machine_.receive(
      dice_.below(machine_.lanes()), std::move(request),
      [this, number](const wire::Response& response) { replied(number, response); }, nullptr);
}

void Network::replied(std::uint64_t number, const wire::Response& response) {
  auto waiting = unanswered_.extract(number);
  if (waiting.empty()) throw Violation{"one answer", "A request was answered twice."};
  const auto& call = waiting.mapped().call;
  ++around_.history.answers;
  around_.history.mix(static_cast<std::uint64_t>(response.status));
  around_.history.mix(response.body);
  if (response.status == 429 || response.status == 503) ++around_.history.refused;
  if (response.status == 500)
    throw Violation{"no bug", call.path + " was answered with 500: " + response.body};
  if (on_reply) on_reply(call, response);
  const bool lost = loses();
  around_.scheduler.after(lost ? patience : travel(),
                          [on_answer = std::move(waiting.mapped().on_answer),
                           answer = lost ? Answer{} : answer_of(response)] { on_answer(answer); });
}

std::shared_ptr<Stream> Network::open(const Call& call, Stream::OnFrame on_frame) {
  if (!machine_.up()) return nullptr;
  const auto lane = dice_.below(machine_.lanes());
  auto stream = std::make_shared<Stream>(around_, machine_.lane(lane), std::move(on_frame));
  streams_.push_back(stream);
  machine_.receive(
      lane, request_of(call), [](const wire::Response&) {}, stream);
  return stream;
}

void Network::hang_up() {
  for (const auto& stream : streams_) stream->die();
  streams_.clear();
  for (auto& [number, waiting] : std::exchange(unanswered_, {})) {
    around_.scheduler.after(travel(),
                            [on_answer = std::move(waiting.on_answer)] { on_answer({}); });
  }
}

const std::vector<std::shared_ptr<Stream>>& Network::streams() {
  std::erase_if(streams_, [](const auto& stream) { return !stream->is_open(); });
  return streams_;
}

}  // namespace spotter::simulation
