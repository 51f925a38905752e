// Launches of known harm, rolled back by the judge: does the receipt's interval hold the truth?
#pragma once

#include <string>
#include <vector>

#include "evidence/judge/harmless.hpp"

namespace spotter::evidence {

/// A launch that hurts one measure.
struct HarmfulLaunch {
  std::string name;
  Plan plan;
  Measure hurt = Measure::errors;
};

/// What the launch cost, by three readings of "true".
struct Truth {
  double realised = 0;  ///< so far: each treated visitor beside itself in control
  double expected = 0;  ///< so far: its expectation, given who was exposed and when
  double at_last = 0;   ///< the expectation once these visitors have done all they will do
};

/// The loss of one receipt, of one metric or of all in money.
struct ReceiptLoss {
  double amount = 0;
  double low = 0;
  double high = 0;
  Truth truth;
  bool beyond = false;  ///< the interval reaches beyond what the exposed visitors could lose

  bool holds(double value) const { return low <= value && value <= high; }
};

/// The receipts of one kind of launch.
struct Receipts {
  std::uint64_t launches = 0;
  std::vector<double> visitors;  ///< until the rollback, both arms
  /// By measure: launches where it is counted.
  std::array<std::vector<ReceiptLoss>, measures> losses;
  std::vector<ReceiptLoss> in_money;  ///< all counted ones; minor units
};

Receipts play_harmful(const HarmfulLaunch& launch, const Launches& launches);

/// Of the measure.
inline const std::vector<ReceiptLoss>& losses_of(const Receipts& receipts, Measure measure) {
  return receipts.losses[static_cast<std::size_t>(measure)];
}

/// One of Truth's members.
using Reading = double Truth::*;

/// Receipts whose interval holds that truth.
Share coverage(const std::vector<ReceiptLoss>& losses, Reading reading);
/// Receipts whose interval reaches beyond what the exposed visitors could lose.
Share beyond(const std::vector<ReceiptLoss>& losses);
/// Mean estimate over mean truth, less 1.
double bias(const std::vector<ReceiptLoss>& losses, Reading reading);
/// Median width of the interval; 0 without receipts.
double median_width(const std::vector<ReceiptLoss>& losses);
double mean_truth(const std::vector<ReceiptLoss>& losses, Reading reading);
/// The middle one; 0 if there is none.
double median(std::vector<double> values);

/// The launches of statistics section 13 with a known loss. `alone`: only the hurt measure is
/// watched; otherwise all three are, and all are priced.
std::vector<HarmfulLaunch> harmful_launches(bool alone);

}  // namespace spotter::evidence
