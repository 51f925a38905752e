// How quick and how large the measuring state is, beside bare maps that hold the same.
//   launch_tally_bench tally|flat_map|std_map UNITS
// One run of one subject: every unit is exposed, then converts, then is seen again, each time in
// another order. Prints one line of JSON; ./do bench runs the subjects in turn.
#include "parts/live/measure/launch_tally.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>
#include <unordered_map>

namespace {

// What is allocated, as malloc rounds it.
std::size_t live_bytes = 0;
std::size_t peak_bytes = 0;

}  // namespace

void* operator new(std::size_t size) {
  void* place = std::malloc(size);
  if (place == nullptr) throw std::bad_alloc();
  live_bytes += malloc_usable_size(place);
  peak_bytes = std::max(peak_bytes, live_bytes);
  return place;
}

void operator delete(void* place) noexcept {
  live_bytes -= malloc_usable_size(place);
  std::free(place);
}

void operator delete(void* place, std::size_t) noexcept { operator delete(place); }

namespace spotter::live {
namespace {

constexpr Instant start{1'700'000'000'000'000};

// 128 bits as good as random, the same in every run (splitmix64).
std::uint64_t mixed(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

Unit unit_of(std::uint64_t number) {
  const std::uint64_t words[2] = {mixed(2 * number), mixed(2 * number + 1)};
  Unit unit;
  std::memcpy(unit.bytes.data(), words, sizeof words);
  return unit;
}

ArmIndex arm_of(const Unit& unit) { return unit.bytes[15] & 1; }

// The measuring state itself.
class TallySubject {
 public:
  void expose(const Unit& unit) { tally_.expose(unit, arm_of(unit), arm_of(unit), start); }
  void convert(const Unit& unit) { tally_.observe(unit, {0, start, start}); }
  std::uint64_t result() const {
    return tally_.arms()[0].converted[0] + tally_.arms()[1].converted[0];
  }

 private:
  LaunchTally tally_{2,
                     {MetricRule{std::chrono::hours(24), false, std::nullopt},
                      MetricRule{std::chrono::hours(1), false, std::nullopt}}};
};

// A bare map that holds what a conversion metric needs at least.
template <class Map>
class MapSubject {
 public:
  void expose(const Unit& unit) {
    map_.try_emplace(unit, typename Map::mapped_type{start, 0, arm_of(unit)});
  }
  void convert(const Unit& unit) {
    const auto found = map_.find(unit);
    if (found == map_.end() || found->second.converted & 1U) return;
    found->second.converted |= 1U;
    ++converted_;
  }
  std::uint64_t result() const { return converted_; }

 private:
  Map map_;
  std::uint64_t converted_ = 0;
};

struct BareState {
  Instant exposed;
  std::uint64_t converted = 0;
  ArmIndex arm = 0;
};
using FlatMap = boost::unordered_flat_map<Unit, BareState, UnitHash>;
using StdMap = std::unordered_map<Unit, BareState, UnitHash>;

struct Phase {
  double per_second = 0;
  double longest_us = 0;  // of 32 updates in a row: what one long one costs, near enough
};

template <class Update>
Phase run_phase(std::uint64_t units, std::uint64_t step, Update update) {
  using Clock = std::chrono::steady_clock;
  Phase phase;
  const auto begun = Clock::now();
  auto last = begun;
  std::uint64_t at = 0;
  for (std::uint64_t done = 1; done <= units; ++done) {
    update(unit_of(at));
    at = (at + step) % units;
    if (done % 32 != 0) continue;
    const auto now = Clock::now();
    const std::chrono::duration<double, std::micro> took = now - last;
    phase.longest_us = std::max(phase.longest_us, took.count());
    last = now;
  }
  const std::chrono::duration<double> all = Clock::now() - begun;
  phase.per_second = static_cast<double>(units) / all.count();
  return phase;
}

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%*u %zu", &pages) != 1) pages = 0;
  if (file != nullptr) std::fclose(file);
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Primes: each order visits every unit once, as no count of units asked for is a multiple.
constexpr std::uint64_t fill_step = 2'147'483'647;
constexpr std::uint64_t convert_step = 1'000'000'007;
constexpr std::uint64_t again_step = 998'244'353;

template <class Subject>
int run(std::uint64_t units) {
  const auto resident_before = resident_bytes();
  const auto live_before = live_bytes;
  Subject subject;
  const auto fill = run_phase(units, fill_step, [&](const Unit& unit) { subject.expose(unit); });
  const auto convert =
      run_phase(units, convert_step, [&](const Unit& unit) { subject.convert(unit); });
  const auto again = run_phase(units, again_step, [&](const Unit& unit) { subject.expose(unit); });
  const auto count = static_cast<double>(units);
  std::printf(
      "{\"units\":%llu,\"expose_per_second\":%.0f,\"convert_per_second\":%.0f,"
      "\"again_per_second\":%.0f,\"longest_expose_us\":%.1f,\"longest_convert_us\":%.1f,"
      "\"bytes_per_unit\":%.2f,\"peak_bytes_per_unit\":%.2f,\"resident_per_unit\":%.2f}\n",
      static_cast<unsigned long long>(units), fill.per_second, convert.per_second, again.per_second,
      fill.longest_us, convert.longest_us, static_cast<double>(live_bytes - live_before) / count,
      static_cast<double>(peak_bytes - live_before) / count,
      static_cast<double>(resident_bytes() - resident_before) / count);
  if (subject.result() == units) return 0;
  std::fputs("not every unit converted\n", stderr);
  return 1;
}

int run(std::string_view subject, std::uint64_t units) {
  if (units > 0 && subject == "tally") return run<TallySubject>(units);
  if (units > 0 && subject == "flat_map") return run<MapSubject<FlatMap>>(units);
  if (units > 0 && subject == "std_map") return run<MapSubject<StdMap>>(units);
  std::fputs("launch_tally_bench tally|flat_map|std_map UNITS\n", stderr);
  return 2;
}

}  // namespace
}  // namespace spotter::live

int main(int count, char** words) {
  if (count != 3) return spotter::live::run("", 0);
  return spotter::live::run(words[1], std::strtoull(words[2], nullptr, 10));
}
