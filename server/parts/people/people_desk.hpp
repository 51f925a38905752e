// Signs people in and out, makes and changes members.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "base/executor.hpp"
#include "parts/people/orders.hpp"
#include "parts/people/roster.hpp"

namespace spotter::people {

/// What a desk works with. All outlive it.
struct PeopleNeeds {
  storage::Database& database;  ///< touched on `state_thread` only
  Executor& state_thread;
  Executor& password_thread;  ///< its own: a password costs 60 ms and 64 MiB
  Random& random;
  Roster& roster;
  const wire::Authenticate& keys;  ///< who holds the admin key, at the first start
};

/// What comes along with an order.
struct Act {
  std::string actor;  ///< for the journal
  Instant at;
  std::string session;  ///< token of the session it came with; empty if none
};

/// A session just opened. Its token is shown to the browser only, and never stored.
struct Opened {
  std::string token;
  Member member;
};

/// Any thread; answers come from the state thread, the thread for passwords or the caller's own.
/// Its executors must have run or dropped all tasks before it is destroyed.
class PeopleDesk {
 public:
  template <class T>
  using Done = std::function<void(Result<T>)>;

  explicit PeopleDesk(const PeopleNeeds& needs) : needs_(needs) {}

  const Roster& roster() const { return needs_.roster; }

  /// Opens a session and ends the one the order came with. unauthorized, with one sentence and
  /// after the same work, for unknown members, members without password and wrong passwords.
  /// too_many while limits::passwords_waiting_max others wait.
  void sign_in(SignIn order, Act act, Done<Opened> done);
  /// The same without asking for a password. not_found if there is no such member.
  void sign_in_as(std::string member, Act act, Done<Opened> done);
  /// Gives the member behind the admin key a name, a department and the workspace's first password,
  /// and signs them in. conflict once there is a password, unauthorized for another key.
  void first_start(FirstStart order, Act act, Done<Opened> done);
  /// Ends the session that the order came with.
  void sign_out(Act act, Done<void> done);
  /// Ends all sessions of `member`.
  void sign_out_everywhere(std::string member, Act act, Done<void> done);

  /// conflict if the key or the name is taken, or at limits::members_max.
  void make_member(MemberOrder order, Act act, Done<KeptMember> done);
  /// not_found if there is none; conflict if the name is taken; bad_request if the old password is
  /// given and wrong. A password set ends the member's sessions but the one the order came with.
  /// Who may do this is may_change's business.
  void change_member(std::string key, MemberChange change, Act act, Done<KeptMember> done);

  /// Every limits::live_tick, always from one thread: now and then writes when sessions were used.
  void tick();

 private:
  void on_state(Task job) { needs_.state_thread.post(std::move(job)); }
  bool on_passwords(Task job);
  void hash_password(std::string password, Done<std::string> done);
  void check_password_of(std::string member, std::string password, Done<std::string> done);
  Result<Opened> open(const std::string& member, const Act& act);
  Result<std::vector<std::string>> outlived(const std::string& member, const Act& act);
  Result<Opened> open_first(const FirstStart& order, const Member& owner, const std::string& hash,
                            const Act& act);
  Result<KeptMember> insert(const MemberOrder& order, const std::string& hash, const Act& act);
  struct Change {
    std::string key;
    MemberChange order;
    std::string hash;  ///< of the password to set; empty if none
  };
  Result<KeptMember> write(const Change& change, const Act& act);
  Result<std::vector<std::string>> end_sessions(const std::string& member,
                                                const std::string& except);
  Result<void> check_name_free(const std::string& name, const std::string& key) const;
  Result<void> note(const std::string& member, std::string what, const Act& act);

  // constant after construction
  const PeopleNeeds needs_;
  // atomic
  std::atomic<std::size_t> passwords_waiting_ = 0;
  // the ticker's
  int ticks_ = 0;
};

}  // namespace spotter::people
