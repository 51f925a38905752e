#include "parts/launches/gate_match.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotter::launches {

namespace {

// Why one part of a rule holds; nothing: it does not.
using Why = std::optional<std::string>;

template <class T>
bool holds_one(const std::vector<T>& wanted, const T& one) {
  return std::find(wanted.begin(), wanted.end(), one) != wanted.end();
}

// ASCII letters only: "Checkout" and "checkout" are the same page type, and no locale is asked.
std::string without_capitals(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

const char* with_article(LaunchKind kind) {
  if (kind == LaunchKind::experiment) return "an experiment";
  return kind == LaunchKind::rollout ? "a rollout" : "a change";
}

const char* adjective_of(DataClass data_class) {
  switch (data_class) {
    case DataClass::none: return "no";
    case DataClass::anonymous: return "anonymous";
    case DataClass::pseudonymous: return "pseudonymous";
    case DataClass::personal: return "personal";
    case DataClass::special: return "special";
  }
  return "unknown";
}

std::string words_of(const BriefData& entry) {
  if (entry.data_class == DataClass::none) return "no data";
  return fmt::format("{} data ({})", adjective_of(entry.data_class), entry.what);
}

// At most four digits after the point, none of them a trailing zero: "12.5 %".
std::string percent_of(double part) {
  auto text = fmt::format("{:.4f}", part * 100);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return fmt::format("{} %", text);
}

Why why_kind(const GateWhen& when, const Brief& brief) {
  if (!holds_one(when.kinds, brief.kind)) return {};
  return fmt::format("It is {}.", with_article(brief.kind));
}

Why why_data(const GateWhen& when, const Brief& brief) {
  std::vector<std::string> found;
  for (const auto& entry : brief.data) {
    if (holds_one(when.data_classes, entry.data_class)) found.push_back(words_of(entry));
  }
  if (found.empty()) return {};
  return fmt::format("It touches {}.", listed(found));
}

Why why_regions(const GateWhen& when, const Brief& brief) {
  std::vector<std::string> found;
  for (const auto& region : brief.regions) {
    if (holds_one(when.regions, region)) found.push_back(region);
  }
  if (found.empty()) return {};
  return fmt::format("It reaches {}.", listed(found));
}

Why why_page_types(const GateWhen& when, const Brief& brief) {
  std::vector<std::string> wanted, found;
  for (const auto& page_type : when.page_types) wanted.push_back(without_capitals(page_type));
  for (const auto& page_type : brief.page_types) {
    if (holds_one(wanted, without_capitals(page_type))) found.push_back(page_type);
  }
  if (found.empty()) return {};
  return fmt::format("It shows on pages of type {}.", listed(found));
}

Why why_vendor(bool wanted, const Brief& brief) {
  if (brief.tools.empty()) return {};
  std::vector<std::string> of_new_vendors;
  for (const auto& tool : brief.tools) {
    if (tool.new_vendor) of_new_vendors.push_back(tool.name);
  }
  if (of_new_vendors.empty() == wanted) return {};
  if (!wanted) return "It uses tools of vendors that the company knows.";
  return fmt::format("It uses {} of a new vendor.", listed(of_new_vendors));
}

Why why_cost(const Money& over, const Brief& brief) {
  if (!brief.cost || brief.cost->amount == 0) return {};  // nothing is nothing in any currency
  if (brief.cost->currency != over.currency)
    return fmt::format("It costs {}, which cannot be compared with {}.", to_text(*brief.cost),
                       to_text(over));
  if (brief.cost->amount <= over.amount) return {};
  return fmt::format("It costs {}, more than {}.", to_text(*brief.cost), to_text(over));
}

Why why_coverage(double over, const std::optional<double>& coverage) {
  if (!coverage || !(*coverage > over)) return {};
  return fmt::format("It covers {} of the visitors, more than {}.", percent_of(*coverage),
                     percent_of(over));
}

std::vector<Why> parts_of(const GateWhen& when, const GateQuestion& question) {
  const auto& brief = question.brief;
  std::vector<Why> parts;
  if (!when.kinds.empty()) parts.push_back(why_kind(when, brief));
  if (!when.data_classes.empty()) parts.push_back(why_data(when, brief));
  if (!when.regions.empty()) parts.push_back(why_regions(when, brief));
  if (!when.page_types.empty()) parts.push_back(why_page_types(when, brief));
  if (when.new_vendor) parts.push_back(why_vendor(*when.new_vendor, brief));
  if (when.cost_over) parts.push_back(why_cost(*when.cost_over, brief));
  if (when.coverage_over) parts.push_back(why_coverage(*when.coverage_over, question.coverage));
  return parts;
}

std::set<std::string> every_field() {
  std::set<std::string> fields{"coverage"};
  for (const auto& note : spotter_field_notes(static_cast<const Brief*>(nullptr)))
    fields.emplace(note.name);
  return fields;
}

}  // namespace

std::optional<std::vector<std::string>> reasons_of(const GateWhen& when,
                                                   const GateQuestion& question) {
  const auto parts = parts_of(when, question);
  if (parts.empty()) return std::vector<std::string>{"Every launch meets this gate."};
  std::vector<std::string> reasons;
  for (const auto& part : parts) {
    if (!part) return {};
    reasons.push_back(*part);
  }
  return reasons;
}

std::set<std::string> looked_at(const GateWhen& when) {
  std::set<std::string> fields;
  if (!when.kinds.empty()) fields.insert("kind");
  if (!when.data_classes.empty()) fields.insert("data");
  if (!when.regions.empty()) fields.insert("regions");
  if (!when.page_types.empty()) fields.insert("page_types");
  if (when.new_vendor) fields.insert("tools");
  if (when.cost_over) fields.insert("cost");
  if (when.coverage_over) fields.insert("coverage");
  return fields.empty() ? every_field() : fields;
}

std::vector<std::string> protected_data(const Brief& brief) {
  std::vector<std::string> found;
  for (const auto& entry : brief.data) {
    if (entry.data_class == DataClass::personal || entry.data_class == DataClass::special)
      found.push_back(words_of(entry));
  }
  return found;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace spotter::launches
