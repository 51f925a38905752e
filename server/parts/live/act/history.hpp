// How a figure came to where it stands: a bounded list of points, thinned evenly.
#pragma once

#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "wire/json.hpp"

namespace spotter::live {

/// A point of the merged evidence's history.
struct EvidencePoint {
  Sequence sequence = 0;
  Instant at;
  double log_e = 0;
  std::vector<double> guardrails;

  bool operator==(const EvidencePoint&) const = default;
};
SPOTTER_DESCRIBE(EvidencePoint,
                 (sequence, required, "The event.")(at, required, "When it arrived.")(
                     log_e, required,
                     "Merged evidence after it.")(guardrails, required,
                                                  "Each guardrail's log e, in order."))

/// A point of a goal's history; null while there is no such figure.
struct GoalPoint {
  Sequence sequence = 0;
  Instant at;
  double difference = 0;
  std::optional<double> low;
  std::optional<double> high;

  bool operator==(const GoalPoint&) const = default;
};
SPOTTER_DESCRIBE(GoalPoint, (sequence, required, "The event.")(at, required, "When it arrived.")(
                                difference, required,
                                "The difference after it.")(low, required,
                                                            "Lower bound; null while collecting.")(
                                high, required, "Upper bound; null while collecting."))

/// At most points_max points; the newest is always there. Deterministic. One thread.
template <class Point>
class History {
 public:
  static constexpr std::size_t points_max = 600;

  void add(Point point) {
    // Points between two strides overwrite the newest one, so that it is always up to date.
    const bool fresh = changes_++ % stride_ == 0 || points_.empty();
    if (!fresh) {
      points_.back() = std::move(point);
      return;
    }
    points_.push_back(std::move(point));
    if (points_.size() >= points_max) thin();
  }

  const std::vector<Point>& points() const { return points_; }
  std::size_t stride() const { return stride_; }
  std::size_t changes() const { return changes_; }
  /// For snapshots of the state.
  void restore(std::vector<Point> points, std::size_t stride, std::size_t changes) {
    points_ = std::move(points);
    stride_ = stride;
    changes_ = changes;
  }

 private:
  void thin() {
    std::vector<Point> kept;
    for (std::size_t i = 1; i < points_.size(); i += 2) kept.push_back(std::move(points_[i]));
    points_ = std::move(kept);
    stride_ *= 2;
  }

  std::vector<Point> points_;
  std::size_t stride_ = 1;  ///< every stride-th change is a point of its own
  std::size_t changes_ = 0;
};

}  // namespace spotter::live
