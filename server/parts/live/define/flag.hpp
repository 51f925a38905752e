// A flag: a named value that a site asks for, with rules that say who gets which.
#pragma once

#include <string>
#include <vector>

#include "wire/json.hpp"

namespace spotter::live {

/// What kind of value a flag has; checked when it is saved, so a client never gets another.
enum class ValueType { boolean, string, number, json };
BOOST_DESCRIBE_ENUM(ValueType, boolean, string, number, json)

/// The flag a launch decides: its rules come from the launch.
struct Flag {
  std::string key;
  ValueType type = ValueType::boolean;
  boost::json::value default_;

  bool operator==(const Flag&) const = default;
};

SPOTTER_DESCRIBE(Flag, (key, required, "The key that clients ask for.")(
                           type, required,
                           "boolean, string, number or json.")(default_, required,
                                                               "The value where no rule applies."))

/// A flag that stands alone, with rules in GrowthBook's grammar (protocols.md 1).
struct StandingFlag {
  std::string key;
  ValueType type = ValueType::boolean;
  boost::json::value default_;
  bool enabled = true;
  bool visible_to_clients = true;
  std::vector<boost::json::object> rules;

  bool operator==(const StandingFlag&) const = default;
};

SPOTTER_DESCRIBE(StandingFlag,
                 (key, required, "The key that clients ask for.")(
                     type, required,
                     "boolean, string, number or json.")(default_, required,
                                                         "The value where no rule applies.")(
                     enabled, optional, "false: switched off, clients use their own default.")(
                     visible_to_clients, optional,
                     "false: only server keys see it.")(rules, optional,
                                                        "Ordered rules in GrowthBook's grammar."))

/// True if `value` may be served by a flag of this type. Numbers must be finite.
bool is_of_type(const boost::json::value& value, ValueType type);

}  // namespace spotter::live
