#include "parts/live/define/book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "parts/live/define/check.hpp"
#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

// "coverage: 0.5 -> 1" for every member that differs.
template <class T>
std::vector<std::string> differences(const T& before, const T& now) {
  std::vector<std::string> details;
  const auto was = wire::to_json(before);
  const auto is = wire::to_json(now);
  for (const auto& [name, value] : is.get_object()) {
    const auto& old = was.get_object().at(name);
    if (old == value) continue;
    details.push_back(fmt::format("{}: {} -> {}", std::string_view(name), wire::json_text(old),
                                  wire::json_text(value)));
  }
  return details;
}

template <class T>
Change change_of(What what, const T* before, const T& now) {
  if (!before) return {what, now.key, ChangeKind::created, {}};
  if (*before == now) return {what, now.key, ChangeKind::unchanged, {}};
  return {what, now.key, ChangeKind::changed, differences(*before, now)};
}

template <class T>
const T* find(const std::map<std::string, T>& items, const std::string& key) {
  const auto found = items.find(key);
  return found == items.end() ? nullptr : &found->second;
}

using Problems = std::vector<Problem>;

void refuse_frozen_metrics(const Book& book, const Definitions& definitions, Problems& problems) {
  for (std::size_t i = 0; i < definitions.metrics.size(); ++i) {
    const auto& metric = definitions.metrics[i];
    const auto* before = find(book.metrics, metric.key);
    if (!before || same_measurement(*before, metric)) continue;
    for (const auto& [key, launch] : book.launches) {
      if (launch.state == State::draft || !uses(launch.definition, metric.key)) continue;
      problems.push_back({ProblemCode::conflict,
                          fmt::format("Metric \"{}\" is frozen: launch \"{}\" has started with it.",
                                      metric.key, key),
                          fmt::format("/metrics/{}", i)});
    }
  }
}

// A started launch may only change its name.
bool frozen_change(const Launch& before, LaunchDefinition now) {
  now.name = before.definition.name;
  return before.state != State::draft && now != before.definition;
}

void refuse_frozen_launches(const Book& book, const Definitions& definitions, Problems& problems) {
  for (std::size_t i = 0; i < definitions.launches.size(); ++i) {
    const auto& launch = definitions.launches[i];
    const auto* before = find(book.launches, launch.key);
    if (!before || !frozen_change(*before, launch)) continue;
    problems.push_back({ProblemCode::conflict,
                        fmt::format("Launch \"{}\" has started: only its name can change. Make a "
                                    "new launch instead.",
                                    launch.key),
                        fmt::format("/launches/{}", i)});
  }
}

// A flag has one owner: a launch (or several in turn, with the same type and default), or itself.
void refuse_shared_flags(const Book& book, const Definitions& definitions, Problems& problems) {
  std::map<std::string, Flag> owned;
  for (const auto& [key, launch] : book.launches)
    owned[launch.definition.flag.key] = launch.definition.flag;
  for (std::size_t i = 0; i < definitions.launches.size(); ++i) {
    const auto& flag = definitions.launches[i].flag;
    const bool standing = book.flags.contains(flag.key) ||
                          std::any_of(definitions.flags.begin(), definitions.flags.end(),
                                      [&](const StandingFlag& f) { return f.key == flag.key; });
    if (standing)
      problems.push_back({ProblemCode::conflict,
                          fmt::format("\"{}\" is already a flag that stands alone.", flag.key),
                          fmt::format("/launches/{}/flag/key", i)});
    owned[flag.key] = flag;
  }
  for (std::size_t i = 0; i < definitions.flags.size(); ++i) {
    if (!owned.contains(definitions.flags[i].key)) continue;
    problems.push_back({ProblemCode::conflict,
                        fmt::format("Flag \"{}\" belongs to a launch.", definitions.flags[i].key),
                        fmt::format("/flags/{}/key", i)});
  }
}

// What flags wait for can only be seen with all of them together.
void refuse_prerequisites(const Book& book, const Definitions& definitions, Problems& problems) {
  auto flags = book.flags;
  std::vector<std::string> launch_flags;
  for (const auto& [key, launch] : book.launches)
    launch_flags.push_back(launch.definition.flag.key);
  for (const auto& launch : definitions.launches) launch_flags.push_back(launch.flag.key);
  for (const auto& flag : definitions.flags) flags[flag.key] = flag;
  for (auto& problem : check_prerequisites(flags, launch_flags)) {
    const auto key_end = problem.pointer.find('/', 1);
    const auto key = problem.pointer.substr(1, key_end - 1);
    for (std::size_t i = 0; i < definitions.flags.size(); ++i) {
      if (definitions.flags[i].key != key) continue;
      problem.pointer.replace(0, 1 + key.size(), fmt::format("/flags/{}", i));
      problems.push_back(problem);
    }
  }
}

void refuse_too_many(const Book& book, const Definitions& definitions, Problems& problems) {
  if (book.launches.size() + definitions.launches.size() > limits::launches_max)
    problems.push_back({ProblemCode::too_large, "A workspace holds at most 10,000 launches.", ""});
  if (book.metrics.size() + definitions.metrics.size() > limits::metrics_max)
    problems.push_back({ProblemCode::too_large, "A workspace holds at most 10,000 metrics.", ""});
}

}  // namespace

tl::expected<std::vector<Change>, std::vector<Problem>> apply(Book& book,
                                                              const Definitions& definitions) {
  auto problems = check(definitions, book.metrics);
  refuse_frozen_metrics(book, definitions, problems);
  refuse_frozen_launches(book, definitions, problems);
  refuse_shared_flags(book, definitions, problems);
  refuse_too_many(book, definitions, problems);
  // Rules that are wrong by themselves do not compile together either.
  if (problems.empty()) refuse_prerequisites(book, definitions, problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  std::vector<Change> changes;
  for (const auto& metric : definitions.metrics) {
    changes.push_back(change_of(What::metric, find(book.metrics, metric.key), metric));
    book.metrics[metric.key] = metric;
  }
  for (const auto& flag : definitions.flags) {
    changes.push_back(change_of(What::flag, find(book.flags, flag.key), flag));
    book.flags[flag.key] = flag;
  }
  for (const auto& launch : definitions.launches) {
    const auto* before = find(book.launches, launch.key);
    changes.push_back(change_of(What::launch, before ? &before->definition : nullptr, launch));
    book.launches[launch.key].definition = launch;
  }
  return changes;
}

std::vector<Metric> metrics_of(const Book& book, const LaunchDefinition& launch) {
  std::vector<Metric> metrics;
  for (const auto& key : metric_keys(launch)) metrics.push_back(book.metrics.at(key));
  return metrics;
}

std::map<std::string, std::vector<std::string>> remeasured(const Book& book,
                                                           const Definitions& definitions) {
  std::set<std::string> changed;
  for (const auto& metric : definitions.metrics) {
    const auto* before = find(book.metrics, metric.key);
    if (before && !same_measurement(*before, metric)) changed.insert(metric.key);
  }
  std::map<std::string, std::vector<std::string>> launches;
  if (changed.empty()) return launches;
  for (const auto& [key, launch] : book.launches) {
    for (const auto& metric : metric_keys(launch.definition)) {
      if (changed.contains(metric)) launches[key].push_back(metric);
    }
  }
  return launches;
}

namespace {

tl::unexpected<Problem> not_now(const Launch& launch, const char* why) {
  return failure(ProblemCode::conflict,
                 fmt::format("Launch \"{}\" is {}: {}", launch.definition.key,
                             boost::describe::enum_to_string(launch.state, "?"), why));
}

Result<State> after_start(const Launch& launch) {
  switch (launch.state) {
    case State::draft: return State::live;
    case State::live:
    case State::amber: return launch.state;
    case State::paused: return not_now(launch, "it has started already; resume it.");
    default:
      return not_now(launch, "it does not start again. Make a new launch, it gets a new seed.");
  }
}

Result<State> after_end(const Launch& launch, State end) {
  if (launch.state == end) return end;
  if (launch.state == State::draft) return not_now(launch, "it has not started.");
  if (launch.state == State::stopped || launch.state == State::rolled_back)
    return not_now(launch, "nobody sees anything but control any more.");
  return end;
}

// Pausing, resuming and clearing amber: only while the launch is neither new nor over.
Result<State> after_meanwhile(Verb verb, const Launch& launch) {
  if (launch.state == State::draft) return not_now(launch, "it has not started.");
  if (!is_judged(launch.state)) return not_now(launch, "it is over.");
  if (verb == Verb::pause) return State::paused;
  // Whether amber still stands after a pause, only the judge knows.
  if (verb == Verb::resume) return launch.state == State::paused ? State::live : launch.state;
  return launch.state == State::amber ? State::live : launch.state;
}

}  // namespace

Result<State> after(Verb verb, const Launch& launch) {
  switch (verb) {
    case Verb::start: return after_start(launch);
    case Verb::stop: return after_end(launch, State::stopped);
    case Verb::roll_back: return after_end(launch, State::rolled_back);
    case Verb::kill: return State::stopped;  // never waits for anyone, whatever the state
    case Verb::pause:
    case Verb::resume:
    case Verb::clear: return after_meanwhile(verb, launch);
  }
  return launch.state;
}

Result<State> after(Verb verb, const Launch& launch, const Book& book) {
  TRY(const auto state, after(verb, launch));
  if (verb != Verb::start || launch.state != State::draft) return state;
  const auto* other = governing(book, launch.definition.flag.key);
  if (other && is_judged(other->state))
    return failure(ProblemCode::conflict,
                   fmt::format("Flag \"{}\" is taken: launch \"{}\" is running on it.",
                               launch.definition.flag.key, other->definition.key));
  return state;
}

namespace {

// A draft that was killed never started, yet its kill must hold; so must that of a launch which
// was over before.
Sequence last_word(const Launch& launch) {
  return std::max({launch.started, launch.ended, launch.kill_sequence});
}

}  // namespace

const Launch* governing(const Book& book, const std::string& flag) {
  const Launch* last = nullptr;
  for (const auto& [key, launch] : book.launches) {
    if (launch.definition.flag.key != flag || last_word(launch) == 0) continue;
    if (is_judged(launch.state)) return &launch;
    if (!last || last_word(launch) > last_word(*last)) last = &launch;
  }
  return last;
}

}  // namespace spotter::live
