#include "protocols/ofrep/context.hpp"

#include "wire/json.hpp"

namespace spotter::protocols {

tl::expected<boost::json::object, OfrepFailure> read_attributes(std::string_view body) {
  auto parsed = wire::parse(body);
  if (!parsed) return tl::unexpected(OfrepFailure{"PARSE_ERROR", parsed.error().sentence});
  auto* request = parsed->if_object();
  if (!request) return tl::unexpected(OfrepFailure{"PARSE_ERROR", "The body is no JSON object."});
  auto* context = request->if_contains("context");
  if (!context || context->is_null()) return boost::json::object{};
  auto* given = context->if_object();
  if (!given) return tl::unexpected(OfrepFailure{"INVALID_CONTEXT", "The context is no object."});
  boost::json::object attributes = std::move(*given);
  if (const auto* key = attributes.if_contains("targetingKey"); key && !attributes.contains("id")) {
    boost::json::value id = *key;  // a copy: inserting may move what `key` points to
    attributes.emplace("id", std::move(id));
  }
  return attributes;
}

}  // namespace spotter::protocols
