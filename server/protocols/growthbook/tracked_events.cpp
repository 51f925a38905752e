#include "protocols/growthbook/tracked_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "protocols/segment/clean_body.hpp"
#include "protocols/segment/event_reader.hpp"
#include "protocols/segment/properties.hpp"

namespace spotter::protocols {

using live::TrackedEvent;

namespace {

constexpr std::string_view feature_event_name = "Feature Evaluated";

Problem not_a_list() { return bad_request("The body is not a JSON list of events."); }

Result<void> check_id(std::string_view text, std::string_view name) {
  if (text.size() > limits::event_id_bytes_max)
    return failure(
        bad_request(fmt::format("{} is longer than {} bytes.", name, limits::event_id_bytes_max)));
  if (text.find('\0') != std::string_view::npos)
    return failure(bad_request(fmt::format("{} holds a NUL character.", name)));
  return {};
}

// Ids are text or numbers; the plugin sends null for what it does not know.
Result<std::string> read_id(simdjson::ondemand::value value, std::string_view name) {
  auto text = read_text(value);
  if (!text) return failure(bad_request(fmt::format("{} is neither text nor a number.", name)));
  TRY_VOID(check_id(*text, name));
  return std::move(*text);
}

Result<std::string> read_name(simdjson::ondemand::value value) {
  const auto text = read_text(value);
  if (!text || text->empty()) return failure(bad_request("event_name is no text."));
  if (text->size() > limits::event_name_bytes_max)
    return failure(bad_request(
        fmt::format("event_name is longer than {} bytes.", limits::event_name_bytes_max)));
  return *text;
}

// Nothing wrong that concerns other members than these makes an event bad.
Result<void> read_member(TrackedEvent& event, std::string_view name,
                         simdjson::ondemand::value value) {
  if (name == "event_name") {
    TRY(event.name, read_name(value));
  } else if (name == "user_id") {
    TRY(event.user_id, read_id(value, name));
  } else if (name == "device_id") {
    TRY(event.anonymous_id, read_id(value, name));
  } else if (name == "properties_json") {
    TRY(event.properties, read_properties(value, {}));
  }
  return {};
}

// The SDK names the unit with every exposure.
Result<void> read_exposure(TrackedEvent& event) {
  event.experiment = property_text(event.properties, "experimentId");
  event.variation = property_text(event.properties, "variationId");
  event.hash_attribute = property_text(event.properties, "hashAttribute");
  event.hash_value = property_text(event.properties, "hashValue");
  event.same_exposure_is_same_message = true;
  return check_id(event.hash_value, "hashValue");
}

Result<TrackedEvent> read_event(simdjson::ondemand::parser& parser, std::string_view item) {
  const auto no_object = [] { return failure(bad_request("The event is not a JSON object.")); };
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  const simdjson::padded_string_view padded(item, item.size() + simdjson::SIMDJSON_PADDING);
  if (parser.iterate(padded).get(document) || document.get_object().get(object)) return no_object();
  TrackedEvent event;
  for (auto member : object) {
    simdjson::ondemand::field field;
    std::string_view name;
    if (std::move(member).get(field)) return no_object();
    if (field.unescaped_key().get(name)) continue;
    TRY_VOID(read_member(event, name, field.value()));
  }
  if (event.name.empty()) return failure(bad_request("An event needs an event_name."));
  if (event.name == live::exposure_event_name) TRY_VOID(read_exposure(event));
  if (event.user_id.empty() && event.anonymous_id.empty() && event.hash_value.empty())
    return failure(bad_request("There is neither a user_id nor a device_id."));
  return event;
}

Result<TrackedEvent> read_item(const Cleaned& body, simdjson::ondemand::parser& parser,
                               std::string_view item) {
  if (item.empty()) return failure(bad_request("The event is not a JSON object."));
  if (item.size() > limits::event_bytes_max)
    return failure(
        bad_request(fmt::format("The event is over {} bytes.", limits::event_bytes_max)));
  if (body.is_broken(item)) return failure(bad_request(not_unicode));
  return read_event(parser, item);
}

Result<std::vector<std::string_view>> split(simdjson::ondemand::parser& parser,
                                            const simdjson::padded_string& body) {
  simdjson::ondemand::document document;
  simdjson::ondemand::array array;
  if (parser.iterate(body).get(document) || document.get_array().get(array))
    return failure(not_a_list());
  auto items = split_items(array);
  if (!items || document.current_location().error() != simdjson::OUT_OF_BOUNDS)
    return failure(not_a_list());
  return std::move(*items);
}

}  // namespace

Result<DecodedBatch> decode_tracked_events(std::string_view body) {
  if (body.size() > limits::http_body_bytes_max)
    return failure(bad_request("The body is over the limit of the tracking API."));
  const Cleaned cleaned = clean(body);
  simdjson::ondemand::parser parser;
  TRY(const auto items, split(parser, cleaned.text));
  DecodedBatch decoded;
  const std::size_t read_max = std::min(items.size(), limits::batch_events_max);
  for (std::size_t i = 0; i < read_max; ++i) {
    auto event = read_item(cleaned, parser, items[i]);
    if (!event) decoded.refused.push_back({event.error().sentence, {}});
    else if (event->name != feature_event_name) decoded.events.push_back(std::move(*event));
  }
  for (std::size_t i = read_max; i < items.size(); ++i)
    decoded.refused.push_back(
        {fmt::format("A batch holds at most {} events.", limits::batch_events_max), {}});
  return decoded;
}

}  // namespace spotter::protocols
