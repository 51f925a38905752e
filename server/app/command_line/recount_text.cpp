#include "app/command_line/recount_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"

namespace spotter::app {

namespace {

std::string or_none(std::string text) { return text.empty() ? "none" : text; }

RecountText failed(std::string why) { return {false, true, {std::move(why)}}; }

}  // namespace

std::optional<RecountText> recount_text(const boost::json::value& recount) {
  const auto state = text_at(recount, "state");
  if (state == "running") return std::nullopt;
  if (state == "failed") return failed(text_at(recount, "problem"));
  if (state != "done") return failed("The server's answer is no recount.");
  const auto launch = text_at(recount, "launch");
  const auto sequence = number_text(number_at(recount, "sequence"), 0);
  const auto figures = number_text(number_at(recount, "figures"), 0);
  const auto differing = number_at(recount, "differing").value_or(0);
  if (differing == 0)
    return RecountText{false,
                       false,
                       {fmt::format("{}: all {} figures are what the event log says, up to record "
                                    "{}; no difference.",
                                    launch, figures, sequence)}};
  RecountText text{true, false, {}};
  for (const auto& one : list_at(recount, "differences")) {
    text.lines.push_back(fmt::format("{}: streaming {}, recounted {}", text_at(one, "figure"),
                                     or_none(text_at(one, "streaming")),
                                     or_none(text_at(one, "recounted"))));
  }
  text.lines.push_back(
      fmt::format("{}: {} of {} figures differ from the event log, up to record {}.", launch,
                  number_text(differing, 0), figures, sequence));
  return text;
}

}  // namespace spotter::app
