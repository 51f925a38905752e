#include "protocols/csv/streams_table.hpp"

#include <utility>
#include <vector>

namespace spotter::protocols {

namespace {

namespace json = boost::json;

using Cells = std::vector<std::pair<std::string, std::string>>;

// A cell that begins like a formula would be run by a spreadsheet; names come from outside.
std::string text_cell(std::string_view text) {
  std::string cell;
  const bool is_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  if (is_formula) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  if (cell.find_first_of(",;\"\r\n\t") == std::string::npos) return cell;
  return '"' + cell + '"';
}

std::string cell_text(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return text_cell(value.get_string());
  return wire::json_text(value);
}

void flatten(const json::object& object, const std::string& prefix, Cells& cells) {
  for (const auto& member : object) {
    const std::string name = prefix + std::string(member.key());
    const auto* inner = member.value().if_object();
    if (inner) flatten(*inner, name + "_", cells);
    else cells.emplace_back(name, cell_text(member.value()));
  }
}

}  // namespace

std::string streams_table(const live::Analysis& analysis) {
  // A stream with every member there gives the header.
  live::StreamAnalysis whole;
  whole.fixed_horizon.emplace();
  Cells header;
  const auto whole_json = wire::to_json(whole);
  flatten(whole_json.as_object(), {}, header);
  std::string table;
  for (const auto& [name, cell] : header) table += (table.empty() ? "" : ",") + name;
  table += "\r\n";
  for (const auto& stream : analysis.streams) {
    auto one = stream;
    if (!one.fixed_horizon) one.fixed_horizon.emplace();
    Cells cells;
    const auto value = wire::to_json(one);
    flatten(value.as_object(), {}, cells);
    bool first = true;
    for (auto& [name, cell] : cells) {
      const bool is_absent = !stream.fixed_horizon && name.starts_with("fixed_horizon_");
      if (!first) table += ',';
      if (!is_absent) table += cell;
      first = false;
    }
    table += "\r\n";
  }
  return table;
}

}  // namespace spotter::protocols
