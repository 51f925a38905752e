// Reads members of JSON objects with JavaScript's idea of "given".
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "parts/live/flags/bucket.hpp"
#include "parts/live/flags/experiment.hpp"

namespace spotter::live {

/// The member if it is there and truthy, else nullptr.
const boost::json::value* given(const boost::json::object& object, std::string_view name);

/// String(member) if it is given, else `fallback`.
std::string given_text(const boost::json::object& object, std::string_view name,
                       std::string_view fallback);

/// member || fallback, as a seed; a fallback is a text.
HashSeed given_seed(const boost::json::object& object, std::string_view name,
                    std::string_view fallback);
/// A value as a seed; nullptr is JavaScript's undefined.
HashSeed seed_of(const boost::json::value* value);

/// member || fallback, as a hash version: 1 and 2 as numbers, 0 for what is no version.
int given_hash_version(const boost::json::object& object, std::string_view name, int fallback);

/// The pointer to a member or an element of what `at` points to.
std::string below(const std::string& at, std::string_view name);
std::string below(const std::string& at, std::size_t index);

Result<const boost::json::object*> read_object(const boost::json::value& value,
                                               const std::string& at);
Result<const boost::json::array*> read_list(const boost::json::value& value, const std::string& at);
/// A list of numbers.
Result<std::vector<double>> read_numbers(const boost::json::value& value, const std::string& at);

/// [start, end], each as Number(x).
Result<BucketRange> read_range(const boost::json::value& value, const std::string& at);
/// A list of them.
Result<std::vector<BucketRange>> read_ranges(const boost::json::value& value,
                                             const std::string& at);

}  // namespace spotter::live
