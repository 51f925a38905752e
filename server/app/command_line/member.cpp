// spotter member add|list
#include <fmt/format.h>

#include <boost/json.hpp>
#include <iostream>

#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"

namespace spotter::app {

namespace {

std::string yes_or_no(const boost::json::value& value) {
  return value.is_bool() && value.get_bool() ? "yes" : "no";
}

}  // namespace

int run_member_add(const ServerOptions& server, const MemberAddOptions& member) {
  boost::json::object order{{"key", member.key},
                            {"name", member.name},
                            {"department", member.department},
                            {"may_administer", member.administrator}};
  if (member.password_from_input) {
    std::string password;
    if (!std::getline(std::cin, password)) return fail("There is no password on standard input.");
    if (password.ends_with('\r')) password.pop_back();
    order.emplace("password", password);
  }
  const auto reply =
      ask_server(server, wire::Method::post, "/api/members", boost::json::serialize(order));
  if (!reply) return fail(reply.error().sentence);
  say(fmt::format("{} is a member of {}", member.key, text_at(reply->value, "department")));
  return 0;
}

int run_member_list(const ServerOptions& server) {
  const auto reply = ask_server(server, wire::Method::get, "/api/members", {});
  if (!reply) return fail(reply.error().sentence);
  say(fmt::format("{:<20} {:<12} {:<14} {:<9} {}", "key", "department", "administrator", "password",
                  "name"));
  for (const auto& member : list_at(reply->value, "members")) {
    say(fmt::format("{:<20} {:<12} {:<14} {:<9} {}", text_at(member, "key"),
                    text_at(member, "department"), yes_or_no(at(member, "may_administer")),
                    yes_or_no(at(member, "has_password")), text_at(member, "name")));
  }
  return 0;
}

}  // namespace spotter::app
