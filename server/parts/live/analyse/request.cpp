#include "parts/live/analyse/request.hpp"

#include <fmt/format.h>

#include "parts/live/analyse/cell.hpp"
#include "parts/live/analyse/columns.hpp"

namespace spotter::live {

namespace {

std::optional<Role> role_of(std::string_view word) {
  for (std::size_t i = 0; i < role_count; ++i) {
    if (word_of(static_cast<Role>(i)) == word) return static_cast<Role>(i);
  }
  return std::nullopt;
}

Result<double> positive(std::string_view name, std::string_view text) {
  const auto number = cell_number(text, false);
  if (!number || !(*number > 0))
    return failure(bad_request(fmt::format("{}: \"{}\" is no number above 0.", name, text)));
  return *number;
}

Result<std::vector<double>> read_shares(std::string_view text) {
  std::vector<double> shares;
  while (true) {
    const auto end = text.find_first_of(":,");
    TRY(const double share, positive("shares", text.substr(0, end)));
    shares.push_back(share);
    if (end == std::string_view::npos) return shares;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<AnalysisOption> analysis_options() {
  std::vector<AnalysisOption> options{
      {"tau_opt",
       "The effective size, n_T n_C/(n_T + n_C), at which the interval shall be tightest; 1250."},
      {"growing_totals", "true: a unit's value grows after its exposure, as revenue does."},
      {"control", "The arm to compare with; the first of each experiment."},
      {"shares", "Expected shares of the arms in their order, such as 50:50; equal."}};
  for (std::size_t i = 0; i < role_count; ++i)
    options.push_back({word_of(static_cast<Role>(i)), "The name of the column that holds this."});
  return options;
}

Result<void> set_option(AnalysisRequest& request, std::string_view name, std::string_view value) {
  auto& choice = request.choice;
  if (role_of(name)) {
    request.columns[std::string(name)] = value;
  } else if (name == "tau_opt") {
    TRY(choice.tau_opt, positive(name, value));
  } else if (name == "shares") {
    TRY(choice.shares, read_shares(value));
  } else if (name == "control") {
    choice.control = value;
  } else if (name == "growing_totals") {
    if (value != "true" && value != "false")
      return failure(bad_request("growing_totals is true or false."));
    choice.growing_totals = value == "true";
  } else {
    return failure(bad_request(fmt::format("An analysis has no option \"{}\".", name)));
  }
  return {};
}

}  // namespace spotter::live
