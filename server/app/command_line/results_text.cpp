#include "app/command_line/results_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <vector>

#include "app/command_line/json_view.hpp"

namespace spotter::app {

namespace json = boost::json;

namespace {

using Row = std::vector<std::string>;

// Characters, not bytes: keys may be any text.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width(row[i]), ' ');
      line += i == 0 ? " " + row[i] + pad : "  " + pad + row[i];
    }
    text += line + "\n";
  }
  return text;
}

// e-values are compared with thresholds such as 100, so people see them, not their logarithms.
std::string e_value(std::optional<double> log_e) {
  if (!log_e) return "–";
  const double e = std::exp(*log_e);
  return e < 1e6 ? fmt::format("{:.2f}", e) : fmt::format("{:.2e}", e);
}

std::string arms_table(const json::value& results) {
  std::vector<Row> rows{{"arm", "units"}};
  const auto& arms = list_at(results, "arms");
  if (!arms.empty() && at(arms[0], "metrics").is_object()) {
    for (const auto& metric : at(arms[0], "metrics").get_object())
      rows[0].push_back(std::string(metric.key()));
  }
  for (const auto& arm : arms) {
    Row row{text_at(arm, "key"), number_text(number_at(arm, "units"), 0)};
    for (std::size_t i = 2; i < rows[0].size(); ++i) {
      const auto& metric = at(at(arm, "metrics"), rows[0][i]);
      row.push_back(fmt::format("{} ({})", number_text(number_at(metric, "mean"), 4),
                                number_text(number_at(metric, "count"), 0)));
    }
    rows.push_back(std::move(row));
  }
  return "\nArms: exposed units, mean (units with an event)\n" + table(rows);
}

std::string guardrails_table(const json::value& results) {
  const auto& guardrails = list_at(results, "guardrails");
  if (guardrails.empty()) return {};
  std::vector<Row> rows{{"guardrail", "side", "failing control", "failing treatment", "e-value"}};
  for (const auto& each : guardrails) {
    const auto& failing = at(each, "failing");
    rows.push_back({text_at(each, "metric"), text_at(each, "side"),
                    number_text(number_at(failing, "control"), 0),
                    number_text(number_at(failing, "treatment"), 0),
                    e_value(number_at(each, "log_e"))});
  }
  return "\nGuardrails: evidence of harm\n" + table(rows);
}

// "0.0120 (-0.0031 to 0.0271)"; without bounds "0.0120 (collecting)".
std::string with_bounds(const json::value& goal, const char* figure, const char* missing) {
  const auto name = std::string_view(figure);
  const auto bound = [&](const char* side) {
    return number_at(goal, name == "lift" ? fmt::format("lift_{}", side) : std::string(side));
  };
  const auto range =
      bound("low") && bound("high")
          ? fmt::format("{} to {}", number_text(bound("low"), 4), number_text(bound("high"), 4))
          : std::string(missing);
  return fmt::format("{} ({})", number_text(number_at(goal, name), 4), range);
}

std::string goals_table(const json::value& results) {
  const auto& goals = list_at(results, "goals");
  if (goals.empty()) return {};
  std::vector<Row> rows{{"goal", "difference", "lift", "e-value", "state"}};
  for (const auto& each : goals) {
    rows.push_back({text_at(each, "metric"), with_bounds(each, "difference", "collecting"),
                    with_bounds(each, "lift", "no bounds"), e_value(number_at(each, "log_e")),
                    text_at(each, "state")});
  }
  return "\nGoals: treatment less control, with bounds that hold at every moment\n" + table(rows);
}

std::string sample_ratio_line(const json::value& results) {
  const auto& ratio = at(results, "sample_ratio");
  if (!ratio.is_object()) return {};
  return fmt::format("Sample ratio: {}, Bayes factor {}\n", text_at(ratio, "state"),
                     e_value(number_at(ratio, "log_bayes_factor")));
}

}  // namespace

std::string results_text(const json::value& results) {
  const auto& rollback = at(results, "rollback");
  const auto& as_of = at(results, "as_of");
  std::string text =
      fmt::format("{} is {}, after event {}\n", text_at(results, "launch"),
                  text_at(results, "state"), number_text(number_at(as_of, "sequence"), 0));
  if (text_at(results, "mode") == "watch") text += "Watch mode: nothing is acted on.\n";
  text += arms_table(results) + guardrails_table(results) + goals_table(results);
  text += fmt::format("\nTogether: {}, e-value {}; amber at {}, rolled back at {}\n",
                      text_at(rollback, "state"), e_value(number_at(rollback, "log_e")),
                      e_value(number_at(rollback, "amber_log_e")),
                      e_value(number_at(rollback, "red_log_e")));
  text += sample_ratio_line(results);
  text += fmt::format(
      "Left out: {} units exposed to both arms, {} late events, {} outside their "
      "window, {} without a usable number\n",
      number_text(number_at(results, "multiple_exposure"), 0),
      number_text(number_at(results, "late"), 0),
      number_text(number_at(results, "outside_window"), 0),
      number_text(number_at(results, "unusable"), 0));
  return text;
}

}  // namespace spotter::app
