// One description per struct: names, whether a member may be missing, and a sentence for each.
// JSON reading, JSON writing and JSON Schema all come from it.
#pragma once

#include <boost/describe.hpp>
#include <boost/preprocessor/seq/for_each_i.hpp>
#include <boost/preprocessor/seq/to_tuple.hpp>
#include <boost/preprocessor/seq/transform.hpp>
#include <boost/preprocessor/seq/variadic_seq_to_seq.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <boost/preprocessor/tuple/elem.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>
#include <span>
#include <string_view>

namespace spotter::wire {

/// Whether a member must stand in the JSON that is read. An optional one keeps its default.
enum class Need { required, optional };

struct FieldNote {
  std::string_view name;  ///< as in JSON: a trailing underscore of the C++ name is dropped
  Need need = Need::required;
  std::string_view sentence;
};

constexpr std::string_view json_name(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

}  // namespace spotter::wire

#define SPOTTER_FIELD_NAME_(s, data, field) BOOST_PP_TUPLE_ELEM(3, 0, field)
#define SPOTTER_FIELD_NOTE_(r, data, i, field)               \
  ::spotter::wire::FieldNote{::spotter::wire::json_name(     \
      BOOST_PP_STRINGIZE(BOOST_PP_TUPLE_ELEM(3, 0, field))), \
      ::spotter::wire::Need::BOOST_PP_TUPLE_ELEM(3, 1, field), BOOST_PP_TUPLE_ELEM(3, 2, field)},

/// In the struct's namespace:
///   SPOTTER_DESCRIBE(Arm, (key, required, "The arm's name.")(weight, optional, "Its share."))
#define SPOTTER_DESCRIBE(T, fields) SPOTTER_DESCRIBE_(T, BOOST_PP_VARIADIC_SEQ_TO_SEQ(fields))
#define SPOTTER_DESCRIBE_(T, seq)                                                        \
  BOOST_DESCRIBE_STRUCT(                                                                 \
      T, (), BOOST_PP_SEQ_TO_TUPLE(BOOST_PP_SEQ_TRANSFORM(SPOTTER_FIELD_NAME_, _, seq))) \
  inline std::span<const ::spotter::wire::FieldNote> spotter_field_notes(const T*) {     \
    static constexpr ::spotter::wire::FieldNote notes[] = {                              \
        BOOST_PP_SEQ_FOR_EACH_I(SPOTTER_FIELD_NOTE_, _, seq)};                           \
    return notes;                                                                        \
  }
