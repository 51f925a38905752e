#include "stats/welch.hpp"

#include "base/ensure.hpp"
#include "stats/student.hpp"

namespace spotter::stats {

std::optional<double> welch_degrees_of_freedom(const Moments& a, const Moments& b) {
  if (a.n < 2 || b.n < 2) return std::nullopt;
  const double a_error = *a.variance() / static_cast<double>(a.n);
  const double b_error = *b.variance() / static_cast<double>(b.n);
  const double sum = a_error + b_error;
  if (sum == 0) return std::nullopt;
  // As parts of the sum: their squares alone could underflow.
  const double a_part = a_error / sum;
  const double b_part = b_error / sum;
  return 1 / (a_part * a_part / static_cast<double>(a.n - 1) +
              b_part * b_part / static_cast<double>(b.n - 1));
}

std::optional<Welch> welch_test(const Moments& a, const Moments& b, double alpha) {
  ensure(alpha > 0 && alpha < 1, "alpha is strictly between 0 and 1");
  const std::optional<double> freedom = welch_degrees_of_freedom(a, b);
  const std::optional<MeanDifference> difference = mean_difference(a, b);
  if (!freedom || !difference) return std::nullopt;
  Welch result;
  result.difference = difference->difference;
  result.standard_error = difference->standard_error;
  result.t = result.difference / result.standard_error;
  result.degrees_of_freedom = *freedom;
  result.p = student_two_sided_p(result.t, *freedom);
  const double half_width = student_quantile(1 - alpha / 2, *freedom) * result.standard_error;
  result.interval = {result.difference - half_width, result.difference + half_width};
  return result;
}

}  // namespace spotter::stats
