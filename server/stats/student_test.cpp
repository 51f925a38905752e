#include "stats/student.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

struct Tail {
  double q;
  double degrees_of_freedom;
  double log_cdf;
};

// By the hypergeometric series in 40 digits.
const std::vector<Tail> tails{
    {-1, 3, -1.6321892244941225},       {-5, 10, -8.222038602718091},
    {-30, 10, -24.644886669001732},     {-30, 99, -117.59385884905108},
    {-35.9, 1000, -418.10269860669203}, {-36.1, 1000, -421.24099489059491},
    {-36.1, 1e5, -651.89516678504335},  {-100, 3, -13.718147068015281},
    {-100, 1e4, -3470.9135628836716},   {-40, 1e9, -804.60780121468585},
    {-1000, 1e6, -346581.07040144456},  {-1e10, 2, -46.744849040440859},
    {-20, 1e7, -203.91313550267048},    {-37, 1e12, -689.03058510766609},
    {-1e150, 5, -1724.6885635097208},   {-3, 1e6, -6.6077015984123064},
    {-10, 1e9, -53.231282600744098},
};

TEST(Student, LogProbabilityIsRightHoweverFarOut) {
  for (const Tail& one : tails) {
    EXPECT_NEAR(student_log_cdf(one.q, one.degrees_of_freedom), one.log_cdf,
                1e-11 * (1 + std::abs(one.log_cdf)))
        << one.q << " " << one.degrees_of_freedom;
  }
}

TEST(Student, LogProbabilityRisesThroughTheChangeOfMethod) {
  for (const double freedom : {1.0, 7.0, 250.0, 1e4, 1e8}) {
    double last = -std::numeric_limits<double>::infinity();
    for (double q = -37; q < -35; q += 1.0 / 1024) {
      const double here = student_log_cdf(q, freedom);
      EXPECT_GT(here, last) << q << " " << freedom;
      last = here;
    }
  }
}

TEST(Student, LogProbabilityAtTheEdges) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(student_log_cdf(-infinite, 5), -infinite);
  EXPECT_EQ(student_log_cdf(infinite, 5), 0);
  EXPECT_DOUBLE_EQ(student_log_cdf(0, 5), std::log(0.5));
  EXPECT_NEAR(student_log_cdf(1, 1), std::log(0.75), 1e-15);  // Cauchy
  EXPECT_THROW(student_log_cdf(std::nan(""), 5), BrokenInvariant);
  EXPECT_THROW(student_log_cdf(1, 0), BrokenInvariant);
}

TEST(Student, PValueAndQuantileBelongTogether) {
  EXPECT_NEAR(student_quantile(0.975, 10), 2.2281388519862747, 1e-13);
  EXPECT_NEAR(student_two_sided_p(2.2281388519862747, 10), 0.05, 1e-14);
  EXPECT_NEAR(student_two_sided_p(-2.2281388519862747, 10), 0.05, 1e-14);
  EXPECT_EQ(student_two_sided_p(0, 3), 1);
  EXPECT_THROW(student_quantile(1, 10), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
