// Simulated visitors: what they do after exposure, and what they would have done in control.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "simulation/dice.hpp"

namespace spotter::evidence {

/// What the simulated launches are judged by.
enum class Measure { errors, signups, revenue };
inline constexpr std::size_t measures = 3;

/// No visitor's revenue counts beyond this, in EUR.
inline constexpr double revenue_cap = 500;

/// Shares of visitors in control.
struct Mix {
  double errors = 0.02;
  double signups = 0.05;
  double buyers = 0.03;       ///< of all; of those who sign up 30 % buy
  double seen_in_both = 0;    ///< shown the other arm later: excluded
  double orders_again = 0.4;  ///< chance of one more order after each order
  Duration between_exposures = std::chrono::seconds(1);  ///< mean
};

/// What treatment does to its visitors.
struct Harm {
  double errors_added = 0;  ///< share of those without an error in control who get one
  double signups_lost = 0;  ///< share of those who sign up in control
  double revenue_lost = 0;  ///< share of each order's value
};

/// Something a visitor does; nothing in `is` or `without`: it does not happen there.
struct Act {
  Duration after{};  ///< its exposure
  Measure measure = Measure::errors;
  std::optional<double> is;
  std::optional<double> without;  ///< had the visitor been in control
};

/// A visitor's acts in order of time. Errors come three to a failing visitor within a minute, the
/// sign-up within minutes, orders over hours: log-normal values, as many as the visitor likes.
std::vector<Act> acts_of(const Mix& mix, const Harm& harm, simulation::Dice& dice);

/// Harm by measure: failing units too many, converted units too few, revenue lost (capped, EUR).
using HarmByMeasure = std::array<double, measures>;

/// What the launch has done to a visitor by `age`.
HarmByMeasure harm_by(const std::vector<Act>& acts, Duration age);

}  // namespace spotter::evidence
