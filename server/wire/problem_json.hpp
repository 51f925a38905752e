// Problems as RFC 9457 problem+json answers. Any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "wire/route.hpp"

namespace spotter::wire {

/// The HTTP status of a class of problems.
int status_of(ProblemCode code);

/// The code as a word for machines, for example "not_found".
std::string_view word_of(ProblemCode code);

/// The answer for one problem; 429 and 503 carry Retry-After in whole seconds, 401 a challenge.
Response problem_response(const Problem& problem);

/// The answer for several problems of one input: the first one's status and sentence, and all of
/// them under "errors". There must be at least one.
Response problem_response(const std::vector<Problem>& problems);

/// The answer for a status that no ProblemCode has, for example 405 or 415.
Response problem_response(int status, std::string_view title, std::string_view sentence);

}  // namespace spotter::wire
