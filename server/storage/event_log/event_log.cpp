#include "storage/event_log/event_log.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "storage/event_log/log_reader.hpp"

namespace spotter::storage {

namespace {

// What waiting costs at least, so that the queue is bounded in number too.
constexpr std::size_t append_bytes_min = 256;

}  // namespace

struct EventLog::Prepared {
  Append append;
  std::vector<Record> records;
};

Result<std::unique_ptr<EventLog>> EventLog::open(Disk& disk, Executor& writer,
                                                 EventLogSettings settings, Opened* report) {
  TRY(auto recovered, recover(disk, settings));
  std::unique_ptr<EventLog> log(new EventLog(disk, writer, std::move(settings), recovered));
  if (report != nullptr) {
    *report = {recovered.first, recovered.last, std::move(recovered.sentences)};
  }
  return log;
}

EventLog::EventLog(Disk& disk, Executor& writer, EventLogSettings settings,
                   const Recovered& recovered)
    : disk_(disk),
      writer_(writer),
      settings_(std::move(settings)),
      last_(recovered.last),
      tail_(disk, settings_, recovered.end) {}

Result<void> EventLog::read(Sequence from, const ReadRecord& visit) const {
  return read_records(disk_, settings_.log_folder(), {std::max<Sequence>(from, 1), last_sequence()},
                      visit);
}

bool EventLog::append(Append append) {
  ensure(append.prepare && append.done, "an append has prepare and done");
  append.offered_bytes = std::max(append.offered_bytes, append_bytes_min);
  {
    const std::lock_guard lock(mutex_);
    if (append.offered_bytes > settings_.queue_bytes_max - counts_.queued_bytes) return false;
    counts_.queued_bytes += append.offered_bytes;
    queue_.push_back(std::move(append));
    if (std::exchange(commit_posted_, true)) return true;
  }
  writer_.post([this] { commit_all(); });
  return true;
}

void EventLog::commit_all() {
  for (auto group = next_group(); !group.empty(); group = next_group()) commit(std::move(group));
}

// Empty if there is nothing to do; then the next append posts again.
std::vector<Append> EventLog::next_group() {
  const std::lock_guard lock(mutex_);
  std::vector<Append> group;
  std::size_t bytes = 0;
  while (!queue_.empty()) {
    const auto offered = queue_.front().offered_bytes;
    if (!group.empty() && bytes + offered > settings_.commit_bytes_max) break;
    bytes += offered;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  counts_.queued_bytes -= bytes;
  commit_posted_ = !group.empty();
  return group;
}

void EventLog::commit(std::vector<Append> group) {
  std::vector<Prepared> prepared;
  prepared.reserve(group.size());
  for (auto& append : group) {
    auto records = append.prepare();
    prepared.push_back({std::move(append), std::move(records)});
  }
  const auto kept = keep(prepared);
  if (!kept) {
    for (auto at = prepared.rbegin(); at != prepared.rend(); ++at) {
      if (at->append.undo) at->append.undo();
    }
  }
  // Only this thread writes last_; the records of the group end there.
  const auto last = last_sequence();
  auto next = last + 1 - (kept ? frame_.count() : 0);
  for (auto& [append, records] : prepared) {
    Committed committed{kept, 0, last, std::move(records)};
    if (kept && !committed.records.empty()) {
      committed.first = next;
      next += committed.records.size();
      committed.last = next - 1;
    }
    append.done(std::move(committed));
  }
}

Result<void> EventLog::keep(const std::vector<Prepared>& group) {
  frame_.clear();
  for (const auto& prepared : group) {
    for (const auto& record : prepared.records) frame_.add(record.kind, record.bytes);
  }
  const auto begun_before = tail_.segments_begun();
  auto kept = Result<void>{};
  // Without records there is nothing to write, but a broken log vouches for nothing.
  if (frame_.count() == 0) kept = tail_.usable();
  else {
    const auto first = last_sequence() + 1;
    kept = tail_.keep(frame_.seal(first), first);
  }
  count(kept, tail_.segments_begun() - begun_before);
  return kept;
}

void EventLog::count(const Result<void>& kept, std::uint64_t begun) {
  const std::lock_guard lock(mutex_);
  counts_.segments += begun;
  counts_.broken = !tail_.usable();
  if (!kept) ++counts_.failures;
  if (!kept || frame_.count() == 0) return;
  last_ += frame_.count();
  counts_.records += frame_.count();
  counts_.bytes += frame_.size();
  ++counts_.commits;
}

Sequence EventLog::last_sequence() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

LogCounts EventLog::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace spotter::storage
