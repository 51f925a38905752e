// Which column of an imported table means what.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotter::live {

/// What a column can mean. The last six hold both arms of a comparison in one row.
enum class Role {
  experiment,
  arm,
  metric,
  time,
  units,
  conversions,
  sum,
  sum_squares,
  mean,
  variance,
  units_control,
  units_treatment,
  mean_control,
  mean_treatment,
  variance_control,
  variance_treatment,
};
inline constexpr std::size_t role_count = 16;

/// How a table is laid out.
enum class Layout {
  pair_snapshots,  ///< a row holds both arms at one moment, as sums so far
  arm_rows,        ///< a row holds one arm; with a time column, at one moment
};

/// The word of a role, as it is written to map a column: "units", "mean_control".
std::string_view word_of(Role role);

/// Where each role stands in a row.
struct Columns {
  Layout layout = Layout::arm_rows;
  std::array<std::optional<std::size_t>, role_count> places{};
  std::vector<std::string> header;

  std::optional<std::size_t> place(Role role) const {
    return places[static_cast<std::size_t>(role)];
  }
  bool has(Role role) const { return place(role).has_value(); }
  /// "units: impressions, conversions: clicks": what was found for what.
  std::map<std::string, std::string> names() const;
};

/// Recognises a layout by the names in the header (any case; spaces and hyphens as underscores).
/// `chosen` maps words of roles to names of columns and goes before the known names. bad_request
/// with what is needed and what was found if no layout fits. Pure; any thread.
Result<Columns> recognise(std::span<const std::string> header,
                          const std::map<std::string, std::string>& chosen);

}  // namespace spotter::live
