#include "parts/launches/brief.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.hpp"
#include "parts/launches/brief_limits.hpp"

namespace spotter::launches {

namespace {

using Wrong = std::optional<Problem>;

Wrong malformed_data_entry(const BriefData& entry, std::size_t entries, const std::string& at) {
  if (entry.data_class != DataClass::none) return malformed_word(entry.what, at + "/what");
  if (entries > 1)
    return bad_request("\"none\" says that no data are touched: it stands alone.",
                       at + "/data_class");
  return entry.what.empty() ? std::nullopt : malformed_word(entry.what, at + "/what");
}

Wrong malformed_data(const std::vector<BriefData>& data) {
  if (auto problem = malformed_count(data.size(), "/data")) return problem;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto at = fmt::format("/data/{}", i);
    if (auto problem = malformed_data_entry(data[i], data.size(), at)) return problem;
    const auto here = data.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find_if(data.begin(), here,
                     [&](const BriefData& other) { return other.what == data[i].what; }) != here)
      return bad_request(fmt::format("\"{}\" stands here twice.", data[i].what), at + "/what");
  }
  return {};
}

Wrong malformed_tools(const std::vector<BriefTool>& tools) {
  if (auto problem = malformed_count(tools.size(), "/tools")) return problem;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    const auto at = fmt::format("/tools/{}/name", i);
    if (auto problem = malformed_word(tools[i].name, at)) return problem;
    const auto here = tools.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find_if(tools.begin(), here,
                     [&](const BriefTool& other) { return other.name == tools[i].name; }) != here)
      return bad_request(fmt::format("\"{}\" stands here twice.", tools[i].name), at);
  }
  return {};
}

Wrong malformed_date(const std::optional<std::string>& date, const char* pointer) {
  if (!date || date_of(*date)) return {};
  return bad_request("This must be a day of the calendar, written as 2026-03-01.", pointer);
}

Wrong malformed_dates(const Brief& brief) {
  if (auto problem = malformed_date(brief.starts_on, "/starts_on")) return problem;
  if (auto problem = malformed_date(brief.ends_on, "/ends_on")) return problem;
  if (auto problem = malformed_date(brief.kill_on, "/kill_on")) return problem;
  if (!brief.starts_on) return {};
  if (brief.ends_on && *brief.ends_on < *brief.starts_on)
    return bad_request("A launch ends on the day it starts, or later.", "/ends_on");
  if (brief.kill_on && *brief.kill_on < *brief.starts_on)
    return bad_request("The kill date is the day of the start, or later.", "/kill_on");
  return {};
}

bool says_something(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") != std::string::npos;
}

// One thing that a brief says or does not say.
struct Said {
  const char* field;
  int weight;
  bool is_there;
  const char* sentence;
};

std::vector<Said> said_by_every_kind(const Brief& brief) {
  return {
      {"purpose", 20, says_something(brief.purpose), "Say what the launch is for."},
      {"who_benefits", 10, says_something(brief.who_benefits), "Say who is better off with it."},
      {"outcome", 20, says_something(brief.outcome),
       "Say what shall come of it, and how that is measured."},
      {"data", 15, !brief.data.empty(),
       "Say which data it touches and of which class; \"none\" if it touches none."},
      {"regions", 10, !brief.regions.empty(), "Say which countries it reaches."},
      {"cost", 5, brief.cost.has_value(), "Say what it costs; 0 if nothing."},
      {"starts_on", 5, brief.starts_on.has_value(), "Say on which day it shall start."},
  };
}

std::vector<Said> said(const Brief& brief) {
  auto all = said_by_every_kind(brief);
  if (brief.kind == LaunchKind::change) return all;
  all.push_back(
      {"page_types", 5, !brief.page_types.empty(), "Say on which kinds of pages it shows."});
  if (brief.kind == LaunchKind::experiment)
    all.push_back(
        {"ends_on", 5, brief.ends_on.has_value(), "Say until which day the experiment shall run."});
  all.push_back({"kill_on", 5, brief.kill_on.has_value(),
                 "Say on which day it is taken away unless somebody decides otherwise."});
  return all;
}

}  // namespace

std::optional<Problem> malformed(const Brief& brief) {
  if (auto problem = malformed_text(brief.purpose, "/purpose")) return problem;
  if (auto problem = malformed_text(brief.who_benefits, "/who_benefits")) return problem;
  if (auto problem = malformed_text(brief.outcome, "/outcome")) return problem;
  if (auto problem = malformed_data(brief.data)) return problem;
  if (auto problem = malformed_tools(brief.tools)) return problem;
  if (auto problem = malformed_regions(brief.regions, "/regions")) return problem;
  if (auto problem = malformed_words(brief.page_types, "/page_types")) return problem;
  if (brief.cost) {
    if (auto problem = malformed_cost(*brief.cost, "/cost")) return problem;
  }
  return malformed_dates(brief);
}

Readiness readiness_of(const Brief& brief) {
  Readiness readiness;
  int wanted = 0, there = 0;
  for (const auto& one : said(brief)) {
    wanted += one.weight;
    if (one.is_there) there += one.weight;
    else readiness.missing.push_back({one.field, one.sentence});
  }
  readiness.percent = 100 * there / wanted;
  return readiness;
}

}  // namespace spotter::launches
