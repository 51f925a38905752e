#include "simulation/disk.hpp"

#include <algorithm>
#include <cstring>

namespace spotter::simulation {

namespace {

tl::unexpected<Problem> refused(const std::string& why) {
  return failure(ProblemCode::unavailable, "The simulated disk " + why + ".");
}

}  // namespace

/// One open file of a SimulatedDisk. shared_ptr: a removed file lives on while it is open.
class SimulatedDisk::OpenFile final : public File {
 public:
  OpenFile(SimulatedDisk& disk, std::shared_ptr<Contents> contents)
      : disk_(disk), contents_(std::move(contents)) {}

  Result<void> write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override;
  Result<std::vector<std::uint8_t>> read(std::uint64_t offset, std::size_t size) const override;
  Result<void> sync() override;
  Result<std::uint64_t> size() const override { return contents_->cached.size(); }
  Result<void> truncate(std::uint64_t size) override;

 private:
  void put(std::uint64_t offset, std::span<const std::uint8_t> bytes);

  SimulatedDisk& disk_;
  const std::shared_ptr<Contents> contents_;
};

Result<void> SimulatedDisk::OpenFile::write(std::uint64_t offset,
                                            std::span<const std::uint8_t> bytes) {
  const auto end = offset + bytes.size();
  const bool no_room = disk_.full && !disk_.careful && end > contents_->cached.size();
  const bool broken = disk_.happens(disk_.faults.write);
  if (no_room || broken) {
    put(offset, bytes.first(disk_.dice_.below(bytes.size() + 1)));
    return refused(no_room ? "has no room left" : "refused to write");
  }
  put(offset, bytes);
  disk_.change();
  return {};
}

void SimulatedDisk::OpenFile::put(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  auto& contents = *contents_;
  const auto end = offset + bytes.size();
  // The kernel writes back in between, whatever it likes.
  if (disk_.dice_.chance(0.05)) disk_.write_back(contents, offset / sector, 0.5);
  if (end > contents.cached.size()) contents.cached.resize(end);
  contents.dirty.resize((contents.cached.size() + sector - 1) / sector);
  std::memcpy(contents.cached.data() + offset, bytes.data(), bytes.size());
  for (auto at = offset / sector; at * sector < end; ++at) contents.dirty[at] = true;
}

Result<std::vector<std::uint8_t>> SimulatedDisk::OpenFile::read(std::uint64_t offset,
                                                                std::size_t size) const {
  if (disk_.happens(disk_.faults.read)) return refused("refused to read");
  const auto& bytes = contents_->cached;
  const auto from = std::min<std::uint64_t>(offset, bytes.size());
  const auto to = std::min<std::uint64_t>(bytes.size(), from + size);
  return std::vector(bytes.begin() + std::ptrdiff_t(from), bytes.begin() + std::ptrdiff_t(to));
}

Result<void> SimulatedDisk::OpenFile::sync() {
  if (!disk_.syncs) return {};
  if (disk_.happens(disk_.faults.sync)) {
    // As Linux: the pages count as clean from now on, and reading still shows them.
    disk_.write_back(*contents_, 0, 0.5);
    contents_->dirty.assign(contents_->dirty.size(), false);
    return refused("refused to sync");
  }
  disk_.write_back(*contents_, 0, 1);
  contents_->durable.resize(contents_->cached.size());
  disk_.change();
  return {};
}

Result<void> SimulatedDisk::OpenFile::truncate(std::uint64_t size) {
  contents_->cached.resize(size);
  contents_->dirty.resize((size + sector - 1) / sector);
  disk_.change();
  return {};
}

// Writes dirty sectors from `first` on, each with this chance.
void SimulatedDisk::write_back(Contents& contents, std::size_t first, double chance) {
  for (auto at = first; at < contents.dirty.size(); ++at) {
    if (!contents.dirty[at] || (chance < 1 && !dice_.chance(chance))) continue;
    const auto from = at * sector;
    const auto to = std::min<std::uint64_t>(from + sector, contents.cached.size());
    if (contents.durable.size() < to) contents.durable.resize(to);
    std::copy(contents.cached.begin() + std::ptrdiff_t(from),
              contents.cached.begin() + std::ptrdiff_t(to),
              contents.durable.begin() + std::ptrdiff_t(from));
    contents.dirty[at] = false;
  }
}

void SimulatedDisk::lose(Contents& contents) {
  const auto before = contents.durable;
  write_back(contents, 0, 0.5);
  // One sector may be torn: its second half is what it was.
  if (!before.empty() && dice_.chance(0.3)) {
    const auto from = dice_.below(before.size() / sector + 1) * sector + dice_.below(sector);
    const auto to = std::min<std::uint64_t>((from / sector + 1) * sector, before.size());
    for (auto at = from; at < to; ++at) contents.durable[at] = before[at];
  }
  contents.cached = contents.durable;
  contents.dirty.assign((contents.cached.size() + sector - 1) / sector, false);
}

void SimulatedDisk::lose_power() {
  for (auto& [path, contents] : files_) lose(*contents);
}

void SimulatedDisk::flip_bit(const std::string& path, std::uint64_t bit) {
  auto& contents = *files_.at(path);
  contents.durable.at(bit / 8) ^= static_cast<std::uint8_t>(1U << (bit % 8));
  contents.cached = contents.durable;
}

bool SimulatedDisk::happens(double probability) {
  if (careful || probability == 0 || !dice_.chance(probability)) return false;
  ++history_.faults;
  history_.mix(std::uint64_t{0xFA17});
  return true;
}

// After each call that changes something: the moment at which the power may go.
void SimulatedDisk::change() {
  if (careful || calls_until_cut == 0) return;
  if (--calls_until_cut == 0) throw PowerCut{};
}

Result<std::unique_ptr<File>> SimulatedDisk::open(const std::string& path, bool create) {
  auto found = files_.find(path);
  if (found == files_.end()) {
    if (!create)
      return failure(ProblemCode::not_found, "The simulated disk has no file " + path + ".");
    if (happens(faults.create)) return refused("refused to create a file");
    found = files_.emplace(path, std::make_shared<Contents>()).first;
    change();
  }
  return std::make_unique<OpenFile>(*this, found->second);
}

Result<std::vector<std::string>> SimulatedDisk::list(const std::string& folder) const {
  std::vector<std::string> names;
  for (const auto& [path, contents] : files_) {
    const auto slash = path.rfind('/');
    if (path.substr(0, slash) == folder) names.push_back(path.substr(slash + 1));
  }
  return names;
}

Result<void> SimulatedDisk::make_folder(const std::string&) { return {}; }

Result<void> SimulatedDisk::rename(const std::string& from, const std::string& to) {
  if (happens(faults.create)) return refused("refused to rename");
  const auto found = files_.find(from);
  if (found == files_.end())
    return failure(ProblemCode::not_found, "The simulated disk has no file " + from + ".");
  files_[to] = std::move(found->second);
  files_.erase(found);
  change();
  return {};
}

Result<void> SimulatedDisk::remove(const std::string& path) {
  if (happens(faults.create)) return refused("refused to remove");
  if (files_.erase(path) == 0)
    return failure(ProblemCode::not_found, "The simulated disk has no file " + path + ".");
  change();
  return {};
}

}  // namespace spotter::simulation
