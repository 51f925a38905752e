#include <array>
#include <cmath>

#include "evidence/draw.hpp"
#include "evidence/looks.hpp"
#include "evidence/rows.hpp"

namespace spotter::evidence {
namespace {

constexpr std::array<double, 2> levels{0.05, 0.01};

// A guardrail at the very edge of its hypothesis, where false alarms are most frequent.
struct Guardrail {
  double (*value)(Draw&);
  double treatment_factor = 1;  ///< treatment's values are control's times this
  double control_factor = 1;    ///< of the difference tested, see mean_difference
  double harm_sign = 1;
  std::array<double, levels.size()> document;  ///< percent
};

using Alarmed = std::array<bool, levels.size()>;

Alarmed watched(const Guardrail& guardrail, Draw& draw) {
  std::array<double, levels.size()> kappas;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    kappas[i] = stats::mixture_kappa(planned_size, 2 * levels[i]);
  }
  stats::Moments treatment;
  stats::Moments control;
  Alarmed alarmed{};
  for (int visitor = 0; visitor < visitors_max; ++visitor) {
    const bool treated = draw.happens(0.5);
    const double value = guardrail.value(draw);
    if (treated) treatment.add(value * guardrail.treatment_factor);
    else control.add(value);
    const auto difference = stats::mean_difference(treatment, control, guardrail.control_factor);
    if (!difference) continue;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      // One-sided evidence is at most twice the two-sided, which is quicker to have.
      const double level = -std::log(levels[i]);
      if (alarmed[i] || stats::mean_log_e(*difference, kappas[i]) < level - 0.7) continue;
      alarmed[i] =
          stats::mean_log_e_one_sided(*difference, guardrail.harm_sign, kappas[i]) >= level;
    }
  }
  return alarmed;
}

Row row(std::string key, std::string title, const Guardrail& guardrail) {
  const auto simulate = [guardrail](const Row& self, const Settings& settings) {
    std::array<std::uint64_t, levels.size()> count{};
    for (std::uint64_t run = 0; run < settings.runs; ++run) {
      Draw draw(settings.seed, self.key, run);
      const Alarmed alarmed = watched(guardrail, draw);
      for (std::size_t i = 0; i < levels.size(); ++i) count[i] += alarmed[i];
    }
    const auto figure = [&](const char* name, std::size_t i) {
      return share_of_runs({name, true}, count[i], settings, one(guardrail.document[i]));
    };
    return std::vector<Figure>{figure("t-mixture at 5 %", 0), figure("t-mixture at 1 %", 1)};
  };
  return {std::move(key), std::move(title), simulate};
}

}  // namespace

// The document does not say how values spread; neither figure depends on it much.
std::vector<Row> mean_guardrail_rows() {
  const auto normal = [](Draw& draw) { return 100 + 50 * draw.normal(); };
  const auto latency = [](Draw& draw) { return draw.log_normal(6, 1); };
  return {
      row("mean", "mean, no effect, no margin", {normal, 1, 1, -1, {2.5, 0.3}}),
      row("mean-margin", "mean, 2 % lower at a margin of 2 %",
          {normal, 0.98, 0.98, -1, {2.6, 0.5}}),
      row("latency", "log-normal latency, no effect, no margin", {latency, 1, 1, 1, {2.8, 0.5}}),
  };
}

}  // namespace spotter::evidence
