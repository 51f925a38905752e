// What the tracker's screens need of the program around them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "parts/launches/launch_facts.hpp"

namespace spotter::launches {

/// Who works here. Any thread.
class MemberDirectory {
 public:
  virtual ~MemberDirectory() = default;
  /// Nothing if there is no member with this key.
  virtual std::optional<Person> find(const std::string& key) const = 0;
};

/// What launches do now. Called on the thread that takes the log's records.
class LaunchesNow {
 public:
  virtual ~LaunchesNow() = default;
  /// Of a draft where nothing is defined under the key.
  virtual LaunchFacts facts(const std::string& key) const = 0;
  /// The last record that changed anything that a tracker shows.
  virtual Sequence last_change() const = 0;
};

/// Where an agreement record stands, and what is wrong with it.
struct Written {
  Sequence sequence = 0;
  std::vector<Problem> problems;
};

/// The event log. Any thread.
class AgreementWriter {
 public:
  virtual ~AgreementWriter() = default;
  /// Appends durably; `taken` runs on the thread that takes the log's records, right after it.
  virtual void write(std::string bytes, std::function<void(Result<Written>)> taken) = 0;
};

}  // namespace spotter::launches
