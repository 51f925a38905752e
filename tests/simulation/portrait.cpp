#include "simulation/portrait.hpp"

#include "app/agreement_bridge.hpp"
#include "base/ensure.hpp"
#include "parts/live/show/views.hpp"

namespace spotter::simulation {

namespace {

class NobodyListens final : public live::Outlet {
 public:
  void publish(std::shared_ptr<const live::Snapshot>, std::optional<live::RolledBack>) override {}
  void keep(live::StateChange) override {}
};

std::string receipt_text(const live::Receipt& receipt) {
  auto json = wire::to_json(receipt);
  json.as_object().erase("times");
  return wire::json_text(json);
}

}  // namespace

std::string portrait(live::Loop& loop) {
  std::string text;
  for (const auto& [key, launch] : loop.book().launches) {
    text += wire::to_json_text(live::launch_view(loop.book(), launch)) + '\n';
    text += wire::to_json_text(live::results_view(loop, launch)) + '\n';
    text += wire::to_json_text(live::evidence_view(loop, launch)) + '\n';
    if (const auto* receipt = loop.receipt(key)) text += receipt_text(*receipt) + '\n';
  }
  return text;
}

std::string replayed_portrait(const storage::EventLog& log, Sequence last, const Clock& clock) {
  NobodyListens nobody;
  app::AgreementBridge agreements;
  live::Loop loop(nobody, clock, &agreements);
  const auto read = log.read(1, [&](const storage::StoredRecord& record) -> Result<void> {
    if (record.sequence > last) return {};
    const auto kind = static_cast<live::RecordKind>(record.kind);
    TRY([[maybe_unused]] const auto outcome, loop.take(record.sequence, kind, record.bytes));
    return {};
  });
  ensure(read.has_value(), "the log can be read");
  return portrait(loop);
}

}  // namespace spotter::simulation
