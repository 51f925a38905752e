#include "parts/live/recount/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace spotter::live {

namespace {

constexpr double tolerance = 1e-9;  // semantics.md, "Exactness"
constexpr const char* undefined = "undefined";

std::string text_of(const Figure& figure) {
  return figure.number ? fmt::format("{:.17g}", *figure.number) : figure.text;
}

bool agree(const Figure& a, const Figure& b) {
  if (!a.number || !b.number) return text_of(a) == text_of(b);
  if (*a.number == *b.number) return true;
  const double size = std::max({std::abs(*a.number), std::abs(*b.number), a.scale, b.scale});
  // Written so that a number that is none, or an infinite one, never agrees.
  return std::isfinite(size) && std::abs(*a.number - *b.number) <= tolerance * size;
}

}  // namespace

std::vector<Difference> compare(const Figures& streaming, const Figures& recounted) {
  std::vector<Difference> differences;
  for (const auto& [name, figure] : streaming) {
    const auto other = recounted.find(name);
    if (other == recounted.end()) differences.push_back({name, text_of(figure), std::nullopt});
    else if (!agree(figure, other->second))
      differences.push_back({name, text_of(figure), text_of(other->second)});
  }
  for (const auto& [name, figure] : recounted) {
    if (!streaming.contains(name)) differences.push_back({name, std::nullopt, text_of(figure)});
  }
  std::sort(differences.begin(), differences.end(),
            [](const Difference& a, const Difference& b) { return a.figure < b.figure; });
  return differences;
}

void put(Figures& figures, const std::string& name, std::string text) {
  figures[name] = Figure{std::move(text), std::nullopt, 1};
}

void put_count(Figures& figures, const std::string& name, std::uint64_t count) {
  put(figures, name, std::to_string(count));
}

void put_time(Figures& figures, const std::string& name, std::optional<Instant> at) {
  put(figures, name, at ? to_rfc3339(*at) : undefined);
}

void put_number(Figures& figures, const std::string& name, std::optional<double> number,
                double scale) {
  if (!number) return put(figures, name, undefined);
  figures[name] = Figure{"", number, scale};
}

}  // namespace spotter::live
