// JSON written in tests: R"({"id": "u1"})"_json.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "wire/exact_parser.hpp"

namespace spotter::live {

/// The value; fails the test if the text is no JSON.
inline boost::json::value json_of(std::string_view text) {
  boost::json::error_code error;
  auto value = wire::parse_exact(text, 200, error);
  EXPECT_FALSE(error) << text;
  return value;
}

inline boost::json::value operator""_json(const char* text, std::size_t size) {
  return json_of({text, size});
}

}  // namespace spotter::live
