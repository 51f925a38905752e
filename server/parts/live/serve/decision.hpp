// What a flag is for one context, in OpenFeature's words, ready to be put into any protocol.
#pragma once

#include <boost/describe/enum.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace spotter::live {

/// OpenFeature's resolution reasons (protocols.md 1, "Reason mapping"). The enumerators are the
/// words on the wire.
enum class Reason { DISABLED, STATIC, DEFAULT, TARGETING_MATCH, SPLIT, ERROR };
BOOST_DESCRIBE_ENUM(Reason, DISABLED, STATIC, DEFAULT, TARGETING_MATCH, SPLIT, ERROR)

/// One flag's answer. Texts are empty where they do not apply.
struct Decision {
  std::string flag;
  Reason reason = Reason::DEFAULT;
  std::optional<boost::json::value> value;  ///< nothing: the client uses its code default
  boost::json::value flag_default;          ///< the flag's own default, whatever `value` is
  std::string variant;                      ///< "default", the rule's id or the arm's key

  // metadata
  std::string rule_id;
  std::string experiment;  ///< the launch's key
  std::string variation;   ///< the arm's key
  bool in_experiment = false;
  std::optional<double> bucket;  ///< the unit's place in [0, 1)
  std::string unit;              ///< name of the attribute that was hashed
  std::uint64_t config_version = 0;

  std::string unit_text;  ///< that attribute's value: a raw id, never sent, stored or logged
  std::string problem;    ///< with Reason::ERROR: one sentence about the configuration
};

}  // namespace spotter::live
