#include "storage/checkpoint/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "storage/event_log/crc32c.hpp"
#include "wire/bytes.hpp"

namespace spotter::storage {

namespace {

constexpr std::uint32_t checkpoint_mark = 0x4b435053;  // "SPCK"
constexpr std::size_t header_bytes = 16;
constexpr std::size_t piece_header_bytes = 8;
constexpr std::string_view unfinished = ".unfinished";

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string path_of(const CheckpointPlace& place, Sequence sequence) {
  return fmt::format("{}/{:020}", place.folder, sequence);
}

std::optional<Sequence> sequence_of(const std::string& name) {
  Sequence sequence = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), sequence);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return sequence;
}

// Newest first.
Result<std::vector<Sequence>> sequences_in(const Disk& disk, const std::string& folder) {
  TRY(const auto names, disk.list(folder));
  std::vector<Sequence> sequences;
  for (const auto& name : names) {
    if (const auto sequence = sequence_of(name)) sequences.push_back(*sequence);
  }
  std::sort(sequences.rbegin(), sequences.rend());
  return sequences;
}

std::string header_of(std::uint16_t version, Sequence sequence) {
  wire::ByteWriter writer;
  writer.number(checkpoint_mark);
  writer.number(version);
  writer.number(std::uint16_t{0});
  writer.number(sequence);
  return writer.take();
}

using Bytes = std::vector<std::uint8_t>;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads all of it once: what is taken over later must be whole.
bool is_whole(CheckpointReader reader) {
  while (true) {
    const auto piece = reader.next();
    if (!piece) return false;
    if (!*piece) return true;
  }
}

Result<void> remove_all_but(std::size_t kept, Disk& disk, const std::string& folder) {
  TRY(const auto sequences, sequences_in(disk, folder));
  for (std::size_t i = kept; i < sequences.size(); ++i)
    TRY_VOID(disk.remove(path_of({folder}, sequences[i])));
  return {};
}

// What a crash left half-written.
Result<void> remove_unfinished(Disk& disk, const std::string& folder) {
  TRY(const auto names, disk.list(folder));
  for (const auto& name : names) {
    if (name.ends_with(unfinished)) TRY_VOID(disk.remove(folder + "/" + name));
  }
  return {};
}

}  // namespace

Result<CheckpointWriter> CheckpointWriter::create(Disk& disk, const CheckpointPlace& place,
                                                  Sequence sequence) {
  TRY_VOID(disk.make_folder(place.folder));
  TRY_VOID(remove_unfinished(disk, place.folder));
  const auto path = path_of(place, sequence);
  TRY(auto file, disk.open(path + std::string(unfinished), true));
  TRY_VOID(file->truncate(0));
  CheckpointWriter writer(disk, std::move(file), path);
  TRY_VOID(writer.append(header_of(place.version, sequence)));
  return writer;
}

Result<void> CheckpointWriter::append(std::string_view bytes) {
  if (!file_) return failure(ProblemCode::unavailable, "This checkpoint was given up.");
  const auto written = file_->write(offset_, bytes_of(bytes));
  offset_ += bytes.size();
  if (written) return {};
  // Half a checkpoint helps nobody, and the log may need the room.
  file_.reset();
  TRY_VOID(disk_->remove(path_ + std::string(unfinished)));
  return written;
}

Result<void> CheckpointWriter::put(std::string_view piece) {
  wire::ByteWriter header;
  header.number(static_cast<std::uint32_t>(piece.size()));
  header.number(crc32c(0, bytes_of(piece)));
  TRY_VOID(append(header.take()));
  return append(piece);
}

Result<void> CheckpointWriter::finish() {
  TRY_VOID(put({}));
  TRY_VOID(file_->sync());
  file_.reset();
  TRY_VOID(disk_->rename(path_ + std::string(unfinished), path_));
  // One more stays, should the newest turn out to be damaged.
  return remove_all_but(2, *disk_, path_.substr(0, path_.rfind('/')));
}

Result<std::optional<std::string>> CheckpointReader::next() {
  TRY(const auto header, file_->read(offset_, piece_header_bytes));
  wire::ByteReader reader(text_of(header));
  const auto size = reader.number<std::uint32_t>();
  const auto crc = reader.number<std::uint32_t>();
  TRY(const auto file_size, file_->size());
  if (!reader.complete() || size > file_size - offset_)
    return failure(ProblemCode::corrupt, "A checkpoint ends too early.");
  TRY(const auto piece, file_->read(offset_ + piece_header_bytes, size));
  if (piece.size() != size || crc32c(0, piece) != crc)
    return failure(ProblemCode::corrupt, "A checkpoint is damaged.");
  offset_ += piece_header_bytes + size;
  if (size == 0) return std::optional<std::string>();
  return std::optional<std::string>(text_of(piece));
}

Result<std::optional<CheckpointReader>> open_checkpoint(Disk& disk, const CheckpointPlace& place,
                                                        Sequence last) {
  TRY(const auto sequences, sequences_in(disk, place.folder));
  for (const auto sequence : sequences) {
    const auto path = path_of(place, sequence);
    if (sequence > last) {
      TRY_VOID(disk.remove(path));
      continue;
    }
    const auto open = [&]() -> Result<CheckpointReader> {
      CheckpointReader reader;
      TRY(reader.file_, disk.open(path, false));
      reader.sequence_ = sequence;
      reader.offset_ = header_bytes;
      return reader;
    };
    TRY(auto first, open());
    TRY(const auto header, first.file_->read(0, header_bytes));
    if (text_of(header) != header_of(place.version, sequence) || !is_whole(std::move(first)))
      continue;
    TRY(auto reader, open());
    return std::optional<CheckpointReader>(std::move(reader));
  }
  return std::optional<CheckpointReader>();
}

}  // namespace spotter::storage
