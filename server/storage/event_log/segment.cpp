#include "storage/event_log/segment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace spotter::storage {
namespace {

constexpr std::size_t sequence_digits = 20;
constexpr std::string_view ending = ".log";
constexpr std::size_t zeros_bytes = 256 * 1024;

Result<std::unique_ptr<File>> create_zeros(Disk& disk, const std::string& path,
                                           std::uint64_t size) {
  TRY(auto file, disk.open(path, true));
  // Something may be left of an earlier try. Written anew, never trusted: a sync that failed
  // then may have lost pages that look written now.
  TRY_VOID(file->truncate(0));
  TRY_VOID(write_zeros(*file, 0, size));
  TRY_VOID(file->sync());
  return file;
}

}  // namespace

std::string segment_name(Sequence first) { return fmt::format("{:020}{}", first, ending); }

std::optional<Sequence> segment_first(std::string_view name) {
  if (name.size() != sequence_digits + ending.size() || !name.ends_with(ending)) return {};
  Sequence first = 0;
  const auto* digits_end = name.data() + sequence_digits;
  const auto [end, error] = std::from_chars(name.data(), digits_end, first);
  if (error != std::errc{} || end != digits_end || first == 0) return {};
  return first;
}

Result<std::vector<SegmentFile>> list_segments(const Disk& disk, const std::string& log_folder) {
  TRY(const auto names, disk.list(log_folder));
  std::vector<SegmentFile> segments;
  for (const auto& name : names) {
    const auto first = segment_first(name);
    if (first) segments.push_back({*first, log_folder + "/" + name});
  }
  std::sort(segments.begin(), segments.end(),
            [](const SegmentFile& a, const SegmentFile& b) { return a.first < b.first; });
  return segments;
}

Result<std::vector<std::uint8_t>> read_all(Disk& disk, const std::string& path) {
  TRY(const auto file, disk.open(path, false));
  TRY(const auto size, file->size());
  return file->read(0, size);
}

Result<void> write_zeros(File& file, std::uint64_t offset, std::uint64_t size) {
  const std::vector<std::uint8_t> zeros(std::min<std::uint64_t>(size, zeros_bytes));
  while (size > 0) {
    const auto part = std::min<std::uint64_t>(size, zeros.size());
    TRY_VOID(file.write(offset, std::span(zeros).first(part)));
    offset += part;
    size -= part;
  }
  return {};
}

Result<std::unique_ptr<File>> create_segment(Disk& disk, const std::string& path,
                                             std::uint64_t size) {
  auto file = create_zeros(disk, path, size);
  // A leftover is harmless: an empty segment with the right name. So its removal may fail.
  if (!file) [[maybe_unused]]
    const auto removed = disk.remove(path);
  return file;
}

}  // namespace spotter::storage
