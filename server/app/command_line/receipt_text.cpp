#include "app/command_line/receipt_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"

namespace spotter::app {

std::string receipt_text(const boost::json::value& receipt) {
  std::string text =
      fmt::format("{} ({})\n\nIn marketing's words\n{}\n\nIn IT's words\n{}\n",
                  text_at(receipt, "name"), text_at(receipt, "state"),
                  text_at(receipt, "in_marketing_words"), text_at(receipt, "in_it_words"));
  const auto& next = list_at(receipt, "next");
  if (!next.empty()) text += "\nWhat comes next\n";
  for (const auto& sentence : next) {
    if (sentence.is_string())
      text += fmt::format("- {}\n", std::string_view(sentence.get_string()));
  }
  return text;
}

}  // namespace spotter::app
