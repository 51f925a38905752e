#include "storage/event_log/segment_reserve.hpp"

#include <atomic>

namespace spotter::storage {

namespace {

// What is left of an earlier run under this name is written anew before it is used.
constexpr const char* name = "/next-segment";

}  // namespace

struct SegmentReserve::State {
  enum class Step { none, under_way, ready, failed };

  std::atomic<Step> step{Step::none};
};

SegmentReserve::SegmentReserve(Disk& disk, const EventLogSettings& settings)
    : disk_(disk),
      executor_(settings.reserve),
      path_(settings.log_folder() + name),
      bytes_(settings.segment_bytes),
      state_(std::make_shared<State>()) {}

void SegmentReserve::prepare() {
  using Step = State::Step;
  auto expected = Step::none;
  if (!executor_ || !state_->step.compare_exchange_strong(expected, Step::under_way)) return;
  executor_->post([&disk = disk_, path = path_, bytes = bytes_, state = state_] {
    const auto made = create_segment(disk, path, bytes);
    state->step = made ? Step::ready : Step::failed;
  });
}

std::unique_ptr<File> SegmentReserve::take(const std::string& path) {
  using Step = State::Step;
  const auto step = state_->step.load();
  if (step == Step::none || step == Step::under_way) return nullptr;
  state_->step = Step::none;
  if (step == Step::failed || !disk_.rename(path_, path)) return nullptr;
  auto file = disk_.open(path, false);
  return file ? std::move(*file) : nullptr;
}

}  // namespace spotter::storage
