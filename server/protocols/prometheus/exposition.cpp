#include "protocols/prometheus/exposition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::protocols {

namespace {

bool is_name(std::string_view name, bool colons) {
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (colons && c == ':');
  };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::all_of(name.begin(), name.end(), fits);
}

std::string escaped(std::string_view text, bool quotes) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') result += "\\\\";
    else if (c == '\n') result += "\\n";
    else if (c == '"' && quotes) result += "\\\"";
    else result += c;
  }
  return result;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  constexpr double exact_below = 9007199254740992.0;  // 2^53
  if (value == std::floor(value) && std::fabs(value) < exact_below)
    return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{}", value);
}

std::string labels_text(const Labels& labels) {
  if (labels.empty()) return {};
  std::string text;
  for (const auto& [name, value] : labels) {
    ensure(is_name(name, false), "a label's name is [A-Za-z_][A-Za-z0-9_]*");
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped(value, true));
  }
  return "{" + text + "}";
}

}  // namespace

ExpositionFormat exposition_format(std::string_view accept) {
  return accept.find("application/openmetrics-text") == std::string_view::npos
             ? ExpositionFormat::prometheus
             : ExpositionFormat::open_metrics;
}

void Exposition::counter(std::string_view name, std::string_view help,
                         const std::vector<Sample>& samples) {
  constexpr std::string_view ending = "_total";
  ensure(name.ends_with(ending), "a counter's name ends in _total");
  const bool open_metrics = format_ == ExpositionFormat::open_metrics;
  head(open_metrics ? name.substr(0, name.size() - ending.size()) : name, help, "counter");
  for (const auto& each : samples) sample(name, each.labels, each.value);
}

void Exposition::gauge(std::string_view name, std::string_view help,
                       const std::vector<Sample>& samples) {
  head(name, help, "gauge");
  for (const auto& each : samples) sample(name, each.labels, each.value);
}

void Exposition::histogram(std::string_view name, std::string_view help,
                           const std::vector<Histogram>& histograms) {
  head(name, help, "histogram");
  const std::string stem(name);
  for (const auto& each : histograms) {
    ensure(each.counts.size() == each.bounds.size() + 1, "one count more than bounds");
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < each.counts.size(); ++i) {
      below += each.counts[i];
      Labels labels = each.labels;
      labels.emplace_back("le", i < each.bounds.size() ? bound_text(each.bounds[i]) : "+Inf");
      sample(stem + "_bucket", labels, static_cast<double>(below));
    }
    sample(stem + "_sum", each.labels, each.sum);
    sample(stem + "_count", each.labels, static_cast<double>(below));
  }
}

void Exposition::head(std::string_view family, std::string_view help, std::string_view type) {
  ensure(is_name(family, true), "a metric's name is [A-Za-z_:][A-Za-z0-9_:]*");
  ensure(families_.emplace(family).second, "a family is written once");
  const bool quotes = format_ == ExpositionFormat::open_metrics;
  written_ +=
      fmt::format("# HELP {} {}\n# TYPE {} {}\n", family, escaped(help, quotes), family, type);
}

void Exposition::sample(std::string_view name, const Labels& labels, double value) {
  const auto series = std::string(name) + labels_text(labels);
  ensure(series_.insert(series).second, "a series is written once");
  written_ += series + " " + number_text(value) + "\n";
}

// OpenMetrics wants the canonical "1.0".
std::string Exposition::bound_text(double bound) const {
  auto text = number_text(bound);
  const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
  return whole && format_ == ExpositionFormat::open_metrics ? text + ".0" : text;
}

std::string Exposition::text() const {
  return format_ == ExpositionFormat::open_metrics ? written_ + "# EOF\n" : written_;
}

std::string_view Exposition::content_type() const {
  return format_ == ExpositionFormat::open_metrics
             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
             : "text/plain; version=0.0.4; charset=utf-8";
}

}  // namespace spotter::protocols
