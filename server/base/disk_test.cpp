#include "base/disk.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace spotter {
namespace {

class DiskTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "spotter-disk-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string at(const std::string& name) const { return folder_ + "/" + name; }
  static mode_t mode(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
  }

  std::string folder_;
  PosixDisk disk_;
};

std::vector<std::uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

TEST_F(DiskTest, WritesAndReadsBack) {
  auto file = disk_.open(at("a"), true);
  ASSERT_TRUE(file) << file.error().sentence;
  ASSERT_TRUE((*file)->write(3, bytes("hello")));
  ASSERT_TRUE((*file)->sync());
  EXPECT_EQ((*file)->size(), 8U);
  EXPECT_EQ((*file)->read(3, 5), bytes("hello"));
  EXPECT_EQ((*file)->read(6, 100), bytes("lo")) << "fewer bytes at the end of the file";
  EXPECT_EQ((*file)->read(8, 1), bytes(""));
  EXPECT_EQ((*file)->read(0, 3), std::vector<std::uint8_t>(3, 0)) << "a gap reads as zeros";
}

TEST_F(DiskTest, WritesMoreThanOneCallTakes) {
  auto file = disk_.open(at("a"), true);
  ASSERT_TRUE(file);
  std::vector<std::uint8_t> large(5'000'000);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * 31);
  ASSERT_TRUE((*file)->write(17, large));
  EXPECT_EQ((*file)->read(17, large.size()), large);
}

TEST_F(DiskTest, TruncatesInBothDirections) {
  auto file = disk_.open(at("a"), true);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->write(0, bytes("hello")));
  ASSERT_TRUE((*file)->truncate(2));
  ASSERT_TRUE((*file)->truncate(4));
  EXPECT_EQ((*file)->read(0, 10), (std::vector<std::uint8_t>{'h', 'e', 0, 0}));
}

TEST_F(DiskTest, OnlyTheOwnerMayRead) {
  ASSERT_TRUE(disk_.make_folder(at("x/y/z")));
  ASSERT_TRUE(disk_.open(at("x/y/z/a"), true));
  EXPECT_EQ(mode(at("x/y/z/a")), 0600U);
  EXPECT_EQ(mode(at("x")), 0700U);
  EXPECT_EQ(mode(at("x/y/z")), 0700U);
}

TEST_F(DiskTest, MakingAFolderTwiceIsFine) {
  EXPECT_TRUE(disk_.make_folder(at("x")));
  EXPECT_TRUE(disk_.make_folder(at("x")));
  ASSERT_TRUE(disk_.open(at("file"), true));
  const auto made = disk_.make_folder(at("file"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ProblemCode::unavailable);
}

TEST_F(DiskTest, OpenKeepsWhatIsThere) {
  { ASSERT_TRUE((*disk_.open(at("a"), true))->write(0, bytes("kept"))); }
  const auto again = disk_.open(at("a"), true);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->read(0, 10), bytes("kept"));
}

TEST_F(DiskTest, WhatIsMissingIsNotFound) {
  EXPECT_FALSE(disk_.exists(at("a")));
  const auto opened = disk_.open(at("a"), false);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ProblemCode::not_found);
  EXPECT_NE(opened.error().sentence.find(at("a")), std::string::npos);
  EXPECT_EQ(disk_.remove(at("a")).error().code, ProblemCode::not_found);
  EXPECT_EQ(disk_.rename(at("a"), at("b")).error().code, ProblemCode::not_found);
  EXPECT_FALSE(disk_.exists(at("a")));
}

TEST_F(DiskTest, ListsNamesSorted) {
  for (const auto* name : {"b", "c", "a"}) ASSERT_TRUE(disk_.open(at(name), true));
  EXPECT_EQ(disk_.list(folder_), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(disk_.list(at("nowhere")), std::vector<std::string>{});
  EXPECT_FALSE(disk_.list(at("a"))) << "a file is not a folder";
}

TEST_F(DiskTest, RenamesAndRemoves) {
  ASSERT_TRUE(disk_.open(at("a"), true));
  ASSERT_TRUE(disk_.make_folder(at("x")));
  ASSERT_TRUE(disk_.rename(at("a"), at("x/b")));
  EXPECT_FALSE(disk_.exists(at("a")));
  EXPECT_TRUE(disk_.exists(at("x/b")));
  ASSERT_TRUE(disk_.remove(at("x/b")));
  EXPECT_FALSE(disk_.exists(at("x/b")));
}

TEST_F(DiskTest, AFullDiskIsUnavailable) {
  // The kernel's always-full device refuses every write with ENOSPC.
  auto full = disk_.open("/dev/full", false);
  if (!full) GTEST_SKIP() << "skipped: /dev/full is not here";
  const auto written = (*full)->write(0, bytes("x"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ProblemCode::unavailable);
  EXPECT_NE(written.error().sentence.find("no room left"), std::string::npos);
}

}  // namespace
}  // namespace spotter
