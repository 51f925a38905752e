#include "stats/student.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// Without promotion to long double, to be the same on every processor.
using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Student = boost::math::students_t_distribution<double, Plain>;

// From here on the series below is exact to a double; Boost's probabilities are still far from
// underflow.
constexpr double asymptotic_below = -36;

// P(T <= q) = I_x(a, 1/2)/2 with a = nu/2, x = nu/(nu + q^2), and
// I_x(a, 1/2) = x^a (1-x)^(-1/2)/(a Beta(a, 1/2)) * 2F1(1, 1/2; a+1; -nu/q^2)
// (DLMF 8.17.8 and 15.8.1). For |q| > 36 the terms of 2F1 fall by (2k+1)/q^2 or faster.
double far_tail_log_cdf(double q, double degrees_of_freedom) {
  const double a = degrees_of_freedom / 2;
  const double ratio = -q / std::sqrt(degrees_of_freedom);
  const double log_one_plus = ratio > 1e8 ? 2 * std::log(ratio) : std::log1p(ratio * ratio);
  const double argument = 1 / (ratio * ratio);
  double term = 1;
  double series = 1;
  for (int k = 0; std::abs(term) > 1e-17; ++k) {
    term *= -argument * (k + 0.5) / (a + 1 + k);
    series += term;
  }
  constexpr double half_log_pi = 0.57236494292470008707;
  const double log_a_beta =
      std::log(a) + half_log_pi + std::log(boost::math::tgamma_delta_ratio(a, 0.5, Plain()));
  return std::log(series / 2) - a * log_one_plus + std::log1p(argument) / 2 - log_a_beta;
}

}  // namespace

double student_log_cdf(double q, double degrees_of_freedom) {
  ensure(!std::isnan(q), "a quantile is a number");
  ensure(degrees_of_freedom > 0 && std::isfinite(degrees_of_freedom),
         "degrees of freedom are finite and above 0");
  if (q < asymptotic_below) return far_tail_log_cdf(q, degrees_of_freedom);
  return std::log(boost::math::cdf(Student(degrees_of_freedom), q));
}

double student_two_sided_p(double t, double degrees_of_freedom) {
  ensure(!std::isnan(t), "a t statistic is a number");
  return 2 * boost::math::cdf(Student(degrees_of_freedom), -std::abs(t));
}

double student_quantile(double p, double degrees_of_freedom) {
  ensure(p > 0 && p < 1, "a probability is strictly between 0 and 1");
  return boost::math::quantile(Student(degrees_of_freedom), p);
}

}  // namespace spotter::stats
