// A long run of values in pieces, so that neither side holds all of it at once.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "wire/bytes.hpp"

namespace spotter::wire {

/// Writes values and hands them on in pieces of about a megabyte. A piece ends between values
/// only. One thread.
class ByteOutput {
 public:
  using Put = std::function<Result<void>(std::string_view piece)>;

  explicit ByteOutput(Put put) : put_(std::move(put)) {}

  /// Where the next value goes. Call it anew for every value, or for a few that belong together.
  ByteWriter& value() {
    if (writer_.size() >= piece_bytes) pass();
    return writer_;
  }
  /// Hands on what is left; the first problem that `put` had, if any.
  Result<void> finish() {
    if (writer_.size() > 0) pass();
    return done_;
  }

  static constexpr std::size_t piece_bytes = 1024 * 1024;

 private:
  void pass() {
    const auto piece = writer_.take();
    if (done_) done_ = put_(piece);
  }

  Put put_;
  ByteWriter writer_;
  Result<void> done_;
};

/// Reads what ByteOutput wrote, with the same calls in the same order. One thread.
class ByteInput {
 public:
  /// The next piece, or nothing after the last one.
  using Get = std::function<Result<std::optional<std::string>>()>;

  explicit ByteInput(Get get) : get_(std::move(get)) {}

  ByteReader& value() {
    if (reader_.at_end()) fetch();
    return reader_;
  }
  /// True if all that was read was there.
  bool complete() const { return got_ && whole_ && reader_.complete(); }
  /// The problem that `get` had, if any: then the bytes may be fine.
  const Result<void>& got() const { return got_; }

 private:
  void fetch() {
    whole_ = whole_ && reader_.complete();
    auto piece = get_();
    if (!piece) got_ = failure(piece.error());
    if (!piece || !*piece) {
      whole_ = false;
      return;
    }
    piece_ = std::move(**piece);
    reader_ = ByteReader(piece_);
  }

  Get get_;
  std::string piece_;
  ByteReader reader_{{}};
  bool whole_ = true;
  Result<void> got_;
};

}  // namespace spotter::wire
