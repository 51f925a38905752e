#include "parts/people/orders.hpp"

namespace spotter::people {

Result<void> may_change(const wire::Caller& caller, std::string_view key,
                        const MemberChange& change) {
  const bool own = caller.signed_in && caller.member == key;
  if (caller.access != wire::Access::admin) {
    if (!own) return failure(ProblemCode::forbidden, "Only administrators change other members.");
    if (change.name || change.department || change.may_administer)
      return failure(ProblemCode::forbidden, "Only the password is yours to change.");
  }
  if (own && change.password && !change.old_password)
    return failure(bad_request("Your own password needs the old one.", "/old_password"));
  return {};
}

}  // namespace spotter::people
