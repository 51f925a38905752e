// Student's t distribution where its tail is too small for a double.
#pragma once

namespace spotter::stats {

/// ln P(T <= q) for Student's t with `degrees_of_freedom` > 0: good to about 1e-11, far below the
/// smallest double too. q is not NaN; -infinity gives -infinity. Any thread.
double student_log_cdf(double q, double degrees_of_freedom);

/// P(|T| >= |t|), the p value of a two-sided t test. Any thread.
double student_two_sided_p(double t, double degrees_of_freedom);

/// The q with P(T <= q) = p, 0 < p < 1. Any thread.
double student_quantile(double p, double degrees_of_freedom);

}  // namespace spotter::stats
