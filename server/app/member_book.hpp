// The workspace's members, as agreements name them.
#pragma once

#include <map>
#include <string>

#include "parts/launches/needs.hpp"
#include "storage/database.hpp"

namespace spotter::app {

/// Read once at the start. Any thread.
class MemberBook final : public launches::MemberDirectory {
 public:
  static Result<MemberBook> load(storage::Database& database);

  std::optional<launches::Person> find(const std::string& key) const override;

 private:
  std::map<std::string, launches::Person> members_;
};

}  // namespace spotter::app
