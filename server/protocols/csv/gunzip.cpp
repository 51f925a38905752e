#include "protocols/csv/gunzip.hpp"

#include "base/ensure.hpp"
#include "base/limits.hpp"

namespace spotter::protocols {

namespace {

constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr int gzip_window = 15 + 16;

Problem damaged() { return bad_request("The compressed file is damaged or cut off."); }

}  // namespace

Gunzip::~Gunzip() {
  if (form_ == Form::gzip) inflateEnd(&stream_);
}

Result<void> Gunzip::feed(std::string_view bytes) {
  if (form_ == Form::plain) return pass(bytes);
  if (form_ == Form::gzip) return inflate(bytes);
  first_bytes_ += bytes;
  if (first_bytes_.size() < gzip_mark.size()) return {};
  const std::string first = std::move(first_bytes_);
  if (!first.starts_with(gzip_mark)) {
    form_ = Form::plain;
    return pass(first);
  }
  ensure(inflateInit2(&stream_, gzip_window) == Z_OK, "zlib has memory for one file");
  form_ = Form::gzip;
  return inflate(first);
}

Result<void> Gunzip::finish() {
  if (form_ == Form::unknown) return pass(first_bytes_);
  if (form_ == Form::gzip && !between_members_) return failure(damaged());
  return {};
}

Result<void> Gunzip::pass(std::string_view piece) {
  passed_bytes_ += piece.size();
  if (passed_bytes_ > limits::csv_bytes_max)
    return failure(ProblemCode::too_large, "The file is larger than 16 GiB of text.");
  return take_(piece);
}

Result<void> Gunzip::inflate(std::string_view bytes) {
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_.avail_in = static_cast<uInt>(bytes.size());
  // Input may be used up while output still waits inside zlib: go on until a step is not filled.
  for (bool filled = false; stream_.avail_in > 0 || filled;) {
    if (between_members_) {
      inflateReset(&stream_);
      between_members_ = false;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(step_.data());
    stream_.avail_out = static_cast<uInt>(step_.size());
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    filled = stream_.avail_out == 0 && code == Z_OK;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return failure(damaged());
    TRY_VOID(pass(std::string_view(step_.data(), step_.size() - stream_.avail_out)));
    if (code == Z_BUF_ERROR) return {};
    between_members_ = code == Z_STREAM_END;
  }
  return {};
}

}  // namespace spotter::protocols
