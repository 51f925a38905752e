// A disk that tears, fills up, fails and forgets what nobody synced.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/disk.hpp"
#include "simulation/dice.hpp"
#include "simulation/history.hpp"

namespace spotter::simulation {

/// How often what goes wrong; probabilities of each call.
struct DiskFaults {
  double write = 0;   ///< part of it is written, then the disk refuses
  double sync = 0;    ///< what was written may or may not have arrived, and is not written again
  double create = 0;  ///< also renaming and removing
  double read = 0;
};

/// A disk in memory. Names are durable at once, as PosixDisk syncs folders; bytes are durable
/// once synced. The kernel writes back in any order whenever it likes, 512 bytes at a time, and a
/// power cut may tear even those.
class SimulatedDisk final : public Disk {
 public:
  SimulatedDisk(Dice dice, History& history) : dice_(dice), history_(history) {}

  Result<std::unique_ptr<File>> open(const std::string& path, bool create) override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  Result<void> make_folder(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  bool exists(const std::string& path) const override { return files_.contains(path); }

  /// Of every file: what was not synced survives in part, sector by sector.
  void lose_power();
  /// Flips one bit of what is on the platters.
  void flip_bit(const std::string& path, std::uint64_t bit);
  std::uint64_t size_of(const std::string& path) const { return files_.at(path)->cached.size(); }

  DiskFaults faults;
  bool full = false;        ///< nothing new fits; what exists can be overwritten
  bool syncs = true;        ///< false: sync() does nothing and says it did (a planted bug)
  int calls_until_cut = 0;  ///< over 0: throws PowerCut at that changing call
  bool careful = false;     ///< true: no faults and no cut now, for whoever checks

 private:
  static constexpr std::uint64_t sector = 512;

  struct Contents {
    std::vector<std::uint8_t> cached;   ///< what reading gives
    std::vector<std::uint8_t> durable;  ///< what is on the platters
    std::vector<bool> dirty;            ///< sectors that differ and will be written back
  };
  class OpenFile;

  bool happens(double probability);
  void change();
  void write_back(Contents& contents, std::size_t first, double chance);
  void lose(Contents& contents);

  Dice dice_;
  History& history_;
  std::map<std::string, std::shared_ptr<Contents>> files_;
};

}  // namespace spotter::simulation
