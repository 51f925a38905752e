#include "parts/live/flags/bucket.hpp"

#include <algorithm>

#include "parts/live/flags/hash.hpp"
#include "parts/live/flags/javascript_number.hpp"

namespace spotter::live {

namespace {

bool weights_hold(std::span<const double> weights, std::size_t arms) {
  if (weights.size() != arms) return false;
  double sum = 0;
  for (const double weight : weights) sum += weight;
  return !(sum < 0.99 || sum > 1.01);  // NaN passes, as in JavaScript
}

// The text between the first and the second question mark, without the anchor.
std::string_view search_part(std::string_view url) {
  const auto question = url.find('?');
  if (question == std::string_view::npos) return {};
  auto search = url.substr(question + 1);
  search = search.substr(0, search.find('?'));
  return search.substr(0, search.find('#'));
}

}  // namespace

bool in_range(double n, const BucketRange& range) { return n >= range.start && n < range.end; }

std::optional<std::size_t> choose_variation(double n, std::span<const BucketRange> ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i)
    if (in_range(n, ranges[i])) return i;
  return std::nullopt;
}

bool in_namespace(std::string_view unit, const Namespace& space) {
  const auto n = bucket_of("__" + space.id, unit, 1);
  return n && in_range(*n, space.range);
}

std::vector<double> equal_weights(int arms) {
  if (arms <= 0) return {};
  return std::vector<double>(static_cast<std::size_t>(arms), 1.0 / arms);
}

std::vector<BucketRange> bucket_ranges(int arms, double coverage, std::span<const double> weights) {
  if (coverage < 0) coverage = 0;
  if (coverage > 1) coverage = 1;
  const auto equal = equal_weights(arms);
  if (!weights_hold(weights, equal.size())) weights = equal;
  std::vector<BucketRange> ranges;
  double sum = 0;
  for (const double weight : weights) {
    ranges.push_back({sum, sum + coverage * weight});
    sum += weight;
  }
  return ranges;
}

std::vector<std::uint32_t> bucket_shares(std::span<const BucketRange> ranges) {
  std::vector<std::uint32_t> shares(ranges.size(), 0);
  for (std::uint32_t k = 0; k < bucket_count; ++k)
    if (const auto arm = choose_variation(k / double{bucket_count}, ranges)) ++shares[*arm];
  return shares;
}

std::optional<std::size_t> query_override(std::string_view key, std::string_view url,
                                          std::size_t arms) {
  auto search = search_part(url);
  if (search.empty()) return std::nullopt;
  for (bool more = true; more;) {
    const auto end = search.find('&');
    const auto pair = search.substr(0, end);
    more = end != std::string_view::npos;
    if (more) search.remove_prefix(end + 1);
    const auto equals = pair.find('=');
    if (pair.substr(0, equals) != key) continue;
    if (equals == std::string_view::npos) return std::nullopt;
    const auto value = pair.substr(equals + 1);
    const auto number = javascript::parse_leading_integer(value.substr(0, value.find('=')));
    if (!(number >= 0 && number < static_cast<double>(arms))) return std::nullopt;
    return static_cast<std::size_t>(number);
  }
  return std::nullopt;
}

}  // namespace spotter::live
