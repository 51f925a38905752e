#include "parts/live/analyse/analysis_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parts/live/analyse/stream_text.hpp"

namespace spotter::live {

namespace {

constexpr std::size_t shown_max = 20;
// From here on the interval is about a tenth wider than it had to be (statistics section 2.3).
constexpr double tuning_far_off = 10;

std::string lines_text(const std::vector<std::uint64_t>& lines, std::uint64_t rows) {
  constexpr std::size_t named_max = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), named_max); ++i)
    text += fmt::format("{}{}", i ? ", " : "", lines[i]);
  return rows > named_max ? text + ", …" : text;
}

std::string read_text(const Analysis& analysis) {
  std::string columns;
  for (const auto& [role, name] : analysis.columns) {
    const auto both = role == name ? role : fmt::format("{} from {}", role, name);
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", both);
  }
  auto text = fmt::format(
      "Read {} rows, {}: {}.\n", count_text(analysis.rows),
      analysis.layout == "arm_rows" ? "each one arm" : "each both arms at one look", columns);
  for (const auto& each : analysis.left_out)
    text += fmt::format("Left out, {}: {} row{} (line {})\n", each.reason, count_text(each.rows),
                        each.rows == 1 ? "" : "s", lines_text(each.lines, each.rows));
  return text;
}

// What people want to see first: what we call, then what only peeking would have called.
int rank(const StreamAnalysis& stream) {
  if (stream.always_valid.excludes_zero.called) return 0;
  return stream.peeking.called ? 1 : 2;
}

std::string streams_text(const Analysis& analysis, Detail detail) {
  std::vector<const StreamAnalysis*> shown;
  for (const auto& stream : analysis.streams) shown.push_back(&stream);
  if (detail == Detail::some && shown.size() > shown_max) {
    std::stable_sort(shown.begin(), shown.end(),
                     [](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
    shown.resize(shown_max);
  }
  std::string text;
  for (const auto* stream : shown) text += stream_text(*stream) + "\n";
  if (shown.size() < analysis.streams.size())
    text += fmt::format("… and {} more comparisons, shown with --all.\n\n",
                        count_text(analysis.streams.size() - shown.size()));
  return text;
}

template <class Item, class Text, class Is>
std::string list_text(const std::vector<Item>& items, Detail detail, Text text_of, Is is_notable) {
  std::string text;
  const bool few = detail == Detail::all || items.size() <= shown_max;
  std::size_t notable = 0;
  for (const auto& item : items) {
    if (!few && !is_notable(item)) continue;
    if (few || ++notable <= shown_max) text += text_of(item);
  }
  if (notable > shown_max)
    text += fmt::format("… and {} more such, shown with --all.\n", count_text(notable - shown_max));
  return text.empty() ? text : text + "\n";
}

std::string share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "0";
  return fmt::format("{} of {} ({:.1f} %)", count_text(part), count_text(whole),
                     100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string called_text(const AnalysisSummary& summary) {
  const auto looked_at = summary.streams - summary.streams_without_look;
  const auto line = [&](const char* method, std::uint64_t called) {
    return fmt::format("  {:<46}{}\n", method, share_of(called, looked_at));
  };
  return "A difference was called, at any look unless said otherwise, by\n" +
         line("the always-valid interval (what we say)", summary.called_always_valid) +
         line("naive peeking at |t| > 1.96", summary.called_peeking) +
         line("one planned look at the end (Welch, p < .05)", summary.called_fixed_horizon) +
         line("as GrowthBook computes it (tuning 5,000)", summary.called_as_growthbook) +
         line("mSPRT (p < .05)", summary.called_msprt);
}

std::string splits_summary(const AnalysisSummary& summary) {
  return fmt::format(
      "Sample ratio not as expected: {}. Chi-square at the last look: p < .01 in {}, p < .001 in "
      "{}.\n",
      share_of(summary.split_mismatches, summary.splits), count_text(summary.split_p_below_01),
      count_text(summary.split_p_below_001));
}

std::string arms_summary(const AnalysisSummary& summary) {
  auto text = fmt::format("{} units, {} conversions. Chi-square over all arms, p < .05: {}.\n",
                          count_text(summary.units), count_text(*summary.conversions),
                          share_of(summary.arms_p_below_05, summary.arms_tests));
  if (summary.arms_tests_undefined > 0)
    text += fmt::format(
        "{} experiment{} without that test: nobody or everybody converted, or an arm is missing.\n",
        count_text(summary.arms_tests_undefined), summary.arms_tests_undefined == 1 ? "" : "s");
  return text;
}

// An interval that is tuned for another size is valid, but wider than it had to be.
std::string tuning_text(const Analysis& analysis) {
  std::vector<double> sizes;
  for (const auto& stream : analysis.streams) {
    if (stream.effective_size) sizes.push_back(*stream.effective_size);
  }
  if (sizes.empty()) return {};
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  const double ratio = *middle / analysis.tau_opt;
  if (ratio < tuning_far_off && ratio > 1 / tuning_far_off) return {};
  return fmt::format(
      "The interval is tuned for an effective size of {:.0f}; here the median is {:.0f}. Had it "
      "been tuned for that before the start (tau_opt), it would be narrower.\n",
      analysis.tau_opt, *middle);
}

std::string summary_text(const Analysis& analysis) {
  const auto& summary = analysis.summary;
  auto text = fmt::format("Summary: {} comparison{} of a treatment arm with control\n",
                          count_text(summary.streams), summary.streams == 1 ? "" : "s");
  if (summary.streams_without_look > 0)
    text += fmt::format("{} of them without a look that can be used.\n",
                        count_text(summary.streams_without_look));
  text += called_text(summary);
  if (summary.collecting > 0)
    text += fmt::format("Still collecting at the last look, without an interval: {}.\n",
                        count_text(summary.collecting));
  if (summary.unbalanced > 0)
    text += fmt::format("Arms too unequal for a decision from means: {}.\n",
                        count_text(summary.unbalanced));
  text += splits_summary(summary);
  if (summary.conversions) text += arms_summary(summary);
  return text + tuning_text(analysis);
}

}  // namespace

std::string analysis_text(const Analysis& analysis, Detail detail) {
  auto text = read_text(analysis) + "\n" + streams_text(analysis, detail);
  text += list_text(analysis.arms, detail, arms_text,
                    [](const ArmsAnalysis& arms) { return !arms.p.has_value(); });
  text += list_text(analysis.splits, detail, split_text,
                    [](const SplitAnalysis& split) { return split.state == SplitState::mismatch; });
  return text + summary_text(analysis);
}

}  // namespace spotter::live
