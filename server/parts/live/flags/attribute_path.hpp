// Dotted paths into attributes.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace spotter::live {

/// "device.os.0" walks objects by name and arrays by index; arrays also have "length".
class AttributePath {
 public:
  explicit AttributePath(std::string_view path);

  /// The value there, or null if there is none. `room` holds a value that exists nowhere (a
  /// length).
  const boost::json::value& find(const boost::json::value& root, boost::json::value& room) const;

 private:
  std::vector<std::string> parts_;
};

}  // namespace spotter::live
