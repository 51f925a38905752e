// What went wrong, as a value: a code for machines, one sentence for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotter {

/// The class of a problem. Each maps to exactly one HTTP status (http/problem_json.cpp).
enum class ProblemCode {
  bad_request,   ///< the input is wrong; the same call will fail again (400)
  unauthorized,  ///< no key, or an unknown one (401)
  forbidden,     ///< the key is known but may not do this (403)
  not_found,     ///< nothing has this name (404)
  conflict,      ///< right in itself, but not in this state (409)
  too_large,     ///< over a limit of base/limits.hpp (413)
  too_many,      ///< a queue is full; try again later (429)
  unavailable,   ///< storage cannot take it now; nothing was kept (503)
  corrupt,       ///< stored data are damaged; a person has to decide (500)
  internal,      ///< a bug of ours (500)
};

/// One problem. `pointer` is an RFC 6901 JSON pointer into the input, empty if none applies.
struct Problem {
  ProblemCode code = ProblemCode::internal;
  std::string sentence;
  std::string pointer;

  bool operator==(const Problem&) const = default;
};

inline Problem bad_request(std::string sentence, std::string pointer = {}) {
  return {ProblemCode::bad_request, std::move(sentence), std::move(pointer)};
}

}  // namespace spotter
