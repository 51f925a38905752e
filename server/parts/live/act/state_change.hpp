// What a log record changed, for the state store: written in one transaction with the journal.
#pragma once

#include <vector>

#include "journal/journal.hpp"
#include "parts/live/act/receipt.hpp"

namespace spotter::live {

/// Everything one record changed. Replay makes the same changes again; the store skips what it
/// has (`sequence` at or below its own).
struct StateChange {
  Sequence sequence = 0;
  std::vector<Metric> metrics;
  std::vector<StandingFlag> flags;
  std::vector<Launch> launches;
  std::vector<Receipt> receipts;
  std::vector<journal::Entry> entries;

  bool empty() const {
    return metrics.empty() && flags.empty() && launches.empty() && receipts.empty() &&
           entries.empty();
  }
};

}  // namespace spotter::live
