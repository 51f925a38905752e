#include "parts/live/flags/letter_case.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(LetterCase, Lower) {
  EXPECT_EQ(to_lower_case("HELLO 1"), "hello 1");
  EXPECT_EQ(to_lower_case("ÄÖÜ ẞ Ж Ⴀ 𐐀"), "äöü ß ж ⴀ 𐐨");
  EXPECT_EQ(to_lower_case("İ"), "i\u0307");
  EXPECT_EQ(to_lower_case("\u212a"), "k");
  EXPECT_EQ(to_lower_case("ßıſ日😀"), "ßıſ日😀");
}

TEST(LetterCase, FinalSigma) {
  EXPECT_EQ(to_lower_case("ΟΔΟΣ"), "οδος");
  EXPECT_EQ(to_lower_case("ΟΔΟΣ ΣΑΣ"), "οδος σας");
  EXPECT_EQ(to_lower_case("Σ"), "σ");
  EXPECT_EQ(to_lower_case("Α'Σ"), "α'ς");
  EXPECT_EQ(to_lower_case("ΑΣ'Α"), "ασ'α");
}

TEST(LetterCase, Fold) {
  EXPECT_EQ(fold_unit(u'a'), u'A');
  EXPECT_EQ(fold_unit(u'é'), u'É');
  EXPECT_EQ(fold_unit(u'ς'), u'Σ');
  EXPECT_EQ(fold_unit(u'ß'), u'ß');            // SS is two units
  EXPECT_EQ(fold_unit(u'\u017f'), u'\u017f');  // would become ASCII
  EXPECT_EQ(fold_unit(u'\u212a'), u'\u212a');
}

}  // namespace
}  // namespace spotter::live
