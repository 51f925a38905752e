// Starts recounts, one at a time, and keeps what they came to.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/executor.hpp"
#include "parts/live/act/loop.hpp"
#include "parts/live/recount/figures.hpp"

namespace spotter::limits {
inline constexpr std::size_t recount_differences_max = 1'000;
}
namespace spotter::live {

enum class RecountState { running, done, failed };
BOOST_DESCRIBE_ENUM(RecountState, running, done, failed)

/// A recount, under way or finished.
struct RecountView {
  std::string launch;
  RecountState state = RecountState::running;
  Sequence sequence = 0;
  Sequence read = 0;
  std::uint64_t figures = 0;
  std::uint64_t differing = 0;
  std::vector<Difference> differences;
  std::optional<std::string> problem;
};
SPOTTER_DESCRIBE(
    RecountView,
    (launch, required,
     "The launch's key.")(state, required,
                          "running; done: compared; failed: the log could not be read.")(
        sequence, required,
        "Results and recount are those after this log record.")(read, required,
                                                                "How far the log has been read.")(
        figures, required, "How many figures were compared.")(differing, required,
                                                              "How many of them differ.")(
        differences, required,
        "Those, by name; at most 1,000.")(problem, required, "Why it failed; null: it did not."))

/// Takes one record of the event log.
using VisitRecord = std::function<Result<void>(Sequence, RecordKind, std::string_view)>;
/// Reads the event log from its first record to the newest durable one; stops at the first problem
/// of the visit. Any thread.
using ReadRecords = std::function<Result<void>(const VisitRecord&)>;

/// What a desk works with. All outlive it; `loop` is touched on `loop_thread` only.
struct RecountNeeds {
  Executor& loop_thread;
  Loop& loop;
  Executor& recount_thread;  ///< its own: a recount takes as long as a replay
  ReadRecords read_records;
  const Agreements* agreements = nullptr;  ///< asked for fresh ones only; null: there are none
};

/// Compares a launch's results at one frozen record with a recount of the log up to it. The loop
/// only hands out a copy of its figures between two records; the log is read on another thread,
/// beside everything else. Its executors must have run or dropped all tasks before it is destroyed.
class RecountDesk {
 public:
  explicit RecountDesk(RecountNeeds needs) : needs_(std::move(needs)) {}

  RecountDesk(const RecountDesk&) = delete;
  RecountDesk& operator=(const RecountDesk&) = delete;

  /// Starts a recount; `started` runs on any thread, once. too_many while another one runs,
  /// not_found if there is no such launch. Any thread.
  void start(const std::string& launch, std::function<void(Result<RecountView>)> started);
  /// The last recount of the launch; not_found if there was none since the program started. Any
  /// thread.
  Result<RecountView> last(const std::string& launch) const;
  /// Ends what is under way at the next record, and starts nothing any more. Any thread.
  void stop() { stopping_ = true; }

 private:
  Result<RecountView> freeze(const std::string& launch, Figures& streaming);
  void run(const std::string& launch, Sequence through, const Figures& streaming);
  Result<Figures> recount(const std::string& launch, Sequence through);

  // constant after construction
  const RecountNeeds needs_;
  // atomic
  std::atomic<bool> running_ = false;
  std::atomic<bool> stopping_ = false;
  std::atomic<Sequence> read_ = 0;
  // guarded by mutex_
  mutable std::mutex mutex_;
  std::map<std::string, RecountView> last_;
};

}  // namespace spotter::live
