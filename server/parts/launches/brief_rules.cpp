#include "parts/launches/brief_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "parts/launches/touched.hpp"
#include "parts/launches/words.hpp"

namespace spotter::launches {

namespace {

Problem not_yours(std::string sentence) {
  return {ProblemCode::forbidden, std::move(sentence), ""};
}

std::optional<Problem> against_return(const AgreementRecord& record, const Card& card) {
  if (!card.brief)
    return Problem{ProblemCode::conflict, "There is no brief that could be returned.", ""};
  if (record.by_admin_key || record.side != card.side) return {};
  return not_yours(fmt::format("{} wrote this brief: a member of {} returns it.",
                               capital_of(*card.side), word_of(other(*card.side))));
}

std::optional<Problem> against_change(const AgreementRecord& record, const Card& card) {
  if (!record.by_admin_key && record.side != card.side)
    return not_yours(fmt::format("{} asks for this launch: its members write the brief.",
                                 capital_of(*card.side)));
  const auto revision = card.brief ? card.brief->revision : 0;
  if (record.base_revision == revision) return {};
  if (!card.brief)
    return Problem{ProblemCode::conflict, "There is no brief yet: its base_revision is 0.",
                   "/base_revision"};
  return Problem{
      ProblemCode::conflict,
      fmt::format("{} changed the brief at {}: it is at revision {} now, and yours was "
                  "made from revision {}. Nothing of yours was kept here: read what "
                  "stands, and write it again.",
                  card.brief->changed.by.name, to_rfc3339(card.brief->changed.at).substr(0, 16),
                  revision, record.base_revision),
      "/base_revision"};
}

}  // namespace

std::optional<Problem> against_brief(const AgreementRecord& record, const Card& card) {
  if (!card.side)
    return Problem{ProblemCode::conflict,
                   "Nobody has asked for this launch: whoever asks writes the brief.", ""};
  return record.act == Act::return_brief ? against_return(record, card)
                                         : against_change(record, card);
}

std::optional<Problem> malformed_brief(const AgreementRecord& record) {
  if (record.act == Act::return_brief && record.text.empty())
    return bad_request("Say why the brief goes back.", "/text");
  if (record.act != Act::brief) return {};
  if (!record.brief) return bad_request("There is no brief in this.", "/brief");
  auto problem = malformed(*record.brief);
  if (problem) problem->pointer = "/brief" + problem->pointer;
  return problem;
}

std::string changed_fields(const std::optional<KeptBrief>& before, const Brief& after) {
  return fmt::format("{}", fmt::join(touched(before ? before->brief : Brief{}, after), ", "));
}

std::optional<std::string> incomplete(const Card& card) {
  if (!card.brief) return {};
  const auto readiness = readiness_of(card.brief->brief);
  if (readiness.missing.empty()) return {};
  std::string fields;
  for (const auto& missing : readiness.missing)
    fields += (fields.empty() ? "" : ", ") + missing.field;
  return fmt::format("The brief is {} % complete; it lacks {}.", readiness.percent, fields);
}

}  // namespace spotter::launches
