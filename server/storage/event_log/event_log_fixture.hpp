// For tests: a folder of its own, an executor that runs when told, and a log that is easy to fill.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/event_log/event_log.hpp"

namespace spotter::storage {

/// Runs what was posted when told to.
class StepExecutor final : public Executor {
 public:
  void post(Task task) override { tasks_.push_back(std::move(task)); }
  void run() {
    while (!tasks_.empty()) {
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }

 private:
  std::deque<Task> tasks_;
};

class EventLogTest : public testing::Test {
 protected:
  using Kept = std::vector<std::pair<Sequence, std::string>>;

  void SetUp() override {
    std::string name = testing::TempDir() + "spotter-log-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    settings_.data_folder = folder_;
    settings_.segment_bytes = 4096;
  }
  /// From now on segments are made ahead, whenever `reserve_` runs.
  void make_segments_ahead() { settings_.reserve = &reserve_; }
  void TearDown() override {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }

  Result<void> open(Disk& disk) {
    log_.reset();
    auto opened = EventLog::open(disk, writer_, settings_, &opened_);
    if (!opened) return failure(opened.error());
    log_ = std::move(*opened);
    return {};
  }
  Result<void> open() { return open(disk_); }

  /// Queues one append of one record of kind 7 for each text; its outcome goes to outcomes_.
  bool offer(std::vector<std::string> texts) {
    Append append;
    for (const auto& text : texts) append.offered_bytes += text.size();
    append.prepare = [texts = std::move(texts)] {
      std::vector<Record> records;
      for (const auto& text : texts) records.push_back({7, text});
      return records;
    };
    append.done = [this](Committed committed) { outcomes_.push_back(std::move(committed)); };
    return log_->append(std::move(append));
  }

  /// One append in a group of its own; true if it was kept.
  bool keep(std::vector<std::string> texts) {
    outcomes_.clear();
    if (!offer(std::move(texts))) return false;
    writer_.run();
    return outcomes_.size() == 1 && outcomes_[0].kept;
  }

  Kept read_from(Sequence from) const {
    Kept kept;
    const auto read = log_->read(from, [&](const StoredRecord& record) -> Result<void> {
      EXPECT_EQ(record.kind, 7);
      kept.emplace_back(record.sequence, std::string(record.bytes));
      return {};
    });
    EXPECT_TRUE(read) << read.error().sentence;
    return kept;
  }

  std::string log_folder() const { return settings_.log_folder(); }
  std::string segment_path(Sequence first) const {
    return log_folder() + "/" + segment_name(first);
  }
  std::vector<std::string> names_ending_in(const std::string& ending) const {
    std::vector<std::string> found;
    const auto names = disk_.list(log_folder());
    for (const auto& name : *names) {
      if (name.ends_with(ending)) found.push_back(name);
    }
    return found;
  }

  std::vector<std::uint8_t> contents(const std::string& path) { return *read_all(disk_, path); }
  void put(const std::string& path, const std::vector<std::uint8_t>& bytes) {
    auto file = disk_.open(path, true);
    ASSERT_TRUE(file && (*file)->truncate(0) && (*file)->write(0, bytes));
  }

  std::string folder_;
  EventLogSettings settings_;
  PosixDisk disk_;
  StepExecutor writer_;
  StepExecutor reserve_;
  Opened opened_;
  std::unique_ptr<EventLog> log_;
  std::vector<Committed> outcomes_;
};

}  // namespace spotter::storage
