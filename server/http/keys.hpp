// Which key or session a request presents, and whether it suffices. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "wire/route.hpp"

namespace spotter::http {

/// The key in, in this order: Authorization (Bearer K, Basic base64 of "K:" or "K", bare K),
/// X-API-Key, the path parameter client_key, the query's writeKey, client_key or k
/// (protocols.md 0). Empty if there is none, or if it has characters no key has.
std::string presented_key(const wire::Request& request);

/// A client key may use client routes only; a server key client and server routes; an admin key
/// everything.
bool may_use(wire::Access caller, wire::Access needs);

/// Fills the request's key, session and caller, and says why the route may not be used:
/// unauthorized or forbidden. Nothing if it may, or if the route authenticates itself. The cookie
/// of a session counts where members may go and no key is presented; what is not a GET then needs
/// the header Spotter-CSRF as well.
/// `authenticate` may be null: then no key is known.
std::optional<Problem> check_key(const wire::Route& route, const wire::Authenticate* authenticate,
                                 wire::Request& request);

/// Decodes base64 with or without padding; nothing if it is not base64.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace spotter::http
