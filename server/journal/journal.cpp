#include "journal/journal.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <limits>
#include <optional>

#include "base/text.hpp"

namespace spotter::journal {
namespace {

constexpr std::int64_t page_entries = 1000;

// Hashes an unambiguous encoding: numbers as 8 bytes little-endian, texts after their length.
class ChainHash {
 public:
  ChainHash() { crypto_generichash_init(&state_, nullptr, 0, bytes); }

  ChainHash& add(std::uint64_t number) {
    std::array<std::uint8_t, 8> encoded{};
    for (std::size_t i = 0; i < encoded.size(); ++i) {
      encoded[i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    crypto_generichash_update(&state_, encoded.data(), encoded.size());
    return *this;
  }

  ChainHash& add(std::string_view text) {
    add(std::uint64_t{text.size()});
    crypto_generichash_update(&state_, reinterpret_cast<const std::uint8_t*>(text.data()),
                              text.size());
    return *this;
  }

  std::string finish() {
    std::array<std::uint8_t, bytes> hash{};
    crypto_generichash_final(&state_, hash.data(), hash.size());
    return to_hex(hash);
  }

 private:
  static constexpr std::size_t bytes = 32;  // BLAKE2b-256
  crypto_generichash_state state_{};
};

// A row as text, before anything in it is trusted.
struct StoredEntry {
  std::uint64_t position = 0;
  std::uint64_t sequence = 0;
  std::string subject, at, actor, what, why, previous, hash;
};

constexpr std::string_view columns =
    "position, sequence, subject, at, actor, what, why, previous, hash";

// Nothing if a field is not of the type its table declares: then the file is damaged.
std::optional<StoredEntry> from_row(const storage::Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i < 2 ? !row[i].is_integer() : !row[i].is_text()) return std::nullopt;
  }
  return StoredEntry{static_cast<std::uint64_t>(row[0].integer()),
                     static_cast<std::uint64_t>(row[1].integer()),
                     row[2].text(),
                     row[3].text(),
                     row[4].text(),
                     row[5].text(),
                     row[6].text(),
                     row[7].text(),
                     row[8].text()};
}

std::string chained(const StoredEntry& stored) {
  ChainHash hash;
  hash.add("spotter journal 1").add(stored.previous).add(stored.position).add(stored.sequence);
  hash.add(stored.subject).add(stored.at).add(stored.actor).add(stored.what).add(stored.why);
  return hash.finish();
}

Result<KeptEntry> to_kept(std::optional<StoredEntry> row) {
  if (!row) return failure(ProblemCode::corrupt, "The journal is damaged.");
  auto& stored = *row;
  const auto at = from_rfc3339(stored.at);
  if (!at) {
    return failure(ProblemCode::corrupt,
                   fmt::format("The journal is damaged at position {}.", stored.position));
  }
  Entry entry{stored.sequence,         std::move(stored.subject), *at,
              std::move(stored.actor), std::move(stored.what),    std::move(stored.why)};
  return KeptEntry{stored.position, std::move(entry), std::move(stored.hash)};
}

// Where the journal ends: position and hash of its newest entry.
struct Head {
  std::uint64_t position = 0;
  std::string hash;

  std::string text() const { return position == 0 ? "" : fmt::format("{} {}", position, hash); }
};

Result<void> keep_head(storage::Database& database, const Head& head) {
  return database.run(
      "INSERT INTO workspace (name, value) VALUES ('journal_head', ?)"
      " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {head.text()});
}

Problem damaged_at(std::uint64_t position) {
  return {ProblemCode::corrupt,
          fmt::format("The journal is damaged at position {}: an entry was changed, removed or "
                      "moved there.",
                      position),
          {}};
}

Result<Head> follow(storage::Database& database) {
  static const auto page =
      fmt::format("SELECT {} FROM journal WHERE position > ? ORDER BY position LIMIT ?", columns);
  // Before anything that is positive: an entry at position 0 or below is none of ours.
  auto after = std::numeric_limits<std::int64_t>::min();
  Head head;
  for (;;) {
    const auto rows = database.query(page, {after, page_entries});
    if (!rows) {
      const bool broken = rows.error().code == ProblemCode::corrupt;
      return failure(broken ? damaged_at(head.position + 1) : rows.error());
    }
    if (rows->empty()) return head;
    for (const auto& row : *rows) {
      auto stored = from_row(row);
      const bool follows =
          stored && stored->position == head.position + 1 && stored->previous == head.hash;
      if (!follows || stored->hash != chained(*stored))
        return failure(damaged_at(head.position + 1));
      ++head.position;
      head.hash = std::move(stored->hash);
    }
    after = static_cast<std::int64_t>(head.position);
  }
}

Result<void> check_head(storage::Database& database, const Head& end) {
  TRY(const auto rows, database.query("SELECT value FROM workspace WHERE name = 'journal_head'"));
  const bool known = !rows.empty() && rows[0][0].is_text();
  if ((known ? rows[0][0].text() : std::string()) == end.text()) return {};
  return failure(ProblemCode::corrupt,
                 fmt::format("The journal is damaged at position {}: it does not end where it did.",
                             end.position + 1));
}

Result<void> check_file(storage::Database& database) {
  TRY(const auto rows, database.query("PRAGMA integrity_check(1)"));
  const bool whole = rows.size() == 1 && rows[0][0].is_text() && rows[0][0].text() == "ok";
  if (whole) return {};
  return failure(ProblemCode::corrupt,
                 "The journal's entries are whole, but the database's file "
                 "is damaged elsewhere: restore a copy.");
}

}  // namespace

Result<KeptEntry> append(storage::Database& database, const Entry& entry) {
  TRY(const auto newest, database.query("SELECT position, hash FROM journal "
                                        "ORDER BY position DESC LIMIT 1"));
  StoredEntry next{1,           entry.sequence, entry.subject, to_rfc3339(entry.at),
                   entry.actor, entry.what,     entry.why,     "",
                   ""};
  if (!newest.empty()) {
    next.position = static_cast<std::uint64_t>(newest[0][0].integer()) + 1;
    next.previous = newest[0][1].text();
  }
  next.hash = chained(next);
  static const auto insert =
      fmt::format("INSERT INTO journal ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", columns);
  TRY_VOID(database.run(insert, {next.position, next.sequence, next.subject, next.at, next.actor,
                                 next.what, next.why, next.previous, next.hash}));
  TRY_VOID(keep_head(database, {next.position, next.hash}));
  return KeptEntry{next.position, entry, std::move(next.hash)};
}

Result<std::vector<KeptEntry>> list(storage::Database& database, std::string_view subject,
                                    std::size_t limit) {
  static const auto about = fmt::format(
      "SELECT {} FROM journal WHERE subject = ? ORDER BY position DESC LIMIT ?", columns);
  static const auto all =
      fmt::format("SELECT {} FROM journal ORDER BY position DESC LIMIT ?", columns);
  TRY(const auto rows,
      subject.empty() ? database.query(all, {limit}) : database.query(about, {subject, limit}));
  std::vector<KeptEntry> entries;
  for (const auto& row : rows) {
    TRY(auto kept, to_kept(from_row(row)));
    entries.push_back(std::move(kept));
  }
  return entries;
}

Result<std::uint64_t> verify(storage::Database& database) {
  return database.snapshot([&]() -> Result<std::uint64_t> {
    TRY(const auto end, follow(database));
    TRY_VOID(check_head(database, end));
    TRY_VOID(check_file(database));
    return end.position;
  });
}

}  // namespace spotter::journal
