// The disk, behind an interface so that tests and the simulator can fill, break and cut it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace spotter {

/// An open file. One thread at a time.
class File {
 public:
  virtual ~File() = default;
  /// Writes all of `bytes` at `offset`; unavailable if the disk is full or broken.
  virtual Result<void> write(std::uint64_t offset, std::span<const std::uint8_t> bytes) = 0;
  /// Reads up to `size` bytes at `offset`; fewer at the end of the file.
  virtual Result<std::vector<std::uint8_t>> read(std::uint64_t offset, std::size_t size) const = 0;
  /// fdatasync: returns when what was written survives a power cut.
  virtual Result<void> sync() = 0;
  virtual Result<std::uint64_t> size() const = 0;
  virtual Result<void> truncate(std::uint64_t size) = 0;
};

/// A directory tree. Implementations may be called on any thread.
class Disk {
 public:
  virtual ~Disk() = default;
  /// Opens for reading and writing; creates the file (mode 0600) and syncs its folder if asked to.
  virtual Result<std::unique_ptr<File>> open(const std::string& path, bool create) = 0;
  /// Names (not paths) of the entries of `folder`, sorted; empty if there is no such folder.
  virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;
  virtual Result<void> make_folder(const std::string& path) = 0;
  /// Renames and syncs the folder.
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<void> remove(const std::string& path) = 0;
  virtual bool exists(const std::string& path) const = 0;
};

/// The machine's disk (POSIX calls).
class PosixDisk final : public Disk {
 public:
  Result<std::unique_ptr<File>> open(const std::string& path, bool create) override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  Result<void> make_folder(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  bool exists(const std::string& path) const override;
};

}  // namespace spotter
