#include "parts/live/analyse/columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace spotter::live {

namespace {

struct KnownNames {
  Role role;
  const char* word;
  std::vector<std::string_view> names;  // the first that is there counts
};

// The names of the ASOS Digital Experiments Dataset and of the Upworthy Research Archive are among
// them.
const std::vector<KnownNames>& known_names() {
  static const std::vector<KnownNames> known{
      {Role::experiment,
       "experiment",
       {"experiment", "experiment_id", "clickability_test_id", "test", "test_id", "launch"}},
      {Role::arm, "arm", {"arm", "arm_id", "variant", "variant_id", "variation", "variation_id"}},
      {Role::metric, "metric", {"metric", "metric_id", "goal"}},
      {Role::time, "time", {"time", "time_since_start", "at", "timestamp", "date", "day"}},
      {Role::units,
       "units",
       {"units", "visitors", "users", "impressions", "count", "n", "sample_size"}},
      {Role::conversions, "conversions", {"conversions", "converted", "clicks", "successes"}},
      {Role::sum, "sum", {"sum", "total"}},
      {Role::sum_squares, "sum_squares", {"sum_squares", "sum_of_squares"}},
      {Role::mean, "mean", {"mean", "average"}},
      {Role::variance, "variance", {"variance", "var"}},
      {Role::units_control, "units_control", {"units_control", "count_c", "n_c"}},
      {Role::units_treatment, "units_treatment", {"units_treatment", "count_t", "n_t"}},
      {Role::mean_control, "mean_control", {"mean_control", "mean_c"}},
      {Role::mean_treatment, "mean_treatment", {"mean_treatment", "mean_t"}},
      {Role::variance_control, "variance_control", {"variance_control", "variance_c", "var_c"}},
      {Role::variance_treatment,
       "variance_treatment",
       {"variance_treatment", "variance_t", "var_t"}},
  };
  return known;
}

std::string plain_name(std::string_view name) {
  const auto from = name.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  std::string plain(name.substr(from, name.find_last_not_of(" \t") - from + 1));
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return plain;
}

std::optional<std::size_t> find_name(const std::vector<std::string>& header,
                                     std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::string listed(std::span<const std::string> header) {
  constexpr std::size_t shown_max = 40;
  std::string text;
  for (std::size_t i = 0; i < std::min(header.size(), shown_max); ++i)
    text += fmt::format("{}{}", i ? ", " : "", header[i]);
  if (header.size() > shown_max) text += fmt::format(" and {} more", header.size() - shown_max);
  return text;
}

bool has_all(const Columns& columns, std::initializer_list<Role> roles) {
  return std::all_of(roles.begin(), roles.end(), [&](Role role) { return columns.has(role); });
}

std::optional<Layout> layout_of(const Columns& columns) {
  if (has_all(columns, {Role::units_control, Role::units_treatment, Role::mean_control,
                        Role::mean_treatment, Role::variance_control, Role::variance_treatment}))
    return Layout::pair_snapshots;
  if (columns.has(Role::units) &&
      (columns.has(Role::conversions) || has_all(columns, {Role::mean, Role::variance}) ||
       has_all(columns, {Role::sum, Role::sum_squares})))
    return Layout::arm_rows;
  return std::nullopt;
}

Problem unknown_layout(std::span<const std::string> header) {
  return bad_request(fmt::format(
      "These columns are not understood. Needed is one of two layouts. A row for each look: "
      "units_control, units_treatment, mean_control, mean_treatment, variance_control, "
      "variance_treatment. Or a row for each arm: units and either conversions, or mean and "
      "variance, or sum and sum_squares. Both may have experiment, arm, metric and time. Found: "
      "{}. A column of another name can be mapped, for example units=NAME.",
      listed(header)));
}

Result<void> place_chosen(Columns& columns, const std::vector<std::string>& plain,
                          const std::map<std::string, std::string>& chosen) {
  for (const auto& [word, name] : chosen) {
    const auto known =
        std::find_if(known_names().begin(), known_names().end(),
                     [&wanted = word](const auto& each) { return each.word == wanted; });
    if (known == known_names().end())
      return failure(bad_request(fmt::format("A column cannot be mapped to \"{}\".", word)));
    auto place = find_name(columns.header, name);
    if (!place) place = find_name(plain, plain_name(name));
    if (!place)
      return failure(bad_request(fmt::format("There is no column \"{}\" for {}. Found: {}.", name,
                                             word, listed(columns.header))));
    columns.places[static_cast<std::size_t>(known->role)] = place;
  }
  return {};
}

// One way of giving a mean and its spread is enough: the first that is whole is used.
void drop_unused(Columns& columns) {
  const auto drop = [&](std::initializer_list<Role> roles) {
    for (const Role role : roles) columns.places[static_cast<std::size_t>(role)].reset();
  };
  if (columns.layout == Layout::pair_snapshots) {
    drop(
        {Role::units, Role::conversions, Role::sum, Role::sum_squares, Role::mean, Role::variance});
    return;
  }
  drop({Role::units_control, Role::units_treatment, Role::mean_control, Role::mean_treatment,
        Role::variance_control, Role::variance_treatment});
  const bool has_mean = has_all(columns, {Role::mean, Role::variance});
  if (columns.has(Role::conversions))
    drop({Role::sum, Role::sum_squares, Role::mean, Role::variance});
  else if (has_mean) drop({Role::sum, Role::sum_squares});
  else drop({Role::mean, Role::variance});
}

}  // namespace

std::string_view word_of(Role role) { return known_names()[static_cast<std::size_t>(role)].word; }

std::map<std::string, std::string> Columns::names() const {
  std::map<std::string, std::string> names;
  for (std::size_t i = 0; i < role_count; ++i) {
    if (places[i]) names.emplace(known_names()[i].word, header[*places[i]]);
  }
  return names;
}

Result<Columns> recognise(std::span<const std::string> header,
                          const std::map<std::string, std::string>& chosen) {
  Columns columns;
  columns.header.assign(header.begin(), header.end());
  std::vector<std::string> plain;
  for (const auto& name : header) {
    if (!is_utf8(name))
      return failure(bad_request("The header is no UTF-8 text; save the file as CSV in UTF-8."));
    plain.push_back(plain_name(name));
  }
  for (const auto& known : known_names()) {
    auto& place = columns.places[static_cast<std::size_t>(known.role)];
    for (const auto name : known.names) {
      if (!place) place = find_name(plain, name);
    }
  }
  TRY_VOID(place_chosen(columns, plain, chosen));
  const auto layout = layout_of(columns);
  if (!layout) return failure(unknown_layout(header));
  if (layout == Layout::arm_rows && columns.has(Role::time) && !columns.has(Role::arm))
    return failure(bad_request(fmt::format(
        "Rows of several moments need a column that names the arm. Found: {}.", listed(header))));
  columns.layout = *layout;
  drop_unused(columns);
  return columns;
}

}  // namespace spotter::live
