// The state store: a thin layer over SQLite (architecture.md, "State").
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/ensure.hpp"
#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace spotter::storage {

using Blob = std::vector<std::uint8_t>;

/// One field: null, a whole number, a floating point number, text (UTF-8) or bytes. Converts from
/// each of them, so that parameters can be written as {"key", 3, nullptr}.
class Value {
 public:
  Value(std::nullptr_t) {}
  template <std::integral Number>
  Value(Number number);
  Value(double number) : held_(number) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(const char* text) : held_(std::string(text)) {}
  Value(Blob bytes) : held_(std::move(bytes)) {}
  /// Null if `held` is empty.
  template <class T>
  Value(std::optional<T> held) : Value(held ? Value(std::move(*held)) : Value(nullptr)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(held_); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(held_); }
  bool is_text() const { return std::holds_alternative<std::string>(held_); }
  /// The field as what it is; a broken invariant if it is something else.
  std::int64_t integer() const { return as<std::int64_t>(); }
  double real() const { return as<double>(); }
  const std::string& text() const { return as<std::string>(); }
  const Blob& bytes() const { return as<Blob>(); }

  bool operator==(const Value&) const = default;

 private:
  friend class Database;

  template <class T>
  const T& as() const {
    const auto* held = std::get_if<T>(&held_);
    ensure(held != nullptr, "a field of the database has the type its table declares");
    return *held;
  }

  std::variant<std::monostate, std::int64_t, double, std::string, Blob> held_;
};

template <std::integral Number>
Value::Value(Number number) : held_(static_cast<std::int64_t>(number)) {
  ensure(std::in_range<std::int64_t>(number), "a whole number in the database has 64 bits");
}

/// The fields in the order of the SELECT.
using Row = std::vector<Value>;
using Rows = std::vector<Row>;
using Parameters = std::vector<Value>;

/// An open database. One thread at a time. Problems: unavailable (disk full or broken, locked),
/// corrupt (the file is damaged), conflict (a constraint), internal (wrong SQL).
class Database {
 public:
  /// Opens or creates (mode 0600); ":memory:" for one that lives as long as the object. In force:
  /// write-ahead log, synchronous=FULL, foreign keys.
  static Result<Database> open(const std::string& path);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// One SQL statement with a `?` for each parameter; all rows are fetched: the SQL sets a LIMIT.
  Result<Rows> query(std::string_view sql, const Parameters& parameters = {});

  /// The same without rows.
  Result<void> run(std::string_view sql, const Parameters& parameters = {});

  /// Several statements without parameters, as a migration has them.
  Result<void> run_script(std::string_view sql);

  /// Rows changed by the last statement that changes rows.
  std::int64_t changes() const;

  /// Runs `f() -> Result<T>` in a transaction that may write from its start (BEGIN IMMEDIATE,
  /// repeated while another one holds the lock). Commits what succeeded; rolls back if f returns
  /// a problem or throws. Not nested.
  template <class F>
  auto transaction(F f) -> decltype(f());

  /// Runs `f() -> Result<T>`, which only reads, against one moment of the database, whatever other
  /// processes write meanwhile. Not nested.
  template <class F>
  auto snapshot(F f) -> decltype(f());

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  class Rollback;

  explicit Database(sqlite3* connection);

  Problem problem(int code) const;
  Result<sqlite3_stmt*> prepared(std::string_view sql);
  Result<void> bind(sqlite3_stmt* statement, const Parameters& parameters);
  Result<Rows> step_all(sqlite3_stmt* statement);
  Result<void> begin();
  Result<void> commit();
  void roll_back() noexcept;

  std::unique_ptr<sqlite3, Close> connection_;
  // after the connection: statements are finalized first
  std::unordered_map<std::string, Statement> statements_;
};

/// Rolls back when it goes out of scope, unless told that the transaction is over.
class Database::Rollback {
 public:
  explicit Rollback(Database& database) : database_(&database) {}
  ~Rollback() {
    if (database_ != nullptr) database_->roll_back();
  }
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;

  void dismiss() { database_ = nullptr; }

 private:
  Database* database_;
};

template <class F>
auto Database::snapshot(F f) -> decltype(f()) {
  TRY_VOID(run("BEGIN"));
  const Rollback end(*this);
  return f();
}

template <class F>
auto Database::transaction(F f) -> decltype(f()) {
  TRY_VOID(begin());
  Rollback rollback(*this);
  auto result = f();
  if (!result) return result;
  TRY_VOID(commit());
  rollback.dismiss();
  return result;
}

}  // namespace spotter::storage
