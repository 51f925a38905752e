// A simulated figure beside the one the statistics document gives.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace spotter::evidence {

/// Visitors every run has at most, with a look after each.
inline constexpr int visitors_max = 20'000;

struct Settings {
  std::uint64_t runs = 300;
  std::uint64_t seed = 1;
};

/// Which method a figure is of.
struct Method {
  std::string name;
  bool is_ours = false;  ///< what the program decides by, not what it is compared with
};

/// One line of the output.
struct Figure {
  Method method;
  std::string here;
  std::string document;
  bool agrees = true;  ///< they differ by no more than the two simulations' error
};

/// One row of the document's table, or one of its other lines.
struct Row {
  std::string key;  ///< for --only, and part of the seed
  std::string title;
  std::function<std::vector<Figure>(const Row&, const Settings&)> simulate;
};

/// What the document gives, in percent; low = high where it gives one number, low = 0 where it
/// gives a limit.
struct Percent {
  double low = 0;
  double high = 0;
};

inline Percent one(double percent) { return {percent, percent}; }
inline Percent at_most(double percent) { return {0, percent}; }

/// Runs that ever raised an alarm, against the document's share if it gives one. Simulation error
/// is three standard errors of the difference, with 300 runs behind the document's figure, its
/// fewest.
Figure share_of_runs(Method method, std::uint64_t alarms, const Settings& settings,
                     const std::optional<Percent>& document);

/// A run in which nothing happened.
inline constexpr double never = std::numeric_limits<double>::infinity();

/// The middle of `visitors`, `never` included, against the document's; error as above, by ranks.
Figure median_of_runs(Method method, std::vector<double> visitors, double document);

}  // namespace spotter::evidence
