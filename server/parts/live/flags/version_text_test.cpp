#include "parts/live/flags/version_text.hpp"

#include "parts/live/flags/test_json.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live {
namespace {

TEST(VersionText, Padded) {
  EXPECT_EQ(padded_version("\"v1.10.0+build.5\""_json), "    1-   10-    0-~");
  EXPECT_EQ(padded_version("\"1.2.3-rc.1\""_json), "    1-    2-    3-rc-    1");
  EXPECT_EQ(padded_version("\"1.2\""_json), "    1-    2");
  EXPECT_EQ(padded_version("\"123456.1.1\""_json), "123456-    1-    1-~");
  EXPECT_EQ(padded_version("1.5"_json), "    1-    5");
  EXPECT_EQ(padded_version("\"v+x\""_json), "");
  EXPECT_EQ(padded_version("\"1+a\\nb+c\""_json), padded_version("\"1+a\\nb\""_json));
  for (const auto* text : {"null", "true", "[]", "{}", "\"\"", "0"})
    EXPECT_EQ(padded_version(json_of(text)), "    0") << text;
}

TEST(VersionText, SortsInOrder) {
  const char* versions[] = {"\"1.0.0-alpha\"", "\"1.0.0-beta\"", "\"1.0.0\"",
                            "\"1.9.0\"",       "\"1.10.0\"",     "\"v2.0.0\""};
  for (std::size_t i = 0; i + 1 < std::size(versions); ++i)
    EXPECT_TRUE(compare_units(padded_version(json_of(versions[i])),
                              padded_version(json_of(versions[i + 1]))) < 0)
        << versions[i];
}

}  // namespace
}  // namespace spotter::live
