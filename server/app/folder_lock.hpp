// One program per data folder.
#pragma once

#include <string>

#include "base/result.hpp"

namespace spotter::app {

/// Holds an exclusive lock on DIR/lock while it lives; the kernel frees it when the program dies.
class FolderLock {
 public:
  /// conflict if another program holds it.
  static Result<FolderLock> take(const std::string& folder);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace spotter::app
