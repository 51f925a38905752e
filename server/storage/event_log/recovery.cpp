#include "storage/event_log/recovery.hpp"

#include <fmt/format.h>

namespace spotter::storage {
namespace {

std::string unused_path(const Disk& disk, const std::string& stem) {
  auto path = stem + ".cut";
  for (int i = 2; disk.exists(path); ++i) path = fmt::format("{}-{}.cut", stem, i);
  return path;
}

std::string damage_sentence(const LogScan& scan, const std::string& data_folder) {
  const auto& damage = *scan.damage;
  return fmt::format(
      "The event log is damaged in {} at byte {}: record {} should begin there, but what follows "
      "begins with record {}. Nothing was changed. `spotter repair --data {}` keeps every record "
      "before that place and sets the rest aside.",
      scan.segments[damage.segment].path, damage.offset, damage.expected, damage.found,
      data_folder);
}

// "12 readable records (40 to 51)"
std::string readable_records(std::span<const std::uint8_t> bytes) {
  std::uint64_t count = 0;
  Sequence first = 0;
  Sequence last = 0;
  auto found = find_frame(bytes, 0, 0);
  while (found) {
    if (count == 0) first = found->frame.first;
    last = found->frame.end() - 1;
    count += found->frame.count;
    found = find_frame(bytes, found->offset + found->frame.size(), 0);
  }
  if (count == 0) return "no readable record";
  return fmt::format("{} readable records ({} to {})", count, first, last);
}

// First the copy, then the zeros: a power cut between the two only makes a second copy.
// Returns the path of the copy.
Result<std::string> cut(Disk& disk, const std::string& log_folder, const TornTail& tail) {
  TRY(auto file, disk.open(tail.segment.path, false));
  TRY(const auto bytes, file->read(tail.offset, tail.end - tail.offset));
  const auto stem = fmt::format("{}/torn-{}-{}", log_folder, tail.expected, tail.offset);
  const auto path = unused_path(disk, stem);
  TRY(auto aside, disk.open(path, true));
  TRY_VOID(aside->write(0, bytes));
  TRY_VOID(aside->sync());
  TRY_VOID(write_zeros(*file, tail.offset, bytes.size()));
  TRY_VOID(file->sync());
  return path;
}

// After a failed sync the last group may be in memory only and look written: write it again.
// Without this, a power cut could lose records that this run has already counted on.
Result<void> write_last_frame_again(Disk& disk, const LogEnd& end) {
  if (end.path.empty()) return {};
  TRY(auto file, disk.open(end.path, false));
  TRY(const auto bytes, file->read(end.last_frame, end.offset - end.last_frame));
  TRY_VOID(file->write(end.last_frame, bytes));
  return file->sync();
}

Result<std::string> set_aside(Disk& disk, const SegmentFile& segment) {
  TRY(const auto bytes, read_all(disk, segment.path));
  const auto path = unused_path(disk, segment.path);
  TRY_VOID(disk.rename(segment.path, path));
  return fmt::format("Set aside {}: {}.", path, readable_records(bytes));
}

Result<std::string> cut_damaged(Disk& disk, const std::string& log_folder, const LogScan& scan) {
  const auto& damage = *scan.damage;
  const auto& segment = scan.segments[damage.segment];
  TRY(const auto bytes, read_all(disk, segment.path));
  const auto end = std::max<std::uint64_t>(data_end(bytes), damage.offset);
  TRY(const auto path, cut(disk, log_folder, {segment, damage.offset, end, damage.expected}));
  const auto rest = std::span(bytes).subspan(damage.offset);
  return fmt::format("Cut {} at byte {} and kept the rest in {}: {}.", segment.path, damage.offset,
                     path, readable_records(rest));
}

Result<std::vector<std::string>> remove_damage(Disk& disk, const std::string& log_folder,
                                               const LogScan& scan) {
  std::vector<std::string> lost;
  const auto& damage = *scan.damage;
  // The first segment's file stays even if nothing in it does: it names the first sequence.
  const bool whole = damage.offset == 0 && damage.segment > 0;
  const auto keep = whole ? damage.segment : damage.segment + 1;
  // From the newest back: after a power cut in between, a second repair does the rest.
  for (auto i = scan.segments.size(); i > keep; --i) {
    TRY(auto sentence, set_aside(disk, scan.segments[i - 1]));
    lost.insert(lost.begin(), std::move(sentence));
  }
  if (whole) return lost;
  TRY(auto sentence, cut_damaged(disk, log_folder, scan));
  lost.insert(lost.begin(), std::move(sentence));
  return lost;
}

}  // namespace

Result<Recovered> recover(Disk& disk, const EventLogSettings& settings) {
  const auto log_folder = settings.log_folder();
  TRY_VOID(disk.make_folder(log_folder));
  TRY(auto scan, scan_log(disk, log_folder));
  if (scan.damage) {
    return failure(ProblemCode::corrupt, damage_sentence(scan, settings.data_folder));
  }
  Recovered recovered{scan.first, scan.last, scan.end, {}};
  for (const auto& tail : scan.torn) {
    TRY(const auto path, cut(disk, log_folder, tail));
    recovered.sentences.push_back(fmt::format(
        "After record {} the event log held {} bytes of an unfinished write in {} at byte {}; they "
        "were never acknowledged. Cut them off and kept them in {}.",
        tail.expected - 1, tail.end - tail.offset, tail.segment.path, tail.offset, path));
  }
  TRY_VOID(write_last_frame_again(disk, recovered.end));
  return recovered;
}

Result<Repaired> repair(Disk& disk, const std::string& data_folder) {
  const EventLogSettings settings{data_folder};
  Repaired repaired;
  TRY(const auto scan, scan_log(disk, settings.log_folder()));
  if (scan.damage) {
    TRY(repaired.lost, remove_damage(disk, settings.log_folder(), scan));
  }
  TRY(auto recovered, recover(disk, settings));
  repaired.kept = std::move(recovered.sentences);
  repaired.kept.push_back(
      recovered.last < recovered.first
          ? "The event log holds no record."
          : fmt::format("The event log holds records {} to {}.", recovered.first, recovered.last));
  if (!scan.damage) repaired.kept.push_back("It has no damage: nothing was lost.");
  return repaired;
}

}  // namespace spotter::storage
