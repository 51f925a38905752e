#include "protocols/segment/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "protocols/segment/clean_body.hpp"
#include "protocols/segment/event_reader.hpp"

namespace spotter::protocols {

namespace {

// The outside of a batch. Items are views into the body: empty if the item is no object.
struct Envelope {
  bool has_batch = false;
  std::vector<std::string_view> items;
  std::optional<Instant> sent;
  std::string write_key;
};

Problem not_json() { return bad_request("The body is not a JSON object with a batch list."); }

Result<Envelope> open_envelope(simdjson::ondemand::parser& parser,
                               const simdjson::padded_string& body) {
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (parser.iterate(body).get(document) || document.get_object().get(object))
    return failure(not_json());
  Envelope envelope;
  for (auto item : object) {
    simdjson::ondemand::field field;
    std::string_view name;
    if (std::move(item).get(field)) return failure(not_json());
    if (field.unescaped_key().get(name)) continue;
    if (name == "sentAt") envelope.sent = read_time(field.value());
    if (name == "writeKey") envelope.write_key = read_text(field.value()).value_or("");
    if (name != "batch") continue;
    simdjson::ondemand::array array;
    if (field.value().get_array().get(array)) return failure(not_json());
    auto items = split_items(array);
    if (!items) return failure(not_json());
    envelope.items = std::move(*items);
    envelope.has_batch = true;
  }
  if (!envelope.has_batch || document.current_location().error() != simdjson::OUT_OF_BOUNDS)
    return failure(not_json());
  return envelope;
}

std::string cut(std::string text) {
  std::size_t size = std::min(text.size(), limits::message_id_chars_max);
  while (size < text.size() && size > 0 && (text[size] & 0xC0) == 0x80) --size;
  text.resize(size);
  return text;
}

std::optional<Instant> header_sent_at(const wire::Request& request) {
  const auto text = request.header("sentat");
  const auto at = text ? from_rfc3339(*text) : failure(bad_request("No such header."));
  return at ? std::optional(*at) : std::nullopt;
}

// The properties of one batch are thousands of small pieces: made in one place, and dropped with
// the last event. Counted, so that an event may outlive its batch.
boost::json::storage_ptr batch_memory() {
  return boost::json::make_shared_resource<boost::json::monotonic_resource>();
}

void keep(ReadMessage message, std::optional<Instant> sent, DecodedBatch& into) {
  if (message.outcome == Outcome::event) {
    if (!message.event.sent) message.event.sent = sent;
    into.events.push_back(std::move(message.event));
  } else if (message.outcome == Outcome::refused) {
    into.refused.push_back({std::move(message.reason), cut(std::move(message.event.message_id))});
  } else if (message.outcome == Outcome::not_json) {
    into.refused.push_back({"The event is not a JSON object.", {}});
  }
}

void refuse(ReadMessage& message, std::string reason) {
  if (message.outcome == Outcome::not_json) return;
  message.outcome = Outcome::refused;
  message.reason = std::move(reason);
}

// Reads the items of one batch.
class BatchReader {
 public:
  BatchReader(const Cleaned& body, simdjson::ondemand::parser& parser,
              boost::json::storage_ptr memory)
      : body_(body), parser_(parser), memory_(std::move(memory)) {}

  ReadMessage read(std::string_view item) {
    if (item.empty()) return {Outcome::not_json, {}, {}, {}};
    const simdjson::padded_string_view padded(item, item.size() + simdjson::SIMDJSON_PADDING);
    auto message = read_message(parser_, padded, {}, memory_);
    if (item.size() > limits::event_bytes_max)
      refuse(message, fmt::format("The event is over {} bytes.", limits::event_bytes_max));
    if (body_.is_broken(item)) refuse(message, not_unicode);
    return message;
  }

 private:
  const Cleaned& body_;
  simdjson::ondemand::parser& parser_;
  const boost::json::storage_ptr memory_;
};

}  // namespace

Result<DecodedBatch> decode_batch(std::string_view body, const wire::Request& request) {
  if (body.size() > limits::http_body_bytes_max)
    return failure(bad_request("The body is over the limit of the tracking API."));
  const Cleaned cleaned = clean(body);
  simdjson::ondemand::parser parser;
  TRY(auto envelope, open_envelope(parser, cleaned.text));
  DecodedBatch decoded;
  decoded.write_key = std::move(envelope.write_key);
  const auto sent = envelope.sent ? envelope.sent : header_sent_at(request);
  BatchReader reader(cleaned, parser, batch_memory());
  const std::size_t read_max = std::min(envelope.items.size(), limits::batch_events_max);
  decoded.events.reserve(read_max);
  for (std::size_t i = 0; i < read_max; ++i) keep(reader.read(envelope.items[i]), sent, decoded);
  for (std::size_t i = read_max; i < envelope.items.size(); ++i)
    decoded.refused.push_back(
        {fmt::format("A batch holds at most {} events.", limits::batch_events_max), {}});
  return decoded;
}

Result<DecodedBatch> decode_single(live::EventKind kind, std::string_view body,
                                   const wire::Request& request) {
  if (body.size() > limits::event_bytes_max)
    return failure(bad_request("The body is over the limit of one call."));
  const Cleaned cleaned = clean(body);
  simdjson::ondemand::parser parser;
  auto message = read_message(parser, cleaned.text, kind, batch_memory());
  if (message.outcome == Outcome::not_json)
    return failure(bad_request("The body is not a JSON object."));
  if (!cleaned.broken.empty()) refuse(message, not_unicode);
  DecodedBatch decoded;
  decoded.write_key = message.write_key;
  keep(std::move(message), header_sent_at(request), decoded);
  return decoded;
}

}  // namespace spotter::protocols
