#include "protocols/segment/settings.hpp"

#include <boost/json.hpp>

namespace spotter::protocols {

namespace json = boost::json;

std::string settings_json(std::string_view write_key, std::string_view scheme,
                          std::string_view host_and_prefix) {
  const json::object everything{{"enabled", true}, {"integrations", json::object{}}};
  const json::object sender{{"apiKey", write_key},
                            {"apiHost", std::string(host_and_prefix) + "/v1"},
                            {"protocol", scheme},
                            {"unbundledIntegrations", json::array{}},
                            {"addBundledMetadata", true}};
  return json::serialize(
      json::object{{"integrations", json::object{{"Segment.io", sender}}},
                   {"plan", json::object{{"track", json::object{{"__default", everything}}}}},
                   {"remotePlugins", json::array{}}});
}

}  // namespace spotter::protocols
