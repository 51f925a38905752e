// Cookies of a request (RFC 6265, section 4.2). Pure; any thread.
#pragma once

#include <string_view>

#include "wire/route.hpp"

namespace spotter::wire {

/// The cookie that holds a session's token.
inline constexpr std::string_view session_cookie = "spotter_session";

/// The first cookie of this name, as sent; empty if there is none. Lives as long as the request.
std::string_view cookie_value(const Request& request, std::string_view name);

}  // namespace spotter::wire
