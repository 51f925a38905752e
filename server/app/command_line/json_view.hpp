// Looks into JSON that another program sent: what is missing or of another type reads as nothing.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace spotter::app {

/// The member `name`; null if there is none.
const boost::json::value& at(const boost::json::value& value, std::string_view name);
std::string text_at(const boost::json::value& value, std::string_view name);
const boost::json::array& list_at(const boost::json::value& value, std::string_view name);
std::optional<double> number_at(const boost::json::value& value, std::string_view name);

/// Numbers as people read them: "12", "-3.25", "0.0412"; "–" for nothing.
std::string number_text(std::optional<double> number, int digits);

}  // namespace spotter::app
