// Reads the input of a reference case.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "stats/moments.hpp"
#include "stats/stratified.hpp"

namespace spotter::stats {

// Each takes the object and the name of its field; a Problem says what is wrong with it.

Result<double> number(const boost::json::object& input, std::string_view name);
/// A whole number from 0 to 2^53.
Result<std::uint64_t> count(const boost::json::object& input, std::string_view name);
Result<bool> truth(const boost::json::object& input, std::string_view name);
Result<std::string_view> text(const boost::json::object& input, std::string_view name);
Result<const boost::json::array*> list(const boost::json::object& input, std::string_view name);
Result<std::vector<double>> numbers(const boost::json::object& input, std::string_view name);
Result<std::vector<std::uint64_t>> counts(const boost::json::object& input, std::string_view name);
/// An arm as {n, sum, sum_squares}, or as the list of its values.
Result<Moments> arm(const boost::json::object& input, std::string_view name);
/// Both arms, "treatment" and "control".
Result<StageMoments> arms(const boost::json::object& input);
/// The list "stages" of both arms.
Result<std::vector<StageMoments>> stages(const boost::json::object& input);

/// `value` as a number named `name` of a list.
Result<double> number_of(const boost::json::value& value, std::string_view name);
Result<std::uint64_t> count_of(const boost::json::value& value, std::string_view name);

/// null if there is none, or it is not finite.
boost::json::value optional_value(std::optional<double> value);

}  // namespace spotter::stats
