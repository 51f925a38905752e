#include "stats/reference_cases_check.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>
#include <exception>
#include <map>
#include <string>

#include "stats/reference_methods_check.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

struct Tolerance {
  double relative = 0;
  double absolute = 0;
};

// What of `got` does not agree with `expected`, as a sentence part; nothing if all does.
using Disagreement = std::optional<std::string>;

Disagreement compare(const json::value& got, const json::value& expected, Tolerance tolerance);

Disagreement compare_number(const json::value& got, double expected, Tolerance tolerance) {
  const double allowed = tolerance.absolute + tolerance.relative * std::abs(expected);
  if (!got.is_number()) return fmt::format("is {}, not {}", json::serialize(got), expected);
  const double value = got.to_number<double>();
  if (std::abs(value - expected) <= allowed) return std::nullopt;
  return fmt::format("is {}, not {}: off by {:.3g}, allowed {:.3g}", value, expected,
                     std::abs(value - expected), allowed);
}

Disagreement compare_list(const json::value& got, const json::array& expected,
                          Tolerance tolerance) {
  if (!got.is_array()) return fmt::format("is {}, not a list", json::serialize(got));
  const json::array& values = got.get_array();
  if (values.size() != expected.size()) {
    return fmt::format("has {} values, not {}", values.size(), expected.size());
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (const auto why = compare(values[i], expected[i], tolerance)) {
      return fmt::format("[{}] {}", i, *why);
    }
  }
  return std::nullopt;
}

Disagreement compare_object(const json::value& got, const json::object& expected,
                            Tolerance tolerance) {
  if (!got.is_object()) return fmt::format("is {}, not an object", json::serialize(got));
  for (const auto& [name, value] : expected) {
    const json::value* answer = got.get_object().if_contains(name);
    if (!answer) return fmt::format("{} is not computed", std::string_view(name));
    if (const auto why = compare(*answer, value, tolerance)) {
      return fmt::format("{} {}", std::string_view(name), *why);
    }
  }
  return std::nullopt;
}

Disagreement compare(const json::value& got, const json::value& expected, Tolerance tolerance) {
  if (expected.is_number()) return compare_number(got, expected.to_number<double>(), tolerance);
  if (expected.is_array()) return compare_list(got, expected.get_array(), tolerance);
  if (expected.is_object()) return compare_object(got, expected.get_object(), tolerance);
  if (got == expected) return std::nullopt;
  return fmt::format("is {}, not {}", json::serialize(got), json::serialize(expected));
}

Result<double> tolerance_of(const json::object& one, std::string_view name) {
  const json::value* value = one.if_contains(name);
  if (!value || !value->is_number()) {
    return failure(bad_request(fmt::format("the case has no number \"{}\"", name)));
  }
  return value->to_number<double>();
}

Result<const json::object*> object_of(const json::object& one, std::string_view name) {
  const json::value* value = one.if_contains(name);
  if (!value || !value->is_object()) {
    return failure(bad_request(fmt::format("the case has no object \"{}\"", name)));
  }
  return &value->get_object();
}

// Runs one case of a built method.
Result<Disagreement> run_case(ReferenceMethod method, const json::object& one) {
  TRY(const json::object* input, object_of(one, "input"));
  TRY(const json::object* expected, object_of(one, "expected"));
  if (expected->empty()) return failure(bad_request("the case expects nothing"));
  Tolerance tolerance;
  TRY(tolerance.relative, tolerance_of(one, "rel_tol"));
  TRY(tolerance.absolute, tolerance_of(one, "abs_tol"));
  // A broken invariant is this case's failure: the rest of the file still runs.
  try {
    TRY(const json::object got, method(*input));
    return compare_object(got, *expected, tolerance);
  } catch (const std::exception& broken) {
    return failure(bad_request(broken.what()));
  }
}

std::string text_of(const json::object& one, std::string_view name) {
  const json::value* value = one.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// Counts and reports the cases of one file as they run.
class Run {
 public:
  explicit Run(std::ostream& out) : out_(out) {}

  void run(const json::value& one) {
    const json::object* object = one.if_object();
    if (!object) return fail("?", "?", "the case is not an object");
    const std::string name = text_of(*object, "method");
    const std::string id = text_of(*object, "id");
    if (name.empty()) return fail("?", id, "the case names no method");
    const ReferenceMethod method = find_reference_method(name);
    if (!method) {
      ++skipped_[name];
      return;
    }
    const Result<Disagreement> outcome = run_case(method, *object);
    if (!outcome) return fail(name, id, outcome.error().sentence);
    if (*outcome) return fail(name, id, **outcome);
    ++tally_.passed;
  }

  ReferenceTally finish() {
    for (const auto& [name, count] : skipped_) {
      out_ << fmt::format("skipped {}: {} (not built)\n", name, count);
      tally_.skipped += count;
    }
    return tally_;
  }

 private:
  void fail(std::string_view method, std::string_view id, std::string_view why) {
    ++tally_.failed;
    out_ << fmt::format("failed {} {}: {}\n", method, id, why);
  }

  std::ostream& out_;
  ReferenceTally tally_;
  std::map<std::string, std::size_t> skipped_;
};

}  // namespace

Result<ReferenceTally> run_reference_cases(std::string_view file_text, std::ostream& out) {
  boost::system::error_code error;
  const json::value file = json::parse({file_text.data(), file_text.size()}, error);
  if (error) return failure(bad_request("it is not JSON: " + error.message()));
  const json::object* top = file.if_object();
  const json::value* cases = top ? top->if_contains("cases") : nullptr;
  if (!cases || !cases->is_array()) {
    return failure(bad_request("it is not a file of reference cases: no list \"cases\""));
  }
  Run run(out);
  for (const json::value& one : cases->get_array()) run.run(one);
  return run.finish();
}

}  // namespace spotter::stats
