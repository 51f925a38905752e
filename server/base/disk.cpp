#include "base/disk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace spotter {
namespace {

constexpr mode_t file_mode = 0600;
constexpr mode_t folder_mode = 0700;

tl::unexpected<Problem> refused(int error, std::string_view doing, const std::string& path) {
  if (error == ENOSPC || error == EDQUOT) {
    return failure(ProblemCode::unavailable,
                   fmt::format("There is no room left on the disk for {}.", path));
  }
  const auto code = error == ENOENT ? ProblemCode::not_found : ProblemCode::unavailable;
  return failure(code, fmt::format("The disk refused to {} {}: {}.", doing, path,
                                   std::generic_category().message(error)));
}

// Calls again as long as a signal gets in the way.
template <class Call>
auto uninterrupted(Call call) {
  auto answer = call();
  while (answer < 0 && errno == EINTR) answer = call();
  return answer;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& from) noexcept : number_(std::exchange(from.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A created, renamed or removed name survives a power cut only once its folder is synced.
Result<void> sync_folder(const std::string& folder) {
  const auto open = [&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); };
  const Descriptor opened(uninterrupted(open));
  if (opened.number() < 0) return refused(errno, "open the folder", folder);
  if (uninterrupted([&] { return ::fsync(opened.number()); }) < 0) {
    return refused(errno, "sync the folder", folder);
  }
  return {};
}

class PosixFile final : public File {
 public:
  PosixFile(Descriptor opened, std::string path)
      : opened_(std::move(opened)), path_(std::move(path)) {}

  Result<void> write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      const auto written = uninterrupted([&] {
        return ::pwrite(opened_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
      });
      if (written < 0) return refused(errno, "write to", path_);
      // Cannot happen on a regular file; without this it would loop for ever.
      if (written == 0) return refused(EIO, "write to", path_);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
    return {};
  }

  Result<std::vector<std::uint8_t>> read(std::uint64_t offset, std::size_t size) const override {
    std::vector<std::uint8_t> bytes(size);
    std::size_t filled = 0;
    while (filled < size) {
      const auto got = uninterrupted([&] {
        return ::pread(opened_.number(), bytes.data() + filled, size - filled,
                       static_cast<off_t>(offset + filled));
      });
      if (got < 0) return refused(errno, "read", path_);
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
  }

  Result<void> sync() override {
    // Not repeated after a failure: the kernel may have dropped the pages it could not write.
    if (::fdatasync(opened_.number()) < 0) return refused(errno, "sync", path_);
    return {};
  }

  Result<std::uint64_t> size() const override {
    struct stat status {};
    if (::fstat(opened_.number(), &status) < 0) return refused(errno, "measure", path_);
    return static_cast<std::uint64_t>(status.st_size);
  }

  Result<void> truncate(std::uint64_t size) override {
    const auto cut = [&] { return ::ftruncate(opened_.number(), static_cast<off_t>(size)); };
    if (uninterrupted(cut) < 0) return refused(errno, "resize", path_);
    return {};
  }

 private:
  const Descriptor opened_;
  const std::string path_;
};

}  // namespace

Result<std::unique_ptr<File>> PosixDisk::open(const std::string& path, bool create) {
  const int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0);
  Descriptor opened(uninterrupted([&] { return ::open(path.c_str(), flags, file_mode); }));
  if (opened.number() < 0) return refused(errno, create ? "create" : "open", path);
  if (create) TRY_VOID(sync_folder(folder_of(path)));
  return std::make_unique<PosixFile>(std::move(opened), path);
}

Result<std::vector<std::string>> PosixDisk::list(const std::string& folder) const {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> opened(::opendir(folder.c_str()), ::closedir);
  if (!opened && errno == ENOENT) return names;
  if (!opened) return refused(errno, "list", folder);
  for (;;) {
    errno = 0;
    const auto* entry = ::readdir(opened.get());
    if (entry == nullptr && errno != 0) return refused(errno, "list", folder);
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<void> PosixDisk::make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), folder_mode) == 0) return sync_folder(folder_of(path));
  const int error = errno;
  if (error == EEXIST) {
    struct stat status {};
    if (::stat(path.c_str(), &status) < 0) return refused(errno, "look at", path);
    if (!S_ISDIR(status.st_mode)) return refused(ENOTDIR, "use as a folder", path);
    return {};
  }
  const auto parent = folder_of(path);
  if (error != ENOENT || parent == path || parent == ".") {
    return refused(error, "make the folder", path);
  }
  TRY_VOID(make_folder(parent));
  if (::mkdir(path.c_str(), folder_mode) < 0 && errno != EEXIST) {
    return refused(errno, "make the folder", path);
  }
  return sync_folder(parent);
}

Result<void> PosixDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) < 0) return refused(errno, "rename", from);
  TRY_VOID(sync_folder(folder_of(to)));
  if (folder_of(from) != folder_of(to)) TRY_VOID(sync_folder(folder_of(from)));
  return {};
}

Result<void> PosixDisk::remove(const std::string& path) {
  if (::unlink(path.c_str()) < 0) return refused(errno, "remove", path);
  return sync_folder(folder_of(path));
}

bool PosixDisk::exists(const std::string& path) const {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

}  // namespace spotter
