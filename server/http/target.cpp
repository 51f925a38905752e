#include "http/target.hpp"

#include "base/text.hpp"

namespace spotter::http {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_clean(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

Result<std::string> decode_path(std::string_view raw) {
  std::string path;
  while (!raw.empty()) {
    raw.remove_prefix(1);  // the "/" before the segment
    const auto end = std::min(raw.find('/'), raw.size());
    const auto segment = percent_decode(raw.substr(0, end), false);
    if (!segment) return failure(bad_request("The path has a wrong percent-encoding."));
    if (segment->find('/') != std::string::npos || *segment == ".." || *segment == ".")
      return failure(bad_request("The path has a segment that is not allowed."));
    path += '/';
    path += *segment;
    raw.remove_prefix(end);
  }
  if (!is_clean(path)) return failure(bad_request("The path is not well-formed UTF-8."));
  return path;
}

// A wrong encoding stays as it is, as browsers read it.
std::string decode_part(std::string_view raw) {
  return percent_decode(raw, true).value_or(std::string(raw));
}

Result<wire::Headers> decode_query(std::string_view raw) {
  wire::Headers query;
  while (!raw.empty()) {
    const auto end = std::min(raw.find('&'), raw.size());
    const auto pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode_part(pair.substr(0, equals));
    auto value = decode_part(pair.substr(std::min(equals + 1, pair.size())));
    if (!is_clean(name) || !is_clean(value))
      return failure(bad_request("The query is not well-formed UTF-8."));
    query.emplace_back(std::move(name), std::move(value));
  }
  return query;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

Result<Target> parse_target(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    text.remove_prefix(std::min(text.find_first_of("/?#", scheme.size()), text.size()));
    break;
  }
  text = text.substr(0, text.find('#'));
  const auto question = std::min(text.find('?'), text.size());
  auto raw_path = text.substr(0, question);
  if (!raw_path.empty() && raw_path.front() != '/')
    return failure(bad_request("The path must begin with a slash."));
  if (raw_path.empty()) raw_path = "/";
  Target target;
  TRY(target.path, decode_path(raw_path));
  TRY(target.query, decode_query(text.substr(std::min(question + 1, text.size()))));
  return target;
}

}  // namespace spotter::http
