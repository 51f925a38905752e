// Members: the list, making one, changing one.
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

struct MemberView {
  std::string key;
  std::string name;
  std::string department;
  std::optional<wire::Side> side;
  bool may_administer = false;
  bool has_password = false;
};
SPOTTER_DESCRIBE(MemberView,
                 (key, required, "What the member signs in as.")(name, required,
                                                                 "What people call them.")(
                     department, required,
                     "The key of their department.")(side, required,
                                                     "The department's side; null: of neither.")(
                     may_administer, required, "Whether they manage members, keys and settings.")(
                     has_password, required, "Whether they can sign in with a password."))

struct MemberList {
  std::vector<MemberView> members;
  std::vector<Department> departments;
};
SPOTTER_DESCRIBE(MemberList,
                 (members, required, "In the order of their keys.")(departments, required,
                                                                    "Those of the company."))

MemberView view_of(const Roster& roster, const KeptMember& kept) {
  const auto& member = kept.member;
  const auto department = roster.department(member.department);
  return {member.key,
          member.name,
          member.department,
          department ? department->side : std::nullopt,
          member.may_administer,
          kept.has_password};
}

template <class T>
Response json_response(const T& view) {
  Response response;
  response.body = wire::to_json_text(view);
  return response;
}

PeopleDesk::Done<KeptMember> answer(const Reception& reception, Reply reply) {
  return [&reception, reply = std::move(reply)](const Result<KeptMember>& kept) {
    if (!kept) return reply(wire::problem_response(kept.error()));
    reply(json_response(view_of(reception.desk.roster(), *kept)));
  };
}

Route list_route(const Reception& reception) {
  Route route{.method = Method::get, .pattern = "/api/members", .needs = Access::member};
  route.sentence = "All members and departments.";
  route.response_schema = wire::response_schema<MemberList>();
  route.handle = [&reception](const Request&, const Reply& reply) {
    const auto& roster = reception.desk.roster();
    MemberList list;
    for (const auto& kept : roster.members()) list.members.push_back(view_of(roster, kept));
    list.departments = roster.departments();
    reply(json_response(list));
  };
  return route;
}

Route make_route(Reception& reception) {
  Route route{.method = Method::post, .pattern = "/api/members", .needs = Access::admin};
  route.sentence = "Makes a member.";
  route.request_schema = wire::request_schema<MemberOrder>();
  route.response_schema = wire::response_schema<MemberView>();
  route.body_bytes_max = limits::people_body_bytes_max;
  route.handle = [&reception](const Request& request, Reply reply) {
    auto order = wire::read_json<MemberOrder>(request.body);
    if (!order) return reply(wire::problem_response(order.error()));
    reception.desk.make_member(std::move(*order), act_of(request),
                               answer(reception, std::move(reply)));
  };
  return route;
}

Route change_route(Reception& reception) {
  Route route{.method = Method::post, .pattern = "/api/members/{key}", .needs = Access::member};
  route.sentence =
      "Changes a member. Administrators change everybody; a member changes their own password, "
      "with "
      "the old one. A password set ends the member's other sessions.";
  route.request_schema = wire::request_schema<MemberChange>();
  route.response_schema = wire::response_schema<MemberView>();
  route.body_bytes_max = limits::people_body_bytes_max;
  route.handle = [&reception](const Request& request, Reply reply) {
    auto change = wire::read_json<MemberChange>(request.body);
    if (!change) return reply(wire::problem_response(change.error()));
    const std::string key(request.parameter("key"));
    if (const auto may = may_change(request.caller, key, *change); !may)
      return reply(wire::problem_response(may.error()));
    // The old password can be guessed here as well as at the sign-in.
    if (change->old_password) {
      if (auto refusal = reception.refuse(request, key)) return reply(std::move(*refusal));
    }
    reception.desk.change_member(key, std::move(*change), act_of(request),
                                 answer(reception, std::move(reply)));
  };
  return route;
}

}  // namespace

wire::Routes member_routes(Reception& reception) {
  wire::Routes routes;
  routes.push_back(list_route(reception));
  routes.push_back(make_route(reception));
  routes.push_back(change_route(reception));
  return routes;
}

}  // namespace spotter::people
