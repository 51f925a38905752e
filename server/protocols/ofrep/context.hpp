// The request body of OFREP -> the attributes that rules see (protocols.md 2.1).
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace spotter::protocols {

/// An OFREP failure: a word of the protocol's list and a sentence.
struct OfrepFailure {
  std::string code;  ///< PARSE_ERROR, INVALID_CONTEXT, FLAG_NOT_FOUND or GENERAL
  std::string details;
};

/// The context's members; `targetingKey` also stands under `id` unless the context has its own.
/// A missing or null context is an empty one. Pure.
tl::expected<boost::json::object, OfrepFailure> read_attributes(std::string_view body);

}  // namespace spotter::protocols
