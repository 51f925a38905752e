// spotter init, repair and openapi: the verbs that need no running server.
#include <fmt/format.h>

#include "app/command_line/commands.hpp"
#include "app/routes.hpp"
#include "app/workspace.hpp"
#include "storage/event_log/recovery.hpp"

namespace spotter::app {

namespace {

int failed(const Problem& problem) {
  fmt::print(stderr, "{}\n", problem.sentence);
  return 1;
}

Result<storage::Repaired> repair_locked(const std::string& folder) {
  PosixDisk disk;
  TRY(const auto lock, FolderLock::take(folder));
  return storage::repair(disk, folder);
}

}  // namespace

int run_init(const InitOptions& options) {
  PosixDisk disk;
  SystemRandom random;
  const auto keys = make_workspace(options.data, disk, random, SystemClock{});
  if (!keys) return failed(keys.error());
  fmt::print("{}\n", wire::to_json_text(*keys));
  return 0;
}

int run_repair(const std::string& data) {
  const auto repaired = repair_locked(data);
  if (!repaired) return failed(repaired.error());
  for (const auto& sentence : repaired->kept) fmt::print("kept: {}\n", sentence);
  for (const auto& sentence : repaired->lost) fmt::print("lost: {}\n", sentence);
  return 0;
}

int run_openapi() {
  fmt::print("{}\n", wire::json_text(api_document()));
  return 0;
}

}  // namespace spotter::app
