#include "app/member_book.hpp"

namespace spotter::app {

Result<MemberBook> MemberBook::load(storage::Database& database) {
  TRY(const auto rows, database.query("SELECT id, name FROM members ORDER BY id LIMIT 10000"));
  MemberBook book;
  for (const auto& row : rows)
    book.members_[row[0].text()] = {row[0].text(), row[1].text(), std::nullopt};
  return book;
}

std::optional<launches::Person> MemberBook::find(const std::string& key) const {
  const auto found = members_.find(key);
  if (found == members_.end()) return std::nullopt;
  return found->second;
}

}  // namespace spotter::app
