// The interface to access keys: the list without secrets, making and revoking one.
#include "app/key_desk.hpp"
#include "parts/live/flags/encrypted_text.hpp"
#include "wire/json.hpp"
#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::app {

namespace {

using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

struct OrderView {
  KeyKind kind = KeyKind::client;
  bool encrypted = false;
};
SPOTTER_DESCRIBE(OrderView,
                 (kind, optional, "client (unless said otherwise), server or admin.")(
                     encrypted, optional,
                     "true: GrowthBook's SDKs get their payload encrypted with this client key."))

struct MadeKeyView {
  std::string id;
  std::string key;
  std::optional<std::string> encryption_key;
};
SPOTTER_DESCRIBE(MadeKeyView, (id, required, "What the key is called in lists.")(
                                  key, required, "The key itself. Shown only now.")(
                                  encryption_key, required,
                                  "The SDK's decryptionKey; null if its payload is not encrypted."))

struct KeyView {
  std::string id;
  std::string kind;
  std::string member;
  std::string created_at;
  bool encrypted = false;
  std::optional<std::string> revoked_at;
};
SPOTTER_DESCRIBE(KeyView,
                 (id, required, "Its name.")(kind, required, "admin, server or client.")(
                     member, required, "Whose key it is; empty if nobody's.")(created_at, required,
                                                                              "When it was made.")(
                     encrypted, required, "Whether its payload is encrypted.")(
                     revoked_at, required, "Since when it opens nothing; null: it does."))

struct KeyList {
  std::vector<KeyView> keys;
};
SPOTTER_DESCRIBE(KeyList, (keys, required, "In the order in which they were made."))

template <class T, class View>
Response response_of(const Result<T>& result, View view) {
  if (!result) return wire::problem_response(result.error());
  Response response;
  response.body = wire::to_json_text(view(*result));
  return response;
}

MadeKeyView made_view(const MadeKey& made) {
  MadeKeyView view{made.kept.id, made.key, {}};
  if (made.kept.encryption_key)
    view.encryption_key = live::encryption_key_text(*made.kept.encryption_key);
  return view;
}

KeyView key_view(const KeptKey& key) {
  KeyView view{key.id, key.kind, key.member, key.created_at, key.encryption_key.has_value(), {}};
  if (!key.revoked_at.empty()) view.revoked_at = key.revoked_at;
  return view;
}

KeyList list_view(const std::vector<KeptKey>& keys) {
  KeyList list;
  for (const auto& key : keys) list.keys.push_back(key_view(key));
  return list;
}

Result<OrderView> order_of(const Request& request) {
  if (request.body.empty()) return OrderView{};
  return wire::read_json<OrderView>(request.body);
}

KeyAct act_of(const Request& request) {
  const auto& caller = request.caller;
  return {wire::actor_of(caller), caller.member, request.received, caller.signed_in};
}

Route make_route(KeyDesk& desk) {
  Route route;
  route.method = wire::Method::post;
  route.pattern = "/api/keys";
  route.needs = wire::Access::admin;
  route.sentence = "Makes a further key.";
  route.request_schema = wire::request_schema<OrderView>();
  route.response_schema = wire::response_schema<MadeKeyView>();
  route.handle = [&desk](const Request& request, const Reply& reply) {
    const auto order = order_of(request);
    if (!order) return reply(wire::problem_response(order.error()));
    desk.make({order->kind, order->encrypted}, act_of(request),
              [reply](const Result<MadeKey>& made) { reply(response_of(made, made_view)); });
  };
  return route;
}

Route revoke_route(KeyDesk& desk) {
  Route route;
  route.method = wire::Method::post;
  route.pattern = "/api/keys/{id}/revoke";
  route.needs = wire::Access::admin;
  route.sentence = "Revokes a key: it opens nothing any more, for good.";
  route.request_schema = boost::json::object{{"type", "object"}};
  route.response_schema = wire::response_schema<KeyView>();
  route.handle = [&desk](const Request& request, const Reply& reply) {
    desk.revoke(std::string(request.parameter("id")), act_of(request),
                [reply](const Result<KeptKey>& key) { reply(response_of(key, key_view)); });
  };
  return route;
}

Route list_route(KeyDesk& desk) {
  Route route;
  route.pattern = "/api/keys";
  route.needs = wire::Access::admin;
  route.sentence = "All access keys, without what is secret about them.";
  route.response_schema = wire::response_schema<KeyList>();
  route.handle = [&desk](const Request&, const Reply& reply) {
    desk.list(
        [reply](const Result<std::vector<KeptKey>>& keys) { reply(response_of(keys, list_view)); });
  };
  return route;
}

}  // namespace

wire::Routes key_routes(KeyDesk& desk) {
  wire::Routes routes;
  routes.push_back(list_route(desk));
  routes.push_back(make_route(desk));
  routes.push_back(revoke_route(desk));
  return routes;
}

}  // namespace spotter::app
