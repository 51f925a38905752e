// Ranges of buckets: which part of [0, 1) belongs to which arm. All sums are IEEE doubles added
// left to right, because 0.1 + 0.2 decides where bucket 3000 belongs (protocols.md 3.4).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spotter::live {

/// Units with start <= n < end.
struct BucketRange {
  double start = 0;
  double end = 0;

  bool operator==(const BucketRange&) const = default;
};

/// A slice of all units by a hash of its own; tests in disjoint slices share no unit.
struct Namespace {
  std::string id;
  BucketRange range;
};

/// How many buckets hash version 2 has: the smallest step is one of them.
inline constexpr std::uint32_t bucket_count = 10'000;

bool in_range(double n, const BucketRange& range);

/// The first range that holds n.
std::optional<std::size_t> choose_variation(double n, std::span<const BucketRange> ranges);

/// True if the unit lies in the namespace's slice (hash version 1).
bool in_namespace(std::string_view unit, const Namespace& space);

/// 1/arms for each arm; empty for arms <= 0.
std::vector<double> equal_weights(int arms);

/// One range per arm: it starts at the sum of the weights before it and is coverage * weight long.
/// Coverage is clamped to 0…1. Weights of another number than arms, or with a sum outside
/// 0.99…1.01, count as equal; no weights are equal weights.
std::vector<BucketRange> bucket_ranges(int arms, double coverage, std::span<const double> weights);

/// For each range how many of the 10,000 bucket values k/10000 choose it: the exact shares that a
/// sample-ratio test must expect. Overlapping ranges: the first one wins.
std::vector<std::uint32_t> bucket_shares(std::span<const BucketRange> ranges);

/// The arm that `?key=N` in a URL asks for, if N names one of the arms.
std::optional<std::size_t> query_override(std::string_view key, std::string_view url,
                                          std::size_t arms);

}  // namespace spotter::live
