#include "parts/launches/touched.hpp"

#include <algorithm>
#include <boost/mp11.hpp>

namespace spotter::launches {

namespace {

template <class T>
bool says_the_same(const T& before, const T& after) {
  return before == after;
}

template <class T>
bool says_the_same(const std::vector<T>& before, const std::vector<T>& after) {
  return std::is_permutation(before.begin(), before.end(), after.begin(), after.end());
}

}  // namespace

std::set<std::string> touched(const Brief& before, const Brief& after) {
  std::set<std::string> fields;
  boost::mp11::mp_for_each<boost::describe::describe_members<Brief, boost::describe::mod_public>>(
      [&](auto member) {
        if (!says_the_same(before.*member.pointer, after.*member.pointer))
          fields.emplace(member.name);
      });
  return fields;
}

bool voids(const MetGate& gate, const std::set<std::string>& touched) {
  return std::any_of(gate.touches.begin(), gate.touches.end(),
                     [&](const std::string& field) { return touched.contains(field); });
}

}  // namespace spotter::launches
