#include "parts/live/act/live_store.hpp"

#include <algorithm>
#include <charconv>

namespace spotter::live {

namespace {

template <class T>
Result<void> keep_all(storage::Database& database, const char* sql, const std::vector<T>& items,
                      Sequence sequence) {
  for (const auto& item : items)
    TRY_VOID(database.run(sql, {item.key, wire::to_json_text(item), sequence}));
  return {};
}

Result<void> keep_launch(storage::Database& database, const Launch& launch, Sequence sequence) {
  return database.run(
      "INSERT INTO live_launches (key, definition, state, applied_sequence) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (key) DO UPDATE SET definition = excluded.definition,"
      " state = excluded.state, applied_sequence = excluded.applied_sequence",
      {launch.definition.key, wire::to_json_text(launch.definition),
       boost::describe::enum_to_string(launch.state, "?"), sequence});
}

Result<void> keep_receipt(storage::Database& database, const Receipt& receipt, Sequence sequence) {
  return database.run(
      "INSERT INTO live_receipts (launch, receipt, sequence) VALUES (?, ?, ?)"
      " ON CONFLICT (launch) DO UPDATE SET receipt = excluded.receipt,"
      " sequence = excluded.sequence",
      {receipt.launch, wire::to_json_text(receipt), sequence});
}

Result<void> keep_card(storage::Database& database, const KeptCard& card, Sequence sequence) {
  return database.run(
      "INSERT INTO launches_cards (launch, card, applied_sequence) VALUES (?, ?, ?)"
      " ON CONFLICT (launch) DO UPDATE SET card = excluded.card,"
      " applied_sequence = excluded.applied_sequence",
      {card.launch, card.card, sequence});
}

// Two positions, which differ after a repair only: the tables can be emptied and filled again,
// the journal cannot.
constexpr const char* tables_position = "applied_sequence";
constexpr const char* journal_position = "journal_sequence";

Result<void> keep_position(storage::Database& database, const char* name, Sequence sequence) {
  return database.run(
      "INSERT INTO workspace (name, value) VALUES (?, ?)"
      " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {name, std::to_string(sequence)});
}

Result<Sequence> position(storage::Database& database, const char* name) {
  TRY(const auto rows, database.query("SELECT value FROM workspace WHERE name = ?", {name}));
  if (rows.empty()) return Sequence{0};
  const auto& text = rows[0][0].text();
  Sequence sequence = 0;
  std::from_chars(text.data(), text.data() + text.size(), sequence);
  return sequence;
}

Result<void> keep_tables(storage::Database& database, const StateChange& change) {
  const auto sequence = change.sequence;
  TRY_VOID(keep_all(database,
                    "INSERT INTO live_metrics (key, definition, applied_sequence) VALUES (?, ?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET definition = excluded.definition,"
                    " applied_sequence = excluded.applied_sequence",
                    change.metrics, sequence));
  TRY_VOID(keep_all(database,
                    "INSERT INTO live_flags (key, definition, applied_sequence) VALUES (?, ?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET definition = excluded.definition,"
                    " applied_sequence = excluded.applied_sequence",
                    change.flags, sequence));
  for (const auto& launch : change.launches) TRY_VOID(keep_launch(database, launch, sequence));
  for (const auto& receipt : change.receipts) TRY_VOID(keep_receipt(database, receipt, sequence));
  for (const auto& card : change.cards) TRY_VOID(keep_card(database, card, sequence));
  return keep_position(database, tables_position, sequence);
}

Result<void> keep_entries(storage::Database& database, const StateChange& change) {
  for (const auto& entry : change.entries) {
    TRY([[maybe_unused]] const auto kept, journal::append(database, entry));
  }
  return keep_position(database, journal_position, change.sequence);
}

}  // namespace

Result<Sequence> applied_sequence(storage::Database& database) {
  TRY(const auto tables, position(database, tables_position));
  TRY(const auto journalled, position(database, journal_position));
  return std::min(tables, journalled);
}

Result<void> keep(storage::Database& database, const StateChange& change) {
  return database.transaction([&]() -> Result<void> {
    TRY(const auto tables, position(database, tables_position));
    TRY(const auto journalled, position(database, journal_position));
    if (change.sequence > tables) TRY_VOID(keep_tables(database, change));
    if (change.sequence > journalled) TRY_VOID(keep_entries(database, change));
    return {};
  });
}

Result<void> reconcile(storage::Database& database, Sequence log_end, Instant now) {
  return database.transaction([&]() -> Result<void> {
    TRY(const auto tables, position(database, tables_position));
    if (tables <= log_end) return {};
    for (const auto* table :
         {"live_metrics", "live_flags", "live_launches", "live_receipts", "launches_cards"})
      TRY_VOID(database.run(std::string("DELETE FROM ") + table));
    TRY_VOID(keep_position(database, tables_position, 0));
    TRY_VOID(keep_position(database, journal_position, log_end));
    const journal::Entry entry{log_end,
                               "workspace",
                               now,
                               "spotter",
                               "event log repaired",
                               "Records after this one are gone; entries above may speak of them."};
    TRY([[maybe_unused]] const auto kept, journal::append(database, entry));
    return {};
  });
}

}  // namespace spotter::live
