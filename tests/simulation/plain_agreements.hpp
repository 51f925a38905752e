// What both sides agreed, once more from the log and by code of its own, for whoever checks starts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parts/launches/record.hpp"
#include "parts/live/define/book.hpp"

namespace spotter::simulation {

/// Takes agreement records in log order. Keeps for each side the very text it signed, where the
/// program keeps a hash. Knows the admin key only: nobody else speaks in the simulator.
class PlainAgreements {
 public:
  /// `launch`: what stands under the record's key, null if nothing does; `book`: all that stands.
  void take(const launches::AgreementRecord& record, const live::Launch* launch,
            const live::Book& book);
  /// True if a draft may start: whatever is required is there.
  bool may_start(const live::LaunchDefinition& definition, const live::Book& book) const;

 private:
  struct Wish {
    std::optional<std::string> guardrail;
    std::string id;
    std::string text;
    bool met = false;
  };
  struct Deal {
    std::optional<live::Side> asking;
    std::string asked;
    std::optional<launches::VerdictKind> verdict;
    std::vector<Wish> wishes;
    int wishes_made = 0;
    int worsened = 0;
    std::string said;
    bool declined = false;
    bool withdrawn = false;
    std::map<live::Side, std::string> signed_text;
  };

  static std::string text_of(const Deal& deal, const live::LaunchDefinition& definition,
                             const live::Book& book);
  static void accept(Deal& deal);
  void answer(Deal& deal, const launches::AgreementRecord& record);
  void ask(Deal& deal, const launches::AgreementRecord& record);

  std::map<std::string, Deal> deals_;
  bool required_ = false;
};

}  // namespace spotter::simulation
