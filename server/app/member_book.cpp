#include "app/member_book.hpp"

namespace spotter::app {

std::optional<launches::Person> MemberBook::find(const std::string& key) const {
  const auto kept = roster_.member(key);
  if (!kept) return std::nullopt;
  const auto department = roster_.department(kept->member.department);
  return launches::Person{key, kept->member.name,
                          department ? department->side : std::optional<wire::Side>()};
}

}  // namespace spotter::app
