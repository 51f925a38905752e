// Recovery and repair of the event log (semantics.md, "Frames").
#pragma once

#include <string>
#include <vector>

#include "storage/event_log/scan.hpp"

namespace spotter::storage {

/// The log as it is after recovery.
struct Recovered {
  Sequence first = 1;
  Sequence last = 0;  ///< first - 1 if the log holds no record
  LogEnd end;
  std::vector<std::string> sentences;  ///< what was cut, for the application log
};

/// Finds the end of the log. Torn bytes after it are saved aside in the log's folder as
/// "torn-<sequence>-<offset>.cut" and overwritten with zeros. A hole in the middle is refused:
/// corrupt, naming the file, the place and the repair command; nothing is changed then.
Result<Recovered> recover(Disk& disk, const EventLogSettings& settings);

/// What a repair kept and what it set aside, as sentences for the person who asked for it.
struct Repaired {
  std::vector<std::string> kept;
  std::vector<std::string> lost;
};

/// Cuts the log at the first bad place and sets everything after it aside: files ending in ".cut"
/// in the log's folder. A log without damage only gets its torn tail cut. Not while the program
/// runs on the same folder.
Result<Repaired> repair(Disk& disk, const std::string& data_folder);

}  // namespace spotter::storage
