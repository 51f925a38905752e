#include "protocols/public_url.hpp"

namespace spotter::protocols {

namespace {

// What stands unescaped in a host or path (RFC 3986), and "%" for escapes.
bool is_plain(std::string_view text) {
  return text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/"
             "[]%!$&'()*+,;=@") == std::string_view::npos;
}

}  // namespace

Result<PublicUrl> parse_public_url(std::string_view text) {
  PublicUrl url;
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos)
    return failure(bad_request("A public URL starts with http:// or https://."));
  url.scheme = text.substr(0, scheme_end);
  if (url.scheme != "http" && url.scheme != "https")
    return failure(bad_request("A public URL starts with http:// or https://."));
  auto rest = text.substr(scheme_end + 3);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const auto host_end = std::min(rest.find('/'), rest.size());
  url.host = rest.substr(0, host_end);
  url.prefix = rest.substr(host_end);
  if (url.host.empty()) return failure(bad_request("A public URL names a host."));
  if (!is_plain(rest) || url.host.find('@') != std::string::npos)
    return failure(bad_request("A public URL has no user, query or fragment."));
  return url;
}

}  // namespace spotter::protocols
