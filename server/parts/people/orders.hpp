// What people ask for, as it stands in requests, and who may ask for it.
#pragma once

#include <optional>
#include <string>

#include "parts/people/member.hpp"
#include "wire/route.hpp"

namespace spotter::people {

/// POST /api/sign-in
struct SignIn {
  std::string member;
  std::string password;
};
SPOTTER_DESCRIBE(SignIn, (member, required, "The member's key.")(password, required, "Theirs."))

/// POST /api/sign-in/one-click
struct OneClick {
  std::string member;
};
SPOTTER_DESCRIBE(OneClick, (member, required, "The member's key."))

/// POST /api/first-start
struct FirstStart {
  std::string admin_key;
  std::string name;
  std::string password;
  std::string department;
};
SPOTTER_DESCRIBE(FirstStart,
                 (admin_key, required, "The workspace's admin key, asked for this once.")(
                     name, required,
                     "What the owner is called.")(password, required,
                                                  "The owner's password: 12 to 1,000 characters.")(
                     department, required, "The key of the owner's department."))

/// POST /api/members
struct MemberOrder {
  std::string key;
  std::string name;
  std::string department;
  std::optional<std::string> password;
  bool may_administer = false;
};
SPOTTER_DESCRIBE(MemberOrder,
                 (key, required, "What the member signs in as.")(
                     name, required,
                     "What people call them, and the journal.")(department, required,
                                                                "The key of their department.")(
                     password, optional, "12 to 1,000 characters; without one nobody signs in.")(
                     may_administer, optional, "Whether they manage members, keys and settings."))

/// POST /api/members/{key}
struct MemberChange {
  std::optional<std::string> name;
  std::optional<std::string> department;
  std::optional<bool> may_administer;
  std::optional<std::string> password;
  std::optional<std::string> old_password;
};
SPOTTER_DESCRIBE(MemberChange,
                 (name, optional,
                  "What people call them from now on.")(department, optional,
                                                        "The key of their department.")(
                     may_administer, optional, "Whether they manage members, keys and settings.")(
                     password, optional, "12 to 1,000 characters; ends their other sessions.")(
                     old_password, optional, "Needed by whoever changes their own password."))

/// forbidden unless `caller` may make this change to the member `key`: administrators may make any;
/// others may set a password of their own. bad_request if one's own password is set without the
/// old one; the admin key needs none.
Result<void> may_change(const wire::Caller& caller, std::string_view key,
                        const MemberChange& change);

}  // namespace spotter::people
