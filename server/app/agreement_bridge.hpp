// Between the loop and the tracker of agreements: neither part knows the other.
#pragma once

#include <memory>

#include "app/log_desk.hpp"
#include "parts/launches/needs.hpp"
#include "parts/launches/tracker.hpp"
#include "parts/live/act/loop.hpp"

namespace spotter::app {

/// The loop's agreements are the tracker's cards. The loop's thread, but for fresh().
class AgreementBridge final : public live::Agreements {
 public:
  const launches::Tracker& tracker() const { return tracker_; }

  // Agreements
  Result<live::Agreed> take(Sequence sequence, std::string_view bytes,
                            const live::FindLaunch& find) override;
  void defined(const live::LaunchDefinition& launch, const std::vector<live::Metric>& metrics,
               Instant at) override;
  std::vector<std::string> against_start(const std::string& launch) const override;
  std::optional<std::string> told_first(const std::string& launch) const override;
  void write(wire::ByteOutput& output) const override { tracker_.write(output); }
  bool read(wire::ByteInput& input) override { return tracker_.read(input); }
  std::unique_ptr<live::Agreements> fresh() const override {
    return std::make_unique<AgreementBridge>();
  }

 private:
  launches::Tracker tracker_;
};

/// What the tracker shows of launches: the loop's book. The loop's thread.
class LoopFacts final : public launches::LaunchesNow {
 public:
  explicit LoopFacts(const live::Loop& loop) : loop_(loop) {}

  launches::LaunchFacts facts(const std::string& key) const override;
  Sequence last_change() const override { return loop_.last_change(); }

 private:
  const live::Loop& loop_;
};

/// Agreement records on their way into the event log. Any thread.
class AgreementDesk final : public launches::AgreementWriter {
 public:
  explicit AgreementDesk(live::RecordWriter& records) : records_(records) {}

  void write(std::string bytes, std::function<void(Result<launches::Written>)> taken) override;

 private:
  live::RecordWriter& records_;
};

}  // namespace spotter::app
