// Metrics in Prometheus' text format or in OpenMetrics' (protocols.md 11.1).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spotter::protocols {

enum class ExpositionFormat { prometheus, open_metrics };

/// OpenMetrics if the Accept header asks for it.
ExpositionFormat exposition_format(std::string_view accept);

/// Name and value; never user data, never an unbounded set.
using Labels = std::vector<std::pair<std::string, std::string>>;

struct Sample {
  double value = 0;
  Labels labels = {};
};

/// `counts[i]`: observations in (bounds[i-1], bounds[i]], not cumulative; the last one, past all
/// bounds, makes counts one longer than bounds. `bounds` ascend, without infinity.
struct Histogram {
  std::vector<double> bounds;
  std::vector<std::uint64_t> counts;
  double sum = 0;
  Labels labels = {};
};

/// Collects metric families and writes them. Broken names, repeated families and repeated series
/// are bugs (BrokenInvariant). Units belong into the name: _seconds, _bytes.
class Exposition {
 public:
  explicit Exposition(ExpositionFormat format) : format_(format) {}

  /// `name` ends in _total.
  void counter(std::string_view name, std::string_view help, const std::vector<Sample>& samples);
  void gauge(std::string_view name, std::string_view help, const std::vector<Sample>& samples);
  void histogram(std::string_view name, std::string_view help,
                 const std::vector<Histogram>& histograms);

  /// The whole text.
  std::string text() const;
  std::string_view content_type() const;

 private:
  void head(std::string_view family, std::string_view help, std::string_view type);
  void sample(std::string_view name, const Labels& labels, double value);
  std::string bound_text(double bound) const;

  ExpositionFormat format_;
  std::string written_;
  std::set<std::string, std::less<>> families_;
  std::set<std::string, std::less<>> series_;
};

}  // namespace spotter::protocols
