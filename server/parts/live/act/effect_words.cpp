#include "parts/live/act/effect_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace spotter::live {

std::string words_for(Effect effect, const std::string& metric) {
  switch (effect) {
    case Effect::nothing: return metric.empty() ? "already exposed" : "already counted";
    case Effect::exposed: return "exposed";
    case Effect::excluded: return "excluded: seen in more than its own arm";
    case Effect::counted: return "counts for " + metric;
    case Effect::waits: return "waits for an exposure";
    case Effect::late: return "late: too many events wait";
    case Effect::outside_window: return "outside the window of " + metric;
    case Effect::unusable: return "no number for " + metric;
  }
  return "";
}

std::string name_for(const EventRecord& event) {
  switch (event.kind) {
    case EventKind::track: return event.exposure ? std::string(exposure_event_name) : event.name;
    case EventKind::identify: return "identify";
    case EventKind::page: return "page";
    case EventKind::screen: return "screen";
    case EventKind::group: return "group";
    case EventKind::alias: return "alias";
  }
  return "";
}

std::string odds(double log_e) {
  if (log_e >= std::log(1e6)) return "over 1,000,000 to 1";
  return fmt::format("{:.0f} to 1", std::exp(log_e));
}

std::string why_crossed(const Crossing& crossing, double threshold) {
  if (crossing.cause == Cause::sample_ratio)
    return fmt::format(
        "The arms' visitors are not split as they should be: {} at event {} (ln Bayes factor "
        "{:.6f}). Results are not to be trusted.",
        odds(crossing.log_e), crossing.sequence, crossing.log_e);
  return fmt::format(
      "The evidence of harm reached {} at event {}; the threshold is {:.0f} to 1 "
      "(ln e {:.6f}).",
      odds(crossing.log_e), crossing.sequence, threshold, crossing.log_e);
}

std::string done(Verb verb) {
  switch (verb) {
    case Verb::start: return "started";
    case Verb::stop: return "stopped";
    case Verb::roll_back: return "rolled back";
    case Verb::kill: return "killed";
    case Verb::pause: return "paused";
    case Verb::resume: return "resumed";
    case Verb::clear: return "amber cleared";
  }
  return "";
}

}  // namespace spotter::live
