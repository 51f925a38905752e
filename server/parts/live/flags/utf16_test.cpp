#include "parts/live/flags/utf16.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(Utf16, SurrogatesForWhatIsAboveFfff) {
  EXPECT_EQ(to_utf16("aé日😀"), u"aé日😀");
  EXPECT_EQ(to_utf16("😀").size(), 2U);
  EXPECT_EQ(to_utf16(""), u"");
}

TEST(Utf16, WhatIsNoUtf8IsReplaced) {
  EXPECT_EQ(to_utf16("a\xff"), u"a\ufffd");
  EXPECT_EQ(to_utf16("\xc3"), u"\ufffd");
  EXPECT_EQ(to_utf16("\xed\xa0\x80").front(), u'\ufffd');  // a surrogate
  EXPECT_EQ(to_utf16("\xc0\xaf").front(), u'\ufffd');      // overlong
  EXPECT_EQ(to_utf16("\xf5\x80\x80\x80").front(), u'\ufffd');
}

TEST(Utf16, RoundTrip) {
  for (const char32_t c : {U'\u0001', U'\u007f', U'\u0080', U'\u07ff', U'\u0800', U'\uffff',
                           U'\U00010000', U'\U0010ffff'}) {
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(text, at), c);
    EXPECT_EQ(at, text.size());
  }
}

TEST(Utf16, OrderIsByUnit) {
  EXPECT_TRUE(compare_units("a", "b") < 0);
  EXPECT_TRUE(compare_units("a", "ab") < 0);
  EXPECT_TRUE(compare_units("é", "z") > 0);
  EXPECT_TRUE(compare_units("ab", "ab") == 0);
  EXPECT_TRUE(compare_units("😀", "\uffff") < 0);  // surrogates stand before U+E000
  EXPECT_TRUE(compare_units("😀", "\ue000") < 0);
  EXPECT_TRUE(compare_units("😀", "\ud7ff") > 0);
  EXPECT_TRUE(compare_units("\ue000", "\uffff") < 0);
  EXPECT_TRUE(compare_units("😀", "😁") < 0);
}

}  // namespace
}  // namespace spotter::live
