// For tests: a disk that fills up, fails to sync and loses its power.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/disk.hpp"

namespace spotter::storage {

/// A PosixDisk with faults to order. What was written reaches the files at sync only; a power cut
/// leaves some sectors of the rest and none of the others. One thread at a time.
class FaultyDisk final : public Disk {
 public:
  static constexpr auto unlimited = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::size_t sector = 64;  // smaller than real ones: more ways to tear

  /// Bytes that may still be written; a write beyond them is cut short and fails: disk full.
  std::uint64_t room = unlimited;
  /// Bytes until the power goes; from then on every call fails.
  std::uint64_t power = unlimited;
  /// How many of the next syncs fail; what they should have written is lost.
  int failing_syncs = 0;
  /// Decides which sectors survive a power cut.
  std::minstd_rand random;

  // counted
  std::uint64_t syncs = 0;
  std::vector<std::pair<std::string, std::uint64_t>> writes;  // path, offset

  Result<std::unique_ptr<File>> open(const std::string& path, bool create) override {
    if (power == 0) return off();
    auto opened = inner_.open(path, create);
    if (!opened) return opened;
    return std::make_unique<FaultyFile>(*this, std::move(*opened), path);
  }
  Result<std::vector<std::string>> list(const std::string& folder) const override {
    return inner_.list(folder);
  }
  Result<void> make_folder(const std::string& path) override { return inner_.make_folder(path); }
  Result<void> rename(const std::string& from, const std::string& to) override {
    if (power == 0) return off();
    return inner_.rename(from, to);
  }
  Result<void> remove(const std::string& path) override {
    if (power == 0) return off();
    return inner_.remove(path);
  }
  bool exists(const std::string& path) const override { return inner_.exists(path); }

 private:
  using Bytes = std::vector<std::uint8_t>;

  class FaultyFile final : public File {
   public:
    FaultyFile(FaultyDisk& disk, std::unique_ptr<File> inner, std::string path)
        : disk_(disk), inner_(std::move(inner)), path_(std::move(path)) {}
    // Without a power cut the kernel writes in the end what nobody synced.
    ~FaultyFile() override {
      if (disk_.power > 0) flush();
    }

    Result<void> write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override {
      if (disk_.power == 0) return off();
      const auto fits = std::min<std::uint64_t>({bytes.size(), disk_.room, disk_.power});
      pending_.emplace_back(offset, Bytes(bytes.begin(), bytes.begin() + std::ptrdiff_t(fits)));
      disk_.writes.emplace_back(path_, offset);
      if (disk_.room != unlimited) disk_.room -= fits;
      if (disk_.power != unlimited) disk_.power -= fits;
      if (disk_.power == 0) return lose_power();
      if (fits == bytes.size()) return {};
      return failure(ProblemCode::unavailable, "There is no room left on the disk.");
    }
    Result<Bytes> read(std::uint64_t offset, std::size_t size) const override {
      return inner_->read(offset, size);
    }
    Result<void> sync() override {
      if (disk_.power == 0) return off();
      ++disk_.syncs;
      if (disk_.failing_syncs > 0) {
        --disk_.failing_syncs;
        pending_.clear();
        return failure(ProblemCode::unavailable, "The disk refused to sync.");
      }
      flush();
      return {};
    }
    Result<std::uint64_t> size() const override { return inner_->size(); }
    Result<void> truncate(std::uint64_t size) override {
      if (disk_.power == 0) return off();
      return inner_->truncate(size);
    }

   private:
    void flush() {
      for (const auto& [offset, bytes] : pending_) {
        if (!inner_->write(offset, bytes)) std::abort();
      }
      pending_.clear();
    }
    tl::unexpected<Problem> lose_power() {
      for (const auto& [offset, bytes] : pending_) {
        for (std::size_t at = 0; at < bytes.size(); at += sector) {
          if (disk_.random() % 2 == 0) continue;
          const auto size = std::min(sector, bytes.size() - at);
          if (!inner_->write(offset + at, std::span(bytes).subspan(at, size))) std::abort();
        }
      }
      pending_.clear();
      return off();
    }

    FaultyDisk& disk_;
    std::unique_ptr<File> inner_;
    std::string path_;
    std::vector<std::pair<std::uint64_t, Bytes>> pending_;
  };

  static tl::unexpected<Problem> off() {
    return failure(ProblemCode::unavailable, "The power is off.");
  }

  PosixDisk inner_;
};

}  // namespace spotter::storage
