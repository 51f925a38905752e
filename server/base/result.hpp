// Errors are values: Result<T> holds a T or a Problem.
#pragma once

#include <tl/expected.hpp>

#include "base/problem.hpp"

namespace spotter {

template <class T>
using Result = tl::expected<T, Problem>;

/// Turns a problem into any Result: `return failure(ProblemCode::conflict, "…")`.
inline tl::unexpected<Problem> failure(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}
inline tl::unexpected<Problem> failure(ProblemCode code, std::string sentence,
                                       std::string pointer = {}) {
  return failure(Problem{code, std::move(sentence), std::move(pointer)});
}

}  // namespace spotter

#define SPOTTER_JOIN_(a, b) a##b
#define SPOTTER_JOIN(a, b) SPOTTER_JOIN_(a, b)
#define SPOTTER_TRY_(held, declaration, ...)                     \
  auto held = (__VA_ARGS__);                                     \
  if (!held) return ::spotter::failure(std::move(held.error())); \
  declaration = std::move(*held)

/// `TRY(auto x, f());` gives x or returns f's problem to the caller.
#define TRY(declaration, ...) \
  SPOTTER_TRY_(SPOTTER_JOIN(spotter_held_, __LINE__), declaration, __VA_ARGS__)

/// `TRY_VOID(f());` for a Result<void>.
#define TRY_VOID(...)                                                              \
  do {                                                                             \
    auto spotter_held = (__VA_ARGS__);                                             \
    if (!spotter_held) return ::spotter::failure(std::move(spotter_held.error())); \
  } while (false)
