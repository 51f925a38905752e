// Bytes that may be compressed with gzip, inflated as they arrive.
#pragma once

#include <zlib.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter::protocols {

/// Passes bytes on as they are, or inflated if they begin as gzip does (RFC 1952; several members
/// one after the other too). Keeps one step of 32 KiB. One thread.
class Gunzip {
 public:
  using TakePiece = std::function<Result<void>(std::string_view)>;

  explicit Gunzip(TakePiece take) : take_(std::move(take)) {}
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  /// bad_request if the compressed bytes are damaged; too_large over limits::csv_bytes_max.
  Result<void> feed(std::string_view bytes);
  /// The end of the bytes. bad_request if they are cut off.
  Result<void> finish();

 private:
  enum class Form { unknown, plain, gzip };

  Result<void> pass(std::string_view piece);
  Result<void> inflate(std::string_view bytes);

  TakePiece take_;
  Form form_ = Form::unknown;
  std::string first_bytes_;
  z_stream stream_{};
  bool between_members_ = false;
  std::size_t passed_bytes_ = 0;
  std::array<char, 32 * 1024> step_{};
};

}  // namespace spotter::protocols
