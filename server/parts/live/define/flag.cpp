#include "parts/live/define/flag.hpp"

#include <cmath>

namespace spotter::live {

bool is_of_type(const boost::json::value& value, ValueType type) {
  switch (type) {
    case ValueType::boolean: return value.is_bool();
    case ValueType::string: return value.is_string();
    case ValueType::number: return value.is_number() && std::isfinite(value.to_number<double>());
    case ValueType::json: return value.is_object() || value.is_array();
  }
  return false;
}

}  // namespace spotter::live
