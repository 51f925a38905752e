// What a log record changed, for the state store: written in one transaction with the journal.
#pragma once

#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "parts/live/act/receipt.hpp"

namespace spotter::live {

/// What people agreed about a launch, as JSON: its meaning is that of whoever wrote it.
struct KeptCard {
  std::string launch;
  std::string card;
};

/// Everything one record changed. Replay makes the same changes again; the store skips what it
/// has (`sequence` at or below its own).
struct StateChange {
  Sequence sequence = 0;
  std::vector<Metric> metrics;
  std::vector<StandingFlag> flags;
  std::vector<Launch> launches;
  std::vector<Receipt> receipts;
  std::vector<KeptCard> cards;
  std::vector<journal::Entry> entries;

  bool empty() const {
    return metrics.empty() && flags.empty() && launches.empty() && receipts.empty() &&
           cards.empty() && entries.empty();
  }
};

}  // namespace spotter::live
