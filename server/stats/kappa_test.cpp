#include "stats/kappa.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

TEST(Kappa, AgreesWithTheDocument) {
  EXPECT_NEAR(mixture_kappa(1250, 0.05), 1250 / 7.936, 0.02);
  EXPECT_NEAR(mixture_kappa(100, 0.05), 12.60056097925634, 1e-12);
}

TEST(Kappa, IsProportionalToTheTime) {
  EXPECT_DOUBLE_EQ(mixture_kappa(3000, 0.01), 3 * mixture_kappa(1000, 0.01));
}

TEST(Kappa, RefusesWhatIsNoLevel) {
  EXPECT_THROW(mixture_kappa(0, 0.05), BrokenInvariant);
  EXPECT_THROW(mixture_kappa(10, 0), BrokenInvariant);
  EXPECT_THROW(mixture_kappa(10, 1), BrokenInvariant);
  EXPECT_THROW(mixture_kappa(10, std::nan("")), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
