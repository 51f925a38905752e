#include "wire/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wire/exact_parser.hpp"

namespace spotter::wire {

Result<json::value> parse(std::string_view text) {
  json::error_code error;
  auto value = parse_exact(text, 32, error);
  if (error) return failure(bad_request("This is not JSON: " + error.message() + "."));
  return value;
}

json::value write_object(std::span<const FieldWriter> fields, const void* object) {
  json::object written;
  for (const auto& field : fields) written.emplace(json_name(field.member), field.write(object));
  return written;
}

namespace {

bool is_known(std::span<const FieldNote> notes, std::string_view name) {
  for (const auto& note : notes)
    if (note.name == name) return true;
  return false;
}

}  // namespace

std::optional<Problem> read_object(const json::value& value, const std::string& pointer,
                                   const ObjectReader& reader, void* object) {
  const auto& [notes, fields] = reader;
  const auto* members = value.if_object();
  if (!members) return bad_request("This must be an object.", pointer);
  for (const auto& member : *members)
    if (!is_known(notes, member.key())) return unknown_member(member.key(), notes, pointer);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto* found = members->if_contains(notes[i].name);
    if (!found && notes[i].need == Need::required)
      return bad_request("\"" + std::string(notes[i].name) + "\" is missing.", pointer);
    if (!found) continue;
    const auto at = pointer + "/" + pointer_token(notes[i].name);
    if (auto problem = fields[i].read(object, *found, at)) return problem;
  }
  return std::nullopt;
}

Result<std::string> read_text(const json::value& value, const std::string& pointer) {
  if (const auto* text = value.if_string()) return std::string(*text);
  return failure(bad_request("This must be text.", pointer));
}

Result<bool> read_bool(const json::value& value, const std::string& pointer) {
  if (const auto* flag = value.if_bool()) return *flag;
  return failure(bad_request("This must be true or false.", pointer));
}

Result<double> read_number(const json::value& value, const std::string& pointer) {
  if (value.is_number()) {
    const auto number = value.to_number<double>();
    if (std::isfinite(number)) return number;
  }
  return failure(bad_request("This must be a number.", pointer));
}

Result<std::int64_t> read_whole(const json::value& value, const std::string& pointer) {
  json::error_code error;
  const auto whole = value.to_number<std::int64_t>(error);
  if (!value.is_number() || error)
    return failure(bad_request("This must be a whole number.", pointer));
  return whole;
}

Problem unknown_member(std::string_view name, std::span<const FieldNote> notes,
                       const std::string& pointer) {
  std::vector<std::string_view> known;
  for (const auto& note : notes) known.push_back(note.name);
  return bad_request(
      fmt::format("\"{}\" is not known here; known are {}.", name, fmt::join(known, ", ")),
      pointer + "/" + pointer_token(name));
}

Problem not_one_of(std::string_view word, const std::vector<std::string_view>& words,
                   const std::string& pointer) {
  return bad_request(fmt::format("\"{}\" is not one of {}.", word, fmt::join(words, ", ")),
                     pointer);
}

}  // namespace spotter::wire
