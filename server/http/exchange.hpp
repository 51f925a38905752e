// One question to a handler and its answer, which may come from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "http/mailbox.hpp"
#include "wire/route.hpp"

namespace spotter::http {

/// The lane's side; touched on the lane's thread only. Held by shared_ptr so that a reply that
/// comes too late finds it gone.
struct Exchange {
  std::optional<wire::Response> response;
  std::function<void()> ready;  ///< called when `response` has been set
};

/// The handler's side: the first call counts, later ones do nothing. If the handler drops it
/// without calling, the answer is a 500 problem.
wire::Reply make_reply(const std::shared_ptr<Exchange>& exchange, std::shared_ptr<Mailbox> mailbox);

/// Calls the handler; what it throws is logged and becomes a 500 problem. The lane's thread.
void call(const wire::Route& route, wire::Request request, const wire::Reply& reply);

}  // namespace spotter::http
