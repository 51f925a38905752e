#include "app/command_line/metric_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"

namespace spotter::app {

namespace json = boost::json;

namespace {

std::string or_nobody(const std::string& owner) { return owner.empty() ? "nobody yet" : owner; }

std::string uses_words(const json::value& metric) {
  const auto& uses = list_at(metric, "uses");
  if (uses.empty()) return "no launch";
  std::string text;
  for (const auto& use : uses) {
    std::string roles;
    for (const auto& role : list_at(use, "as")) {
      if (const auto* word = role.if_string())
        roles += (roles.empty() ? "" : " and ") + std::string(*word);
    }
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", text_at(use, "launch"), roles);
  }
  const auto total = number_at(metric, "uses_total").value_or(0);
  const auto more = total - static_cast<double>(uses.size());
  return more > 0 ? fmt::format("{} and {} more", text, number_text(more, 0)) : text;
}

}  // namespace

std::string owners_words(const json::value& owners) {
  return fmt::format("marketing: {}, IT: {}", or_nobody(text_at(owners, "marketing")),
                     or_nobody(text_at(owners, "it")));
}

std::string metrics_text(const json::value& list) {
  const auto& metrics = list_at(list, "metrics");
  if (metrics.empty()) return "No metric is defined yet: spotter apply brings them.\n";
  std::string text;
  for (const auto& metric : metrics) {
    const auto& card = at(metric, "card");
    text += fmt::format("{}{}: {}\n", text.empty() ? "" : "\n", text_at(card, "key"),
                        text_at(card, "name"));
    for (const auto& [label, words] : {std::pair("marketing", text_at(card, "in_marketing_words")),
                                       std::pair("IT", text_at(card, "in_it_words"))}) {
      if (!words.empty()) text += fmt::format("  {:<10} {}\n", label, words);
    }
    text += fmt::format("  {:<10} {}; {} is better\n", "formula", text_at(metric, "formula"),
                        text_at(card, "better") == "up" ? "more" : "less");
    text += fmt::format("  {:<10} {}\n", "owners", owners_words(at(card, "owners")));
    text += fmt::format("  {:<10} {}\n", "used by", uses_words(metric));
  }
  const auto more = number_at(list, "total").value_or(0) - static_cast<double>(metrics.size());
  if (more > 0) text += fmt::format("\nand {} more, not shown\n", number_text(more, 0));
  return text;
}

std::string owners_text(const json::value& launch) {
  std::string text;
  for (const auto& metric : list_at(launch, "metrics")) {
    const auto& owners = at(metric, "owners");
    if (text_at(owners, "marketing").empty() && text_at(owners, "it").empty()) continue;
    text += fmt::format("  {}: {}\n", text_at(metric, "key"), owners_words(owners));
  }
  return text.empty() ? text : "\nOwners\n" + text;
}

}  // namespace spotter::app
