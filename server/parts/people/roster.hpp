// Who is there and who is signed in: what every request looks at.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parts/people/people_store.hpp"
#include "wire/route.hpp"

namespace spotter::people {

/// Members, departments and open sessions, as the database has them. Any thread; what changes it
/// runs on the state thread, after the database has taken it.
class Roster {
 public:
  /// Empty, without departments.
  Roster() : held_(std::make_unique<Held>()) {}
  /// All that the database holds.
  static Result<Roster> load(storage::Database& database);

  // ---- any thread
  // --------------------------------------------------------------------------------

  /// The caller behind a session's token; nothing if no open session has it. Notes the use.
  std::optional<wire::SignedIn> session(std::string_view token, Instant at) const;
  std::optional<KeptMember> member(const std::string& key) const;
  std::optional<Department> department(const std::string& key) const;
  /// In the order of their keys.
  std::vector<KeptMember> members() const;
  std::vector<Department> departments() const;
  /// False until the first start has made one.
  bool has_any_password() const;

  // ---- the state thread
  // --------------------------------------------------------------------------

  void put(const KeptMember& member);
  void open(const Session& session);
  void end(const std::string& hash);
  /// Uses not yet written, with the session's hash; each is handed out once.
  std::vector<std::pair<std::string, Instant>> take_seen();

 private:
  /// An open session. The time of its last use may change while others look.
  struct Open {
    explicit Open(const Session& session)
        : member(session.member), made_at(session.made_at), seen_us(session.seen_at.us) {}
    const std::string member;
    const Instant made_at;
    std::atomic<std::int64_t> seen_us;
    std::atomic<bool> unwritten = false;
  };
  struct Held {
    mutable std::shared_mutex mutex;
    // guarded by mutex
    std::vector<Department> departments;
    std::map<std::string, KeptMember> members;
    std::map<std::string, Open> sessions;  ///< by the token's hash
  };
  wire::Caller caller_of(const Member& member) const;

  // constant after construction; on the heap so that the roster may move
  std::unique_ptr<Held> held_;
};

}  // namespace spotter::people
