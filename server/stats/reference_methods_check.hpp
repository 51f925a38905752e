// The reference methods this program has built, callable with the JSON of a reference case.
#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace spotter::stats {

/// Computes the answer of one case: "input" in, the fields of "expected" out, with null where a
/// value does not exist. A Problem says what is wrong with the input.
using ReferenceMethod = Result<boost::json::object> (*)(const boost::json::object& input);

using NamedMethod = std::pair<std::string_view, ReferenceMethod>;

// The methods by family, one file each.

std::span<const NamedMethod> moments_methods();
std::span<const NamedMethod> mean_methods();
std::span<const NamedMethod> proportion_methods();
std::span<const NamedMethod> label_methods();

/// The method of this name, or null if it is not built.
ReferenceMethod find_reference_method(std::string_view name);

}  // namespace spotter::stats
