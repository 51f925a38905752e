#include "stats/reference_methods_check.hpp"

namespace spotter::stats {

ReferenceMethod find_reference_method(std::string_view name) {
  for (const auto& family :
       {moments_methods(), mean_methods(), proportion_methods(), label_methods()}) {
    for (const auto& [known, method] : family) {
      if (known == name) return method;
    }
  }
  return nullptr;
}

}  // namespace spotter::stats
