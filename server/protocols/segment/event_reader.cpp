#include "protocols/segment/event_reader.hpp"

#include <array>
#include <memory>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "parts/live/flags/javascript_number.hpp"
#include "protocols/segment/properties.hpp"

namespace spotter::protocols {

using live::EventKind;
using live::TrackedEvent;
using simdjson::ondemand::json_type;

namespace {

struct KindName {
  std::string_view name;
  EventKind kind;
};
constexpr std::array<KindName, 6> kind_names{{{"track", EventKind::track},
                                              {"identify", EventKind::identify},
                                              {"page", EventKind::page},
                                              {"screen", EventKind::screen},
                                              {"group", EventKind::group},
                                              {"alias", EventKind::alias}}};

struct TextMember {
  std::string_view name;
  std::string TrackedEvent::*member;
  std::optional<EventKind> only;  // ignored in the other kinds
  std::size_t bytes_max;
};
constexpr std::array<TextMember, 5> text_members{
    {{"userId", &TrackedEvent::user_id, {}, limits::event_id_bytes_max},
     {"anonymousId", &TrackedEvent::anonymous_id, {}, limits::event_id_bytes_max},
     {"previousId", &TrackedEvent::previous_id, EventKind::alias, limits::event_id_bytes_max},
     {"groupId", &TrackedEvent::group_id, EventKind::group, limits::event_id_bytes_max},
     {"event", &TrackedEvent::name, EventKind::track, limits::event_name_bytes_max}}};

// -?(0|[1-9][0-9]*): such ids keep their digits, however many.
bool is_whole_number(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  const bool digits = token.find_first_not_of("0123456789") == std::string_view::npos;
  return !token.empty() && digits && (token == "0" || token[0] != '0');
}

std::optional<std::string> number_text(simdjson::ondemand::value value) {
  std::string_view token = value.raw_json_token();
  token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
  if (is_whole_number(token)) return token == "-0" ? "0" : std::string(token);
  double number = 0;
  if (value.get_double().get(number)) return std::nullopt;
  return live::javascript::to_text(number);
}

class MessageReader {
 public:
  explicit MessageReader(boost::json::storage_ptr memory) : memory_(std::move(memory)) {}

  void read(simdjson::ondemand::object object, std::optional<EventKind> kind);
  ReadMessage take();

 private:
  std::optional<EventKind> kind_of(simdjson::ondemand::object& object);
  void read_member(std::string_view name, simdjson::ondemand::value value);
  void read_text_member(const TextMember& member, simdjson::ondemand::value value);
  void read_track_properties(simdjson::ondemand::value value);
  void check();
  void refuse(std::string reason);

  const boost::json::storage_ptr memory_;
  ReadMessage message_;
  std::optional<Instant> timestamp_;
};

void MessageReader::refuse(std::string reason) {
  if (message_.outcome != Outcome::event) return;  // the first reason is told
  message_.outcome = Outcome::refused;
  message_.reason = std::move(reason);
}

std::optional<EventKind> MessageReader::kind_of(simdjson::ondemand::object& object) {
  std::string_view type;
  const bool found = !object.find_field_unordered("type").get_string().get(type);
  std::optional<EventKind> kind;
  for (const auto& [name, named] : kind_names) {
    if (found && name == type) kind = named;
  }
  if (object.reset().error()) message_.outcome = Outcome::not_json;
  return kind;
}

void MessageReader::read(simdjson::ondemand::object object, std::optional<EventKind> kind) {
  if (!kind) kind = kind_of(object);
  if (!kind) refuse("The type is none of track, identify, page, screen, group and alias.");
  message_.event.kind = kind.value_or(EventKind::track);
  for (auto item : object) {
    simdjson::ondemand::field field;
    std::string_view name;
    if (std::move(item).get(field)) {
      message_.outcome = Outcome::not_json;
      return;
    }
    if (field.unescaped_key().get(name)) continue;
    read_member(name, field.value());
  }
  if (message_.outcome == Outcome::event) check();
}

void MessageReader::read_member(std::string_view name, simdjson::ondemand::value value) {
  TrackedEvent& event = message_.event;
  for (const auto& member : text_members) {
    if (member.name == name) return read_text_member(member, value);
  }
  if (name == "properties" && event.kind == EventKind::track) read_track_properties(value);
  if (name == "messageId") event.message_id = read_text(value).value_or("");
  if (name == "writeKey") message_.write_key = read_text(value).value_or("");
  if (name == "originalTimestamp") event.original = read_time(value);
  if (name == "timestamp") timestamp_ = read_time(value);
  if (name == "sentAt") event.sent = read_time(value);
}

void MessageReader::read_text_member(const TextMember& member, simdjson::ondemand::value value) {
  if (member.only && *member.only != message_.event.kind) return;
  const std::string name(member.name);
  auto text = read_text(value);
  if (!text) return refuse(name + " is neither text nor a number.");
  if (text->size() > member.bytes_max)
    return refuse(name + " is longer than " + std::to_string(member.bytes_max) + " bytes.");
  if (text->find('\0') != std::string::npos) return refuse(name + " holds a NUL character.");
  message_.event.*member.member = std::move(*text);
}

void MessageReader::read_track_properties(simdjson::ondemand::value value) {
  TrackedEvent& event = message_.event;
  auto properties = read_properties(value, memory_);
  if (!properties) return refuse(properties.error().sentence);
  // Assigning would copy: an object never leaves the memory it was made with.
  std::destroy_at(&event.properties);
  std::construct_at(&event.properties, std::move(*properties));
}

void MessageReader::check() {
  TrackedEvent& event = message_.event;
  if (!event.original) event.original = timestamp_;
  const auto first_of = [&](std::string_view name, std::string_view other) {
    auto text = property_text(event.properties, name);
    return text.empty() ? property_text(event.properties, other) : text;
  };
  event.experiment = first_of("experiment_id", "experimentId");
  event.variation = first_of("variation_id", "variationId");
  if (event.kind == EventKind::alias) {
    if (event.user_id.empty()) return refuse("An alias needs a userId.");
    if (event.previous_id.empty()) return refuse("An alias needs a previousId.");
    if (event.previous_id == event.user_id) message_.outcome = Outcome::ignored;
    return;
  }
  if (event.user_id.empty() && event.anonymous_id.empty())
    return refuse("There is neither a userId nor an anonymousId.");
  if (event.kind == EventKind::track && event.name.empty())
    return refuse("A track call needs an event.");
  if (event.kind == EventKind::group && event.group_id.empty())
    return refuse("A group call needs a groupId.");
}

ReadMessage MessageReader::take() { return std::move(message_); }

}  // namespace

std::optional<Instant> read_time(simdjson::ondemand::value value) {
  std::string_view text;
  if (value.get_string().get(text)) return std::nullopt;
  const auto at = from_rfc3339(text);
  return at ? std::optional(*at) : std::nullopt;
}

std::optional<std::string> read_text(simdjson::ondemand::value value) {
  json_type type{};
  if (value.type().get(type)) return std::nullopt;
  if (type == json_type::null) return std::string();
  if (type == json_type::number) return number_text(value);
  std::string_view text;
  if (value.get_string().get(text)) return std::nullopt;
  return std::string(text);
}

ReadMessage read_message(simdjson::ondemand::parser& parser, simdjson::padded_string_view json,
                         std::optional<EventKind> kind, const boost::json::storage_ptr& memory) {
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  ReadMessage not_json;
  not_json.outcome = Outcome::not_json;
  if (parser.iterate(json).get(document) || document.get_object().get(object)) return not_json;
  MessageReader reader(memory);
  reader.read(object, kind);
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return not_json;
  return reader.take();
}

}  // namespace spotter::protocols
