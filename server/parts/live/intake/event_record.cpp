#include "parts/live/intake/event_record.hpp"

#include "wire/bytes.hpp"

namespace spotter::live {

namespace {

// Version 2 added the values; version 1 has none.
constexpr std::uint8_t version = 2;

enum Part : std::uint8_t {
  has_anonymous = 1,
  has_original = 2,
  has_sent = 4,
  has_exposure = 8,
  has_values = 16
};

std::uint8_t parts_of(const EventRecord& event) {
  std::uint8_t parts = 0;
  if (event.anonymous_unit) parts |= has_anonymous;
  if (event.original) parts |= has_original;
  if (event.sent) parts |= has_sent;
  if (event.exposure) parts |= has_exposure;
  if (!event.values.empty()) parts |= has_values;
  return parts;
}

ExposureClaim read_claim(wire::ByteReader& reader) {
  ExposureClaim claim;
  claim.launch = reader.text();
  claim.arm = reader.text();
  claim.assigned = reader.text();
  return claim;
}

void write_values(wire::ByteWriter& writer, const std::vector<EventValue>& values) {
  writer.number(static_cast<std::uint32_t>(values.size()));
  for (const auto& [path, number] : values) {
    writer.text(path);
    writer.real(number);
  }
}

std::vector<EventValue> read_values(wire::ByteReader& reader) {
  std::vector<EventValue> values;
  const auto count = reader.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && reader.complete(); ++i) {
    auto path = std::string(reader.text());
    values.push_back({std::move(path), reader.real()});
  }
  return values;
}

}  // namespace

std::optional<double> EventRecord::value(std::string_view path) const {
  for (const auto& value : values) {
    if (value.path == path) return value.number;
  }
  return std::nullopt;
}

std::string encode(const EventRecord& event) {
  wire::ByteWriter writer;
  writer.number(version);
  writer.number(static_cast<std::uint8_t>(event.kind));
  writer.number(parts_of(event));
  writer.raw(event.unit.bytes);
  writer.raw(event.message.bytes);
  writer.number(event.received.us);
  writer.number(event.at.us);
  if (event.anonymous_unit) writer.raw(event.anonymous_unit.bytes);
  if (event.original) writer.number(event.original->us);
  if (event.sent) writer.number(event.sent->us);
  writer.text(event.message_id);
  writer.text(event.name);
  if (event.exposure) {
    writer.text(event.exposure->launch);
    writer.text(event.exposure->arm);
    writer.text(event.exposure->assigned);
  }
  if (!event.values.empty()) write_values(writer, event.values);
  return writer.take();
}

Result<EventRecord> decode_event(std::string_view bytes) {
  wire::ByteReader reader(bytes);
  const auto written = reader.number<std::uint8_t>();
  if (written < 1 || written > version)
    return failure(ProblemCode::corrupt, "The event log holds an event of an unknown version.");
  EventRecord event;
  const auto kind = reader.number<std::uint8_t>();
  const auto parts = reader.number<std::uint8_t>();
  reader.raw(event.unit.bytes);
  reader.raw(event.message.bytes);
  event.received.us = reader.number<std::int64_t>();
  event.at.us = reader.number<std::int64_t>();
  if (parts & has_anonymous) reader.raw(event.anonymous_unit.bytes);
  if (parts & has_original) event.original = Instant{reader.number<std::int64_t>()};
  if (parts & has_sent) event.sent = Instant{reader.number<std::int64_t>()};
  event.message_id = reader.text();
  event.name = reader.text();
  if (parts & has_exposure) event.exposure = read_claim(reader);
  if (parts & has_values) event.values = read_values(reader);
  if (!reader.complete() || !reader.at_end() || kind > static_cast<int>(EventKind::alias))
    return failure(ProblemCode::corrupt, "The event log holds a damaged event.");
  event.kind = static_cast<EventKind>(kind);
  return event;
}

}  // namespace spotter::live
