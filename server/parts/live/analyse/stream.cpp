#include "parts/live/analyse/stream.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "parts/live/analyse/analyse.hpp"
#include "parts/live/analyse/cell.hpp"
#include "stats/growthbook_difference.hpp"
#include "stats/kappa.hpp"
#include "stats/msprt.hpp"
#include "stats/relative_lift.hpp"
#include "stats/welch.hpp"

namespace spotter::live {

namespace {

// The prior of the reference figures: a lift of 1 % is usual.
constexpr double msprt_usual_lift = 0.01;
constexpr double msprt_level = 0.05;
constexpr double balanced_share_min = 0.4;
constexpr double balanced_share_max = 0.6;

bool excludes_zero(const stats::Interval& interval) {
  return interval.low > 0 || interval.high < 0;
}

// Goes through the looks of one stream once, in order.
class StreamReader {
 public:
  StreamReader(const AnalysisChoice& choice, TimeForm times, StreamAnalysis& stream)
      : kappa_(stats::mixture_kappa(choice.tau_opt, analysis_alpha)),
        grows_(choice.growing_totals),
        times_(times),
        stream_(stream) {}

  void take(const PairLook& look) {
    ++stream_.looks;
    last_ = measured(look);
    take_always_valid(last_, look.time);
    take_others(last_, look);
  }
  const stats::MeanDifference& last() const { return last_; }
  double kappa() const { return kappa_; }

 private:
  stats::MeanDifference measured(const PairLook& look) {
    const auto found = stats::mean_difference(look.treatment, look.control);
    ensure(found.has_value(), "a look has two units in both arms");
    auto difference = *found;
    if (!grows_) return difference;
    const double variance = stats::pooled_variance(look.treatment, look.control).value_or(0);
    const auto units = std::min(look.treatment.n, look.control.n);
    if (!(reference_variance_ > 0) && units >= stats::growing_reference_units)
      reference_variance_ = variance;
    if (reference_variance_ > 0)
      difference.effective_size =
          stats::growing_effective_size(difference.effective_size, variance, reference_variance_);
    return difference;
  }

  void take_always_valid(const stats::MeanDifference& difference, double time) {
    auto& shown = stream_.always_valid;
    shown.log_e = stats::mean_log_e(difference, kappa_);
    shown.log_e_max = std::max(shown.log_e_max, shown.log_e);
    const auto interval = stats::mean_interval(difference, kappa_, analysis_alpha);
    shown.low.reset();
    shown.high.reset();
    shown.state = IntervalState::collecting;
    if (!interval) return;
    shown.low = interval->low;
    shown.high = interval->high;
    shown.state = IntervalState::no_difference;
    if (!excludes_zero(*interval)) return;
    shown.state = interval->low > 0 ? IntervalState::higher : IntervalState::lower;
    note(shown.excludes_zero, time);
  }

  void take_others(const stats::MeanDifference& difference, const PairLook& look) {
    const double error = difference.standard_error;
    if (!(error > 0)) return;
    if (std::abs(difference.difference) > peeking_t * error) note(stream_.peeking, look.time);
    take_as_growthbook(look);
    auto& msprt = stream_.msprt;
    const double log_ratio =
        stats::msprt_log_ratio(difference.difference, error * error, msprt.tau_squared);
    msprt.p = std::min(msprt.p, std::exp(-log_ratio));
    if (msprt.p < msprt_level) note(msprt.p_below_05, look.time);
  }

  void take_as_growthbook(const PairLook& look) {
    auto& shown = stream_.as_growthbook;
    const auto found = stats::growthbook_sequential(
        look.treatment, look.control,
        {stats::DifferenceScale::absolute, analysis_alpha, growthbook_tuning});
    shown.half_width.reset();
    if (!found) return;
    shown.half_width = (found->interval.high - found->interval.low) / 2;
    if (excludes_zero(found->interval)) note(shown.excludes_zero, look.time);
  }

  void note(FirstCall& first, double time) { note_call(first, stream_.looks, time, times_); }

  const double kappa_;
  const bool grows_;
  const TimeForm times_;
  StreamAnalysis& stream_;
  double reference_variance_ = 0;  // 0: not frozen yet
  stats::MeanDifference last_;
};

void describe_last(StreamAnalysis& stream, const PairLook& look, TimeForm times) {
  if (times.has_times) stream.last_time = time_text(look.time, times.are_dates);
  stream.units_control = look.control.n;
  stream.units_treatment = look.treatment.n;
  stream.mean_control = look.control.mean;
  stream.mean_treatment = look.treatment.mean;
  const auto treated = static_cast<double>(look.treatment.n);
  const double share = treated / (treated + static_cast<double>(look.control.n));
  stream.unbalanced = share < balanced_share_min || share > balanced_share_max;
  if (const auto test = stats::welch_test(look.treatment, look.control, analysis_alpha))
    stream.fixed_horizon = FixedHorizon{test->t, test->degrees_of_freedom, test->p};
}

}  // namespace

void note_call(FirstCall& first, std::size_t look, double time, TimeForm times) {
  if (first.called) return;
  first.called = true;
  first.look = look;
  if (times.has_times) first.time = time_text(time, times.are_dates);
}

StreamAnalysis analyse_stream(std::span<const PairLook> looks, const AnalysisChoice& choice,
                              TimeForm times) {
  StreamAnalysis stream;
  if (looks.empty()) return stream;
  const auto& end = looks.back();
  const double usual = msprt_usual_lift * end.control.mean;
  stream.msprt.tau_squared = usual * usual;
  StreamReader reader(choice, times, stream);
  for (const auto& look : looks) reader.take(look);
  describe_last(stream, end, times);
  const auto& last = reader.last();
  stream.difference = last.difference;
  stream.standard_error = last.standard_error;
  stream.effective_size = last.effective_size;
  const auto radius = stats::t_mixture_radius(last.degrees_of_freedom, last.effective_size,
                                              reader.kappa(), analysis_alpha);
  const auto lift = stats::relative_lift(end.treatment, end.control,
                                         last.standard_error > 0 ? radius : std::nullopt);
  stream.lift.value = lift.lift;
  if (lift.interval) {
    stream.lift.low = lift.interval->low;
    stream.lift.high = lift.interval->high;
  }
  return stream;
}

}  // namespace spotter::live
