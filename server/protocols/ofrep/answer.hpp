// Decisions as OFREP's JSON.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "parts/live/serve/decision.hpp"
#include "protocols/ofrep/context.hpp"
#include "protocols/ofrep/routes.hpp"

namespace spotter::protocols {

/// {"key","value","reason","variant","metadata"}, or the failure of a decision that went wrong.
/// `exposure`: whether an exposure that was asked for was taken. `memory`: where it is made.
boost::json::object evaluation_json(const live::Decision& decision, CodeDefault code_default,
                                    std::optional<bool> exposure,
                                    const boost::json::storage_ptr& memory = {});

/// {"key","errorCode","errorDetails"}: JS clients only understand failures with both of the first
/// two (protocols.md 2.5). Without a key for bulk evaluation.
boost::json::object failure_json(std::optional<std::string_view> flag, const OfrepFailure& failure,
                                 const boost::json::storage_ptr& memory = {});

}  // namespace spotter::protocols
