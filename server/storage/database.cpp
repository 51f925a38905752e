#include "storage/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/disk.hpp"
#include "base/limits.hpp"

namespace spotter::storage {
namespace {

constexpr int begin_tries_max = 3;  // each waits limits::database_wait_max
constexpr std::size_t statements_max = 500;

ProblemCode classify(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ProblemCode::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ProblemCode::corrupt;
    case SQLITE_CONSTRAINT: return ProblemCode::conflict;
    default: return ProblemCode::internal;
  }
}

bool is_busy(const Problem& problem, sqlite3* connection) {
  return problem.code == ProblemCode::unavailable &&
         (sqlite3_extended_errcode(connection) & 0xFF) == SQLITE_BUSY;
}

Value column(sqlite3_stmt* statement, int index) {
  const auto size = [&] {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
  };
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, index);
    case SQLITE_FLOAT: return sqlite3_column_double(statement, index);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
      return std::string(text, size());
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, index));
      return bytes == nullptr ? Blob() : Blob(bytes, bytes + size());
    }
    default: return nullptr;
  }
}

// Text and bytes stay where they are: the parameters outlive the statement's run.
struct Bind {
  sqlite3_stmt* statement;
  int index;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
  int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(const Blob& bytes) const {
    // A null pointer would bind NULL.
    const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
    return sqlite3_bind_blob64(statement, index, data, bytes.size(), SQLITE_STATIC);
  }
};

// Makes a cached statement ready for its next use, however this one ends.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(sqlite3* connection) : connection_(connection) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&& from) noexcept {
  statements_ = std::move(from.statements_);
  connection_ = std::move(from.connection_);
  return *this;
}
Database::~Database() = default;

Result<Database> Database::open(const std::string& path) {
  // SQLite would create the file readable for all; its own further files copy the mode.
  if (path != ":memory:") TRY_VOID(PosixDisk{}.open(path, true));
  sqlite3* connection = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  Database database(connection);
  if (code != SQLITE_OK) return failure(database.problem(code));
  sqlite3_extended_result_codes(connection, 1);
  using std::chrono::milliseconds;
  sqlite3_busy_timeout(connection,
                       static_cast<int>(milliseconds(limits::database_wait_max).count()));
  TRY_VOID(
      database.run_script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                          "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"));
  return database;
}

Problem Database::problem(int code) const {
  const auto* what = connection_ ? sqlite3_errmsg(connection_.get()) : sqlite3_errstr(code);
  return {classify(code), fmt::format("The database refused: {} (code {}).", what, code), {}};
}

Result<sqlite3_stmt*> Database::prepared(std::string_view sql) {
  const auto known = statements_.find(std::string(sql));
  if (known != statements_.end()) return known->second.get();
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  Statement owned(statement);
  if (code != SQLITE_OK) return failure(problem(code));
  ensure(statement != nullptr && rest == sql.data() + sql.size(), "query takes one statement");
  // SQL is written out in the program, so this is a bound, not a cache policy.
  if (statements_.size() >= statements_max) statements_.clear();
  statements_.emplace(sql, std::move(owned));
  return statement;
}

Result<void> Database::bind(sqlite3_stmt* statement, const Parameters& parameters) {
  ensure(sqlite3_bind_parameter_count(statement) == static_cast<int>(parameters.size()),
         "a statement has a parameter for each of its question marks");
  int index = 0;
  for (const auto& parameter : parameters) {
    const int code = std::visit(Bind{statement, ++index}, parameter.held_);
    if (code != SQLITE_OK) return failure(problem(code));
  }
  return {};
}

Result<Rows> Database::step_all(sqlite3_stmt* statement) {
  Rows rows;
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return rows;
    if (code != SQLITE_ROW) return failure(problem(code));
    auto& row = rows.emplace_back();
    const int columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i) row.push_back(column(statement, i));
  }
}

Result<Rows> Database::query(std::string_view sql, const Parameters& parameters) {
  TRY(auto* statement, prepared(sql));
  const Reset reset(statement);
  TRY_VOID(bind(statement, parameters));
  return step_all(statement);
}

Result<void> Database::run(std::string_view sql, const Parameters& parameters) {
  TRY_VOID(query(sql, parameters));
  return {};
}

Result<void> Database::run_script(std::string_view sql) {
  const std::string terminated(sql);
  const int code = sqlite3_exec(connection_.get(), terminated.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(problem(code));
  return {};
}

std::int64_t Database::changes() const { return sqlite3_changes64(connection_.get()); }

Result<void> Database::begin() {
  ensure(sqlite3_get_autocommit(connection_.get()) != 0, "transactions are not nested");
  for (int tries = 1;; ++tries) {
    auto begun = run("BEGIN IMMEDIATE");
    if (begun || tries == begin_tries_max || !is_busy(begun.error(), connection_.get())) {
      return begun;
    }
  }
}

Result<void> Database::commit() {
  // A busy COMMIT leaves the transaction as it is and may be repeated (SQLite, "BEGIN").
  auto committed = run("COMMIT");
  if (!committed && is_busy(committed.error(), connection_.get())) committed = run("COMMIT");
  return committed;
}

void Database::roll_back() noexcept {
  // SQLite has rolled back by itself after some errors, such as a full disk.
  if (sqlite3_get_autocommit(connection_.get()) != 0) return;
  sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace spotter::storage
