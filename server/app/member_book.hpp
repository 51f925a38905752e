// The workspace's members, as agreements name them: the arrow from launches to people.
#pragma once

#include "parts/launches/needs.hpp"
#include "parts/people/roster.hpp"

namespace spotter::app {

/// Any thread; the roster outlives it.
class MemberBook final : public launches::MemberDirectory {
 public:
  explicit MemberBook(const people::Roster& roster) : roster_(roster) {}

  std::optional<launches::Person> find(const std::string& key) const override;

 private:
  const people::Roster& roster_;
};

}  // namespace spotter::app
