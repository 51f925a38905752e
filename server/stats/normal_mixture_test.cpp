#include "stats/normal_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"
#include "stats/t_mixture.hpp"

namespace spotter::stats {
namespace {

TEST(NormalMixture, IsTheLimitOfTheTMixture) {
  const double kappa = mixture_kappa(1250, 0.05);
  for (const double z : {-3.0, 0.0, 1.0, 4.5}) {
    const double tau = 2500;
    const NormalSum sum{z * std::sqrt(tau), tau};
    EXPECT_NEAR(t_mixture_log_e({z, 1e12, tau}, kappa), normal_mixture_log_e(sum, kappa), 1e-9);
    EXPECT_NEAR(t_mixture_log_e_one_sided({z, 1e12, tau}, kappa),
                normal_mixture_log_e_one_sided(sum, kappa), 1e-9);
  }
}

TEST(NormalMixture, BoundsAreWhereTheEvidenceReachesTheLevel) {
  for (const double v : {0.5, 100.0, 1e9}) {
    const double kappa = mixture_kappa(300, 0.05);
    EXPECT_NEAR(normal_mixture_log_e({normal_mixture_bound(v, kappa, 0.01), v}, kappa),
                std::log(100), 1e-9);
    const double one_sided = normal_mixture_bound_one_sided(v, kappa, 0.01);
    EXPECT_NEAR(normal_mixture_log_e_one_sided({one_sided, v}, kappa), std::log(100), 1e-9);
    EXPECT_LT(one_sided, normal_mixture_bound(v, kappa, 0.01));
  }
}

TEST(NormalMixture, StaysFiniteFarOnTheOtherSide) {
  EXPECT_LT(normal_mixture_log_e_one_sided({-1e6, 1000}, 100), 0);
  EXPECT_GT(normal_mixture_log_e_one_sided({-1e6, 1000}, 100), -30);
}

TEST(NormalMixture, RefusesWhatIsNoTime) {
  EXPECT_THROW(normal_mixture_log_e({1, -1}, 100), BrokenInvariant);
  EXPECT_THROW(normal_mixture_log_e({1, 1}, 0), BrokenInvariant);
  EXPECT_THROW(normal_mixture_bound(0, 100, 0.05), BrokenInvariant);
  EXPECT_THROW(normal_mixture_bound(1, 100, 1), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
