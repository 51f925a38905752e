#include "evidence/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spotter::evidence {
namespace {

constexpr double document_runs = 300;
constexpr double standard_errors = 3;

std::string text_of(const Percent& percent) {
  if (percent.low == percent.high) return fmt::format("{} %", percent.low);
  if (percent.low == 0) return fmt::format("at most {} %", percent.high);
  return fmt::format("{}-{} %", percent.low, percent.high);
}

std::string text_of(double visitors) {
  return std::isinf(visitors) ? "never" : fmt::format("{:.0f}", visitors);
}

}  // namespace

Figure share_of_runs(Method method, std::uint64_t alarms, const Settings& settings,
                     const std::optional<Percent>& document) {
  const double runs = static_cast<double>(settings.runs);
  const double here = static_cast<double>(alarms) / runs;
  std::string text = fmt::format("{:.1f} %", 100 * here);
  if (!document) return {std::move(method), std::move(text), "-", true};
  const double there = std::clamp(here, document->low / 100, document->high / 100);
  // One alarm and one run without are added, so that 0 of 300 has an error too (Agresti).
  const double both =
      (static_cast<double>(alarms) + there * document_runs + 1) / (runs + document_runs + 2);
  const double error = std::sqrt(both * (1 - both) * (1 / runs + 1 / document_runs));
  return {std::move(method), std::move(text), text_of(*document),
          std::abs(here - there) <= standard_errors * error};
}

Figure median_of_runs(Method method, std::vector<double> visitors, double document) {
  std::sort(visitors.begin(), visitors.end());
  const double runs = static_cast<double>(visitors.size());
  const double reach = standard_errors * std::sqrt(runs) / 2 * std::sqrt(1 + runs / document_runs);
  const auto at = [&](double rank) {
    return visitors[static_cast<std::size_t>(std::clamp(rank, 0.0, runs - 1))];
  };
  const double middle = (runs - 1) / 2;
  const bool agrees = at(middle - reach) <= document && document <= at(middle + reach);
  return {std::move(method), text_of(at(middle)), text_of(document), agrees};
}

}  // namespace spotter::evidence
