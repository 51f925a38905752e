#include "parts/live/intake/deduplicator.hpp"

#include "base/limits.hpp"

namespace spotter::live {

void Deduplicator::turn(Instant received) {
  if (current_.empty() && previous_.empty()) {
    current_since_ = received;
    return;
  }
  if (received - current_since_ < limits::deduplication_window) return;
  previous_ = std::move(current_);
  current_ = {};
  current_since_ = received;
}

bool Deduplicator::remember(const Unit& message, Instant received) {
  turn(received);
  if (previous_.contains(message)) return false;
  return current_.insert(message).second;
}

void Deduplicator::forget(const Unit& message) {
  // The generations may have turned within the group that could not be kept.
  if (current_.erase(message) == 0) previous_.erase(message);
}

void Deduplicator::write(wire::ByteOutput& output) const {
  output.value().number(current_since_.us);
  for (const auto* generation : {&current_, &previous_}) {
    output.value().number(static_cast<std::uint64_t>(generation->size()));
    for (const auto& message : *generation) output.value().raw(message.bytes);
  }
}

bool Deduplicator::read(wire::ByteInput& input) {
  current_since_.us = input.value().number<std::int64_t>();
  for (auto* generation : {&current_, &previous_}) {
    const auto count = input.value().number<std::uint64_t>();
    for (std::uint64_t i = 0; i < count && input.complete(); ++i) {
      Unit message;
      input.value().raw(message.bytes);
      generation->insert(message);
    }
  }
  return input.complete();
}

}  // namespace spotter::live
