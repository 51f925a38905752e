#include "app/command_line/apply_report.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"

namespace spotter::app {

namespace json = boost::json;

std::vector<std::string> change_lines(const json::value& reply) {
  std::vector<std::string> lines;
  for (const auto& change : list_at(reply, "changes")) {
    const auto word = text_at(change, "change");
    if (word == "unchanged") continue;
    auto line = fmt::format("{} {} {}", word, text_at(change, "what"), text_at(change, "key"));
    std::string_view mark = ": ";
    for (const auto& detail : list_at(change, "details")) {
      if (!detail.is_string()) continue;
      line += fmt::format("{}{}", mark, std::string_view(detail.get_string()));
      mark = ", ";
    }
    lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.emplace_back("nothing changed");
  return lines;
}

std::vector<std::string> problem_lines(std::string_view path, const DefinitionsFile& file,
                                       const json::value& problem) {
  std::vector<std::string> lines;
  const auto add = [&](const json::value& place) {
    const int line = file.line_of(text_at(place, "pointer"));
    lines.push_back(fmt::format("{}:{}: {}", path, line, text_at(place, "detail")));
  };
  for (const auto& error : list_at(problem, "errors")) add(error);
  const bool has_place = problem.is_object() && problem.get_object().contains("pointer");
  if (lines.empty() && has_place) add(problem);
  return lines;
}

}  // namespace spotter::app
