// Members and departments: values, and what their names may be. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "wire/json.hpp"
#include "wire/side.hpp"

namespace spotter::people {

/// A department of the company.
struct Department {
  std::string key;
  std::string name;
  std::optional<wire::Side> side;  ///< nothing: it looks on

  bool operator==(const Department&) const = default;
};
SPOTTER_DESCRIBE(Department, (key, required, "What the department is called in requests.")(
                                 name, required,
                                 "What people call it.")(side, required,
                                                         "Whose side it is on; null: of neither."))

/// A person who works with Spotter.
struct Member {
  std::string key;
  std::string name;
  std::string department;  ///< a department's key
  bool may_administer = false;

  bool operator==(const Member&) const = default;
};

/// bad_request if `name` cannot be a member's: empty, longer than limits::member_name_bytes_max,
/// with control characters or blanks at its ends, or one that the journal gives to somebody else
/// ("judge", "spotter", "admin key").
Result<void> check_name(std::string_view name);

/// bad_request if `key` cannot be a member's key (is_key).
Result<void> check_member_key(std::string_view key);

}  // namespace spotter::people
