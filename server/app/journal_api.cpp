#include "app/journal_api.hpp"

#include <fmt/format.h>

#include "journal/journal.hpp"
#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::app {

namespace {

struct VerifiedView {
  bool whole = false;
  std::optional<std::uint64_t> entries;
  std::string sentence;
};
SPOTTER_DESCRIBE(VerifiedView,
                 (whole, required,
                  "Whether every entry is as it was written, and none is missing.")(
                     entries, required, "How many there are; null if they are not whole.")(
                     sentence, required, "The same for people; names the first bad position."))

wire::Response answer(const Result<std::uint64_t>& verified) {
  if (!verified && verified.error().code != ProblemCode::corrupt)
    return wire::problem_response(verified.error());
  wire::Response response;
  response.body =
      wire::to_json_text(verified ? VerifiedView{true, *verified, whole_sentence(*verified) + "."}
                                  : VerifiedView{false, std::nullopt, verified.error().sentence});
  return response;
}

}  // namespace

std::string whole_sentence(std::uint64_t entries) {
  return fmt::format("{} {}, whole", entries, entries == 1 ? "entry" : "entries");
}

wire::Routes journal_routes(const JournalDesk& desk) {
  wire::Routes routes;
  auto& route = routes.emplace_back();
  route.pattern = "/api/journal/verify";
  route.needs = wire::Access::admin;
  route.sentence = "Checks that nobody has changed the journal: every entry, their chain, its end.";
  route.response_schema = wire::response_schema<VerifiedView>();
  route.handle = [desk](const wire::Request&, wire::Reply reply) {
    desk.state_thread.post(
        [desk, reply = std::move(reply)] { reply(answer(journal::verify(desk.database))); });
  };
  return routes;
}

}  // namespace spotter::app
