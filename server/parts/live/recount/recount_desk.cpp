#include "parts/live/recount/recount_desk.hpp"

#include <fmt/format.h>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "parts/live/recount/recount.hpp"
#include "parts/live/recount/streaming_figures.hpp"

namespace spotter::live {

namespace {

Problem no_launch(const std::string& key) {
  return {ProblemCode::not_found, fmt::format("There is no launch \"{}\".", key), ""};
}

Problem stopped() {
  return {ProblemCode::unavailable, "The program is stopping; the recount has ended.", ""};
}

// A bug in a check ends the check, never the loop or the program.
template <class F>
auto guarded(F work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& error) {
    log_line(std::string("A recount failed: ") + error.what());
    return failure(ProblemCode::internal, "The recount failed; the server's log says why.");
  }
}

}  // namespace

void RecountDesk::start(const std::string& launch,
                        std::function<void(Result<RecountView>)> started) {
  if (running_.exchange(true))
    return started(
        failure(ProblemCode::too_many, "Another recount is under way; try again when it is done."));
  needs_.loop_thread.post([this, launch, started = std::move(started)] {
    Figures streaming;
    const auto view = guarded([&] { return freeze(launch, streaming); });
    if (!view) running_ = false;
    else
      needs_.recount_thread.post(
          [this, launch, through = view->sequence, streaming = std::move(streaming)] {
            run(launch, through, streaming);
          });
    started(view);
  });
}

Result<RecountView> RecountDesk::freeze(const std::string& launch, Figures& streaming) {
  streaming = figures_of(needs_.loop, launch);
  if (streaming.empty()) return failure(no_launch(launch));
  RecountView view;
  view.launch = launch;
  view.sequence = needs_.loop.sequence();
  view.figures = streaming.size();
  read_ = 0;
  const std::lock_guard lock(mutex_);
  last_[launch] = view;
  return view;
}

void RecountDesk::run(const std::string& launch, Sequence through, const Figures& streaming) {
  RecountView view;
  view.launch = launch;
  view.sequence = through;
  view.figures = streaming.size();
  const auto recounted = guarded([&] { return recount(launch, through); });
  if (recounted) {
    view.state = RecountState::done;
    view.differences = compare(streaming, *recounted);
    view.differing = view.differences.size();
    if (view.differing > limits::recount_differences_max)
      view.differences.resize(limits::recount_differences_max);
  } else {
    view.state = RecountState::failed;
    view.problem = recounted.error().sentence;
  }
  view.read = read_;
  if (view.differing > 0)
    log_line(fmt::format("A recount of {} at record {} found {} differing figures.", launch,
                         through, view.differing));
  // Both at once: whoever sees that it is done may start the next one.
  const std::lock_guard lock(mutex_);
  last_[launch] = std::move(view);
  running_ = false;
}

Result<Figures> RecountDesk::recount(const std::string& launch, Sequence through) {
  Recount recount(needs_.agreements ? needs_.agreements->fresh() : nullptr);
  TRY_VOID(needs_.read_records(
      [&](Sequence sequence, RecordKind kind, std::string_view bytes) -> Result<void> {
        if (stopping_) return failure(stopped());
        // What came in meanwhile is not in the loop's copy either.
        if (sequence > through) return {};
        read_ = sequence;
        return recount.take(sequence, kind, bytes);
      }));
  if (read_ != through)
    return failure(ProblemCode::corrupt, fmt::format("The event log ends at record {}, before {}.",
                                                     read_.load(), through));
  return recount.figures(launch);
}

Result<RecountView> RecountDesk::last(const std::string& launch) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(launch);
  if (found == last_.end())
    return failure(
        ProblemCode::not_found,
        fmt::format("There was no recount of \"{}\" since the program started.", launch));
  auto view = found->second;
  if (view.state == RecountState::running) view.read = read_;
  return view;
}

}  // namespace spotter::live
