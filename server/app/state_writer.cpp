#include "app/state_writer.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/log.hpp"

namespace spotter::app {

void StateWriter::keep(live::StateChange change) {
  thread_.post([this, change = std::move(change)]() mutable {
    pending_.push_back(std::move(change));
    write_pending();
  });
}

void StateWriter::retry() {
  thread_.post([this] { write_pending(); });
}

void StateWriter::write_pending() {
  while (!pending_.empty()) {
    const auto kept = live::keep(database_, pending_.front());
    if (!kept) {
      if (!failing_)
        log_line("The state cannot be written, trying again: " + kept.error().sentence);
      failing_ = true;
      return;
    }
    pending_.pop_front();
    failing_ = false;
  }
}

void StateWriter::read(const std::string& subject,
                       std::function<void(Result<std::vector<journal::KeptEntry>>)> read) {
  thread_.post([this, subject, read = std::move(read)] {
    auto entries = journal::list(database_, subject, limits::journal_entries_max);
    if (entries) std::reverse(entries->begin(), entries->end());
    read(std::move(entries));
  });
}

}  // namespace spotter::app
