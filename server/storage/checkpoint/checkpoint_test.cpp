#include "storage/checkpoint/checkpoint.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace spotter::storage {
namespace {

class CheckpointTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "spotter-checkpoint-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    place = {name + "/checkpoints", 3};
    folder = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  void write(Sequence sequence, const std::vector<std::string>& pieces, std::uint16_t version = 3) {
    auto writer = CheckpointWriter::create(disk, {place.folder, version}, sequence);
    ASSERT_TRUE(writer);
    for (const auto& piece : pieces) ASSERT_TRUE(writer->put(piece));
    ASSERT_TRUE(writer->finish());
  }

  std::string path(Sequence sequence) const {
    return fmt::format("{}/{:020}", place.folder, sequence);
  }

  std::vector<std::string> pieces_of(CheckpointReader reader) {
    std::vector<std::string> pieces;
    while (true) {
      auto piece = reader.next();
      EXPECT_TRUE(piece);
      if (!piece || !*piece) return pieces;
      pieces.push_back(**piece);
    }
  }

  Sequence newest(Sequence last = 1'000) {
    const auto opened = open_checkpoint(disk, place, last);
    EXPECT_TRUE(opened);
    return opened && *opened ? (*opened)->sequence() : 0;
  }

  void overwrite(Sequence sequence, std::uint64_t offset, std::uint8_t byte) {
    auto file = disk.open(path(sequence), false);
    ASSERT_TRUE(file);
    ASSERT_TRUE((*file)->write(offset, std::vector<std::uint8_t>{byte}));
  }

  std::string folder;
  PosixDisk disk;
  CheckpointPlace place;
};

TEST_F(CheckpointTest, GivesBackWhatWasWritten) {
  EXPECT_EQ(newest(), 0U) << "no folder yet";
  write(7, {"one", std::string(100'000, 'x'), std::string("\0\1", 2)});
  auto opened = open_checkpoint(disk, place, 1'000);
  ASSERT_TRUE(opened && *opened);
  EXPECT_EQ((*opened)->sequence(), 7U);
  const auto pieces = pieces_of(std::move(**opened));
  EXPECT_EQ(pieces,
            (std::vector<std::string>{"one", std::string(100'000, 'x'), std::string("\0\1", 2)}));
}

TEST_F(CheckpointTest, TheNewestTwoStay) {
  for (const Sequence sequence : {5, 10, 15}) write(sequence, {"state"});
  EXPECT_FALSE(disk.exists(path(5)));
  EXPECT_TRUE(disk.exists(path(10)));
  EXPECT_EQ(newest(), 15U);
}

TEST_F(CheckpointTest, ADamagedOneIsPassedOver) {
  for (const std::uint64_t offset : {0, 9, 17, 21, 26}) {
    write(10, {"older state"});
    write(15, {"newer state"});
    overwrite(15, offset, 0xEE);
    EXPECT_EQ(newest(), 10U) << "byte " << offset;
    ASSERT_TRUE(disk.remove(path(15)));
  }
}

TEST_F(CheckpointTest, ATornOneIsPassedOver) {
  write(10, {"older state"});
  for (std::uint64_t size = 0; size < 16 + 8 + 11 + 8; ++size) {
    write(15, {"newer state"});
    auto file = disk.open(path(15), false);
    ASSERT_TRUE((*file)->truncate(size));
    EXPECT_EQ(newest(), 10U) << size << " bytes";
  }
}

TEST_F(CheckpointTest, AnotherVersionIsNotThere) {
  write(10, {"state"}, 2);
  EXPECT_EQ(newest(), 0U);
}

TEST_F(CheckpointTest, OneBeyondTheLogIsRemoved) {
  write(10, {"state"});
  write(15, {"state"});
  EXPECT_EQ(newest(12), 10U);
  EXPECT_FALSE(disk.exists(path(15)));
}

TEST_F(CheckpointTest, WhatWasNotFinishedIsNotThereAndGoesAway) {
  {
    auto writer = CheckpointWriter::create(disk, place, 20);
    ASSERT_TRUE(writer && writer->put("half"));
  }
  EXPECT_EQ(newest(), 0U);
  write(30, {"state"});
  EXPECT_FALSE(disk.exists(path(20) + ".unfinished"));
}

}  // namespace
}  // namespace spotter::storage
