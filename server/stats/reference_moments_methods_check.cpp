// Reference methods of the streaming state (statistics sections 1 and 3.3).
#include "stats/reference_methods_check.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <vector>

#include "stats/cap.hpp"
#include "stats/comoments.hpp"
#include "stats/moments.hpp"
#include "stats/reference_input_check.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

Result<json::object> moments(const json::object& input) {
  TRY(const double first, number(input, "first"));
  TRY(const std::vector<double> repeated, numbers(input, "then_repeat"));
  TRY(const std::uint64_t total, count(input, "count"));
  if (repeated.empty() && total > 1) {
    return failure(bad_request("\"then_repeat\" is empty, but more values are asked for"));
  }
  Moments state;
  if (total > 0) state.add(first);
  for (std::size_t next = 0; state.n < total; next = (next + 1) % repeated.size()) {
    state.add(repeated[next]);
  }
  std::optional<double> deviation = state.variance();
  if (deviation) deviation = std::sqrt(*deviation);
  return json::object{
      {"n", state.n}, {"mean", optional_value(state.average())}, {"sd", optional_value(deviation)}};
}

Result<json::object> moments_merge(const json::object& input) {
  TRY(const std::vector<double> a, numbers(input, "a"));
  TRY(const std::vector<double> b, numbers(input, "b"));
  Moments merged;
  Moments other;
  for (const double value : a) merged.add(value);
  for (const double value : b) other.add(value);
  merged.merge(other);
  return json::object{{"n", merged.n},
                      {"mean", optional_value(merged.average())},
                      {"m2", merged.m2},
                      {"var", optional_value(merged.variance())}};
}

Result<json::object> comoments(const json::object& input) {
  TRY(const std::vector<double> x, numbers(input, "x"));
  TRY(const std::vector<double> y, numbers(input, "y"));
  if (x.size() != y.size()) return failure(bad_request("\"x\" and \"y\" are not pairs"));
  Comoments state;
  for (std::size_t i = 0; i < x.size(); ++i) state.add(x[i], y[i]);
  return json::object{{"cov", optional_value(state.covariance())},
                      {"corr", optional_value(state.correlation())}};
}

// Every total comes in increments of at most 7, one unit after the other in turns.
Result<json::object> cap_stream(const json::object& input) {
  TRY(const std::vector<double> totals, numbers(input, "unit_totals"));
  TRY(const double cap, number(input, "cap"));
  Moments state;
  for (std::size_t unit = 0; unit < totals.size(); ++unit) state.add(0);
  std::vector<double> running(totals.size(), 0);
  for (bool more = true; more;) {
    more = false;
    for (std::size_t unit = 0; unit < totals.size(); ++unit) {
      const double after = running[unit] + std::clamp(totals[unit] - running[unit], -7.0, 7.0);
      state.replace(capped(running[unit], cap), capped(after, cap));
      running[unit] = after;
      more = more || after != totals[unit];
    }
  }
  const auto is_capped = [cap](double total) { return total > cap || total < -cap; };
  const double n = static_cast<double>(state.n);
  return json::object{{"n", state.n},
                      {"sum", state.mean * n},
                      {"sum_squares", state.m2 + state.mean * state.mean * n},
                      {"capped_units", std::count_if(totals.begin(), totals.end(), is_capped)}};
}

constexpr std::array<NamedMethod, 4> methods{{
    {"moments", moments},
    {"moments_merge", moments_merge},
    {"comoments", comoments},
    {"cap_stream", cap_stream},
}};

}  // namespace

std::span<const NamedMethod> moments_methods() { return methods; }

}  // namespace spotter::stats
