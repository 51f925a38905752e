// Signing in and out, and who is signed in.
#include <algorithm>

#include "parts/people/people_api.hpp"
#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::people {

namespace {

using wire::Access;
using wire::Method;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

struct SignedInMember {
  std::string key;
  std::string name;
  std::string department;
  std::optional<wire::Side> side;
  bool may_administer = false;
};
SPOTTER_DESCRIBE(SignedInMember,
                 (key, required, "The member's key.")(name, required, "What people call them.")(
                     department, required,
                     "The key of their department.")(side, required,
                                                     "The department's side; null: of neither.")(
                     may_administer, required, "Whether they manage members, keys and settings."))

struct OneClickMember {
  std::string key;
  std::string name;
  std::string department;
  std::optional<wire::Side> side;
};
SPOTTER_DESCRIBE(OneClickMember,
                 (key, required, "The member's key.")(name, required, "What people call them.")(
                     department, required,
                     "The key of their department.")(side, required,
                                                     "The department's side; null: of neither."))

struct SessionView {
  bool signed_in = false;
  std::optional<SignedInMember> member;
  std::optional<std::string> csrf;
  bool first_start = false;
  std::vector<OneClickMember> one_click;
};
SPOTTER_DESCRIBE(
    SessionView,
    (signed_in, required,
     "Whether this browser's session is open.")(member, required,
                                                "Who is signed in; null: nobody.")(
        csrf, required, "What the header Spotter-CSRF must hold on every POST; null: no session.")(
        first_start, required, "true: no password exists yet, so POST /api/first-start makes one.")(
        one_click, required, "Members who sign in without a password; empty but in the demo."))

std::optional<wire::Side> side_of(const Roster& roster, const std::string& department) {
  const auto found = roster.department(department);
  return found ? found->side : std::nullopt;
}

SignedInMember member_view(const Roster& roster, const Member& member) {
  return {member.key, member.name, member.department, side_of(roster, member.department),
          member.may_administer};
}

SessionView nobody_view(const Reception& reception) {
  const auto& roster = reception.desk.roster();
  SessionView view;
  view.first_start = !roster.has_any_password();
  for (const auto& key : reception.options.one_click) {
    const auto known = roster.member(key);
    if (!known) continue;
    const auto& member = known->member;
    view.one_click.push_back(
        {member.key, member.name, member.department, side_of(roster, member.department)});
  }
  return view;
}

SessionView open_view(const Reception& reception, const Member& member, std::string csrf) {
  auto view = nobody_view(reception);
  view.signed_in = true;
  view.member = member_view(reception.desk.roster(), member);
  view.csrf = std::move(csrf);
  return view;
}

Response answer(const SessionView& view) {
  Response response;
  response.body = wire::to_json_text(view);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response answer_opened(const Reception& reception, const Opened& opened) {
  auto response = answer(open_view(reception, opened.member, csrf_of(opened.token)));
  response.headers.emplace_back("Set-Cookie",
                                cookie_text(opened.token, reception.options.secure_cookie));
  return response;
}

Response answer_ended(const Reception& reception) {
  auto response = answer(nobody_view(reception));
  response.headers.emplace_back("Set-Cookie", ended_cookie(reception.options.secure_cookie));
  return response;
}

// A form of another site can send a body to sign somebody in as somebody else, but not of this
// type.
std::optional<Response> refuse_form(const Request& request) {
  std::string type(request.header("content-type").value_or(std::string_view()));
  for (char& c : type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  if (type.starts_with("application/json")) return std::nullopt;
  return wire::problem_response(415, "unsupported_media_type",
                                "This takes Content-Type: application/json.");
}

// An order that opens a session: `begin` starts it once it has been let in.
template <class Order, class Begin>
Route opening_route(const char* pattern, const char* sentence, Begin begin) {
  Route route{.method = Method::post, .pattern = pattern};
  route.sentence = sentence;
  route.request_schema = wire::request_schema<Order>();
  route.response_schema = wire::response_schema<SessionView>();
  route.body_bytes_max = limits::people_body_bytes_max;
  route.knows_session = true;
  route.handle = [begin](Request request, Reply reply) {
    if (auto refusal = refuse_form(request)) return reply(std::move(*refusal));
    auto order = wire::read_json<Order>(request.body);
    request.body.clear();
    if (!order) return reply(wire::problem_response(order.error()));
    begin(std::move(*order), request, std::move(reply));
  };
  return route;
}

Route sign_in_route(Reception& reception) {
  return opening_route<SignIn>(
      "/api/sign-in",
      "Signs a member in. 401 for unknown members and wrong passwords alike; 429 with Retry-After "
      "after too many attempts.",
      [&reception](SignIn order, const Request& request, Reply reply) {
        if (auto refusal = reception.refuse(request, order.member))
          return reply(std::move(*refusal));
        auto act = act_of(request);
        const auto opened = [&reception, request, member = order.member,
                             reply = std::move(reply)](const Result<Opened>& opened) {
          // What found no place in the queue was no guess either.
          if (opened || opened.error().code == ProblemCode::too_many)
            reception.give_back(request, member);
          if (!opened) return reply(wire::problem_response(opened.error()));
          reply(answer_opened(reception, *opened));
        };
        reception.desk.sign_in(std::move(order), std::move(act), opened);
      });
}

Route one_click_route(Reception& reception) {
  return opening_route<OneClick>(
      "/api/sign-in/one-click",
      "Signs a member of the demo in without a password; 404 unless the server was started so.",
      [&reception](OneClick order, const Request& request, Reply reply) {
        const auto& allowed = reception.options.one_click;
        if (std::find(allowed.begin(), allowed.end(), order.member) == allowed.end())
          return reply(wire::problem_response(
              {ProblemCode::not_found, "Nobody signs in here without a password.", {}}));
        if (auto refusal = reception.refuse(request, "")) return reply(std::move(*refusal));
        reception.desk.sign_in_as(
            std::move(order.member), act_of(request),
            [&reception, reply = std::move(reply)](const Result<Opened>& opened) {
              if (!opened) return reply(wire::problem_response(opened.error()));
              reply(answer_opened(reception, *opened));
            });
      });
}

Route first_start_route(Reception& reception) {
  return opening_route<FirstStart>(
      "/api/first-start",
      "Makes the owner's password with the admin key and signs the owner in; once only.",
      [&reception](FirstStart order, const Request& request, Reply reply) {
        if (auto refusal = reception.refuse(request, "")) return reply(std::move(*refusal));
        reception.desk.first_start(
            std::move(order), act_of(request),
            [&reception, reply = std::move(reply)](const Result<Opened>& opened) {
              if (!opened) return reply(wire::problem_response(opened.error()));
              reply(answer_opened(reception, *opened));
            });
      });
}

Route session_route(const Reception& reception) {
  Route route;
  route.pattern = "/api/session";
  route.sentence = "Who is signed in, and how to sign in; needs no key.";
  route.response_schema = wire::response_schema<SessionView>();
  route.knows_session = true;
  route.handle = [&reception](const Request& request, const Reply& reply) {
    const auto known = reception.desk.roster().member(request.caller.member);
    if (request.session.empty() || !known) return reply(answer(nobody_view(reception)));
    reply(answer(open_view(reception, known->member, request.csrf)));
  };
  return route;
}

Route ending_route(Reception& reception, bool everywhere) {
  Route route{.method = Method::post,
              .pattern = everywhere ? "/api/sign-out-everywhere" : "/api/sign-out",
              .needs = Access::member};
  route.sentence = everywhere ? "Ends all sessions of whoever is signed in." : "Ends this session.";
  route.request_schema = boost::json::object{{"type", "object"}};
  route.response_schema = wire::response_schema<SessionView>();
  route.body_bytes_max = limits::people_body_bytes_max;
  route.handle = [&reception, everywhere](const Request& request, Reply reply) {
    if (request.session.empty())
      return reply(wire::problem_response(bad_request("A key has no session to sign out of.")));
    const auto ended = [&reception, reply = std::move(reply)](const Result<void>& done) {
      reply(done ? answer_ended(reception) : wire::problem_response(done.error()));
    };
    if (everywhere)
      reception.desk.sign_out_everywhere(request.caller.member, act_of(request), ended);
    else reception.desk.sign_out(act_of(request), ended);
  };
  return route;
}

}  // namespace

wire::Routes session_routes(Reception& reception) {
  wire::Routes routes;
  routes.push_back(session_route(reception));
  routes.push_back(first_start_route(reception));
  routes.push_back(sign_in_route(reception));
  routes.push_back(one_click_route(reception));
  routes.push_back(ending_route(reception, false));
  routes.push_back(ending_route(reception, true));
  return routes;
}

}  // namespace spotter::people
