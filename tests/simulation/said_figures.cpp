#include "simulation/said_figures.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace spotter::simulation {

namespace json = boost::json;

namespace {

std::uint64_t whole(const json::value& number) { return number.to_number<std::uint64_t>(); }

std::uint64_t whole_of(const json::object& object, const char* name) {
  return whole(object.at(name));
}

std::string said_text(const json::object& object, const char* name) {
  return std::string(object.at(name).as_string());
}

void put_said(live::Figures& figures, const std::string& name, const json::value& number) {
  live::put_number(figures, name,
                   number.is_null() ? std::nullopt : std::optional(number.to_number<double>()));
}

void put_arm(live::Figures& said, const json::object& arm) {
  const auto here = "arms/" + said_text(arm, "key") + "/";
  live::put_count(said, here + "units", whole_of(arm, "units"));
  for (const auto& [metric, values] : arm.at("metrics").as_object()) {
    const auto at = here + std::string(metric) + "/";
    live::put_count(said, at + "count", whole(values.at("count")));
    put_said(said, at + "mean", values.at("mean"));
  }
}

void put_rollback(live::Figures& said, const json::object& rollback) {
  put_said(said, "rollback/log_e", rollback.at("log_e"));
  live::put(said, "rollback/state", said_text(rollback, "state"));
  const auto& crossings = rollback.at("crossings").as_array();
  live::put_count(said, "rollback/crossings", crossings.size());
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    const auto& crossing = crossings[i].as_object();
    const auto here = fmt::format("rollback/crossings/{}/", i + 1);
    for (const auto* name : {"state", "cause", "message_id"})
      live::put(said, here + name, said_text(crossing, name));
    live::put_count(said, here + "sequence", whole_of(crossing, "sequence"));
    put_said(said, here + "log_e", crossing.at("log_e"));
  }
}

}  // namespace

live::Figures figures_said(const json::object& results) {
  live::Figures said;
  live::put(said, "state", said_text(results, "state"));
  for (const auto& arm : results.at("arms").as_array()) put_arm(said, arm.as_object());
  put_rollback(said, results.at("rollback").as_object());
  const auto& ratio = results.at("sample_ratio").as_object();
  put_said(said, "sample_ratio/log_bayes_factor", ratio.at("log_bayes_factor"));
  live::put(said, "sample_ratio/state", said_text(ratio, "state"));
  for (const auto* name : {"multiple_exposure", "late", "waiting", "outside_window", "unusable"})
    live::put_count(said, name, whole_of(results, name));
  return said;
}

}  // namespace spotter::simulation
