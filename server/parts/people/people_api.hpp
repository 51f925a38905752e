// The URLs of sign-in, sessions and members.
#pragma once

#include <string>
#include <vector>

#include "base/limits.hpp"
#include "parts/people/attempts.hpp"
#include "parts/people/people_desk.hpp"
#include "wire/route.hpp"

namespace spotter::people {

/// How people come in.
struct ReceptionOptions {
  bool secure_cookie = false;          ///< browsers reach us over https
  bool behind_proxy = false;           ///< X-Forwarded-For says where a request is from
  std::vector<std::string> one_click;  ///< members' keys that need no password; demo only
};

/// What the routes of all lanes share. Outlives them; any thread.
struct Reception {
  Reception(PeopleDesk& desk, Random& random, ReceptionOptions options)
      : desk(desk),
        options(std::move(options)),
        names(random, limits::name_attempts_max, limits::name_attempt_every),
        addresses(random, limits::address_attempts_max, limits::address_attempt_every) {}

  PeopleDesk& desk;
  const ReceptionOptions options;
  Attempts names;
  Attempts addresses;

  /// Counts an attempt from the request's address and on `name`, unless that is empty. The answer
  /// to too many: 429 with Retry-After.
  std::optional<wire::Response> refuse(const wire::Request& request, std::string_view name);
  /// The attempt was no guess: it does not count.
  void give_back(const wire::Request& request, std::string_view name);

 private:
  std::string place_of(const wire::Request& request) const;
};

/// Who asks, when, and from which session.
Act act_of(const wire::Request& request);

/// GET /api/session, POST /api/first-start, /api/sign-in, /api/sign-in/one-click, /api/sign-out,
/// /api/sign-out-everywhere.
wire::Routes session_routes(Reception& reception);

/// GET and POST /api/members, POST /api/members/{key}.
wire::Routes member_routes(Reception& reception);

}  // namespace spotter::people
