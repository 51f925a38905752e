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

void Deduplicator::forget(const Unit& message) { current_.erase(message); }

}  // namespace spotter::live
