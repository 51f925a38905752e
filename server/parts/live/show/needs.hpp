// What the screens' interface needs of the program around it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "parts/live/act/loop.hpp"

namespace spotter::live {

/// What became of a record: where it stands, and what the loop made of it.
struct Written {
  Sequence sequence = 0;
  Outcome outcome;
};

/// The event log, for records that people write. Any thread.
class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  /// Appends durably; `taken` runs on the loop's thread right after the loop took the record.
  virtual void write(RecordKind kind, std::string bytes,
                     std::function<void(Result<Written>)> taken) = 0;
};

/// The journal of one subject. Any thread; `read` may run on any thread.
class JournalReader {
 public:
  virtual ~JournalReader() = default;
  virtual void read(const std::string& subject,
                    std::function<void(Result<std::vector<journal::KeptEntry>>)> read) = 0;
};

}  // namespace spotter::live
