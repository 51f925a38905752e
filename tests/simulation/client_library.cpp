#include "simulation/client_library.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

std::size_t batch_of(Dice& dice) {
  constexpr std::size_t sizes[] = {1, 10, 20, 100, 250};
  return sizes[dice.below(5)];
}

}  // namespace

ClientLibrary::ClientLibrary(Surroundings& around, Network& network, Checkers& checkers)
    : around_(around),
      network_(network),
      checkers_(checkers),
      dice_(around.dice.fork()),
      name_(random_hex(dice_, 3)),
      clock_(around.time),
      batch_max_(batch_of(dice_)),
      wait_max_(dice_.between(50ms, 10s)),
      says_when_sent_(dice_.chance(0.8)),
      says_when_(dice_.chance(0.9)),
      shuffles_(dice_.chance(0.5) ? dice_.fraction() : 0),
      repeats_(dice_.chance(0.5) ? 0.1 * dice_.fraction() : 0),
      key_(dice_.chance(0.7) ? client_key : server_key) {
  if (dice_.chance(0.5)) clock_.skew = dice_.between(-6h, 6h);
}

void ClientLibrary::track(const std::string& visitor, const std::string& event,
                          const std::string& fields) {
  // People set their clocks, also while events wait to be sent.
  if (dice_.chance(0.0005)) clock_.skew = dice_.between(-2h, 2h);
  Message message{fmt::format("{}-{}", name_, ++number_), {}};
  const auto when = says_when_
                        ? fmt::format(R"(,"originalTimestamp":"{}")", to_rfc3339(clock_.now()))
                        : std::string();
  message.json = fmt::format(R"({{"type":"track","messageId":"{}","userId":"{}","event":"{}"{}{})",
                             message.id, visitor, event, when, fields);
  ++around_.history.events;
  buffer_.push_back(std::move(message));
  if (buffer_.size() >= batch_max_) return flush();
  if (std::exchange(flush_planned_, true)) return;
  around_.scheduler.after(wait_max_, [this] {
    flush_planned_ = false;
    flush();
  });
}

void ClientLibrary::expose(const std::string& visitor, const std::string& launch,
                           const std::string& arm) {
  track(visitor, "Experiment Viewed",
        fmt::format(R"(,"properties":{{"experiment_id":"{}","variation_id":"{}"}})", launch, arm));
}

void ClientLibrary::flush() {
  if (buffer_.empty()) return;
  Batch batch{std::exchange(buffer_, {})};
  // Some batches lie around: the page was closed, the phone was in a tunnel.
  const bool late = !hurrying_ && dice_.chance(0.01);
  send_after(late ? dice_.between(1min, 15min) : Duration(0), std::move(batch));
}

void ClientLibrary::send_after(Duration delay, Batch batch) {
  ++under_way_;
  around_.scheduler.after(delay, [this, batch = std::move(batch)]() mutable {
    --under_way_;
    send(std::move(batch));
  });
}

void ClientLibrary::send(Batch batch) {
  ++under_way_;
  if (dice_.chance(shuffles_)) dice_.shuffle(batch.messages);
  auto call = call_for(batch);
  // shared_ptr: std::function copies what it holds.
  auto sent = std::make_shared<Batch>(std::move(batch));
  network_.call(std::move(call), [this, sent](const Answer& answer) {
    --under_way_;
    answered(std::move(*sent), answer);
  });
}

Call ClientLibrary::call_for(Batch& batch) {
  Call call{.method = wire::Method::post, .path = "/v1/batch", .key = key_};
  const auto sent = says_when_sent_ ? fmt::format(R"(,"sentAt":"{}"}})", to_rfc3339(clock_.now()))
                                    : std::string("}");
  if (batch.messages.size() == 1 && dice_.chance(0.5)) {
    call.path = "/v1/track";
    call.body = batch.messages.front().json + sent;
    return call;
  }
  call.body = R"({"batch":[)";
  for (const auto& message : batch.messages) {
    if (call.body.back() != '[') call.body += ',';
    call.body += message.json;
    call.body += sent;
  }
  call.body += "]}";
  return call;
}

void ClientLibrary::answered(Batch batch, const Answer& answer) {
  if (answer.status != 200) {
    const bool may_be = answer.status == 0 || answer.status == 429 || answer.status == 503;
    if (!may_be)
      throw Violation{"events are taken", fmt::format("A good batch was answered with {}: {}",
                                                      answer.status, answer.body)};
    return try_again(std::move(batch));
  }
  const auto text = answer.header("Spotter-Sequence");
  Sequence sequence = 0;
  std::from_chars(text.data(), text.data() + text.size(), sequence);
  std::vector<std::string> ids;
  for (const auto& message : batch.messages) ids.push_back(message.id);
  checkers_.acknowledged(ids, sequence);
  told_ = std::max(told_, sequence);
  if (batch.kept_before || hurrying_ || !dice_.chance(repeats_)) return;
  batch.kept_before = true;
  send_after(dice_.about(30s), std::move(batch));
}

void ClientLibrary::try_again(Batch batch) {
  ++around_.history.resent;
  ++batch.tries;
  const auto wait = dice_.between(100ms, 1s) * std::min(batch.tries, 10);
  if (batch.messages.size() > 1 && dice_.chance(0.3)) {
    // In pieces, and not as they were packed before.
    const auto middle = batch.messages.begin() + std::ptrdiff_t(batch.messages.size() / 2);
    Batch rest{{middle, batch.messages.end()}, batch.tries, batch.kept_before};
    batch.messages.erase(middle, batch.messages.end());
    send_after(wait + dice_.between(0ms, 2s), std::move(rest));
  }
  send_after(wait, std::move(batch));
}

}  // namespace spotter::simulation
