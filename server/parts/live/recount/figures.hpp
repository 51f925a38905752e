// The figures of a launch by name, and where two sets of them differ.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "wire/json.hpp"

namespace spotter::live {

/// One figure: a text that must be the same to the letter, or a number that must agree to 1e-9.
struct Figure {
  std::string text;
  std::optional<double> number;  ///< instead of the text
  double scale = 1;              ///< the size below which a number agrees absolutely

  bool operator==(const Figure&) const = default;
};

/// By name: "arms/treatment/units". A plain value.
using Figures = std::map<std::string, Figure>;

/// A figure that the running loop and a recount of the log disagree about; null: it is not there.
struct Difference {
  std::string figure;
  std::optional<std::string> streaming;
  std::optional<std::string> recounted;

  bool operator==(const Difference&) const = default;
};
SPOTTER_DESCRIBE(Difference,
                 (figure, required, "What differs, as arms/treatment/units.")(
                     streaming, required, "As the running loop has it; null: it has none.")(
                     recounted, required, "As a recount of the event log has it; null: none."))

/// Every figure that is not the same in both, by name. Texts are compared exactly; numbers agree
/// within 1e-9 of the larger one, and below the larger scale within 1e-9 of that (semantics.md,
/// "Exactness"). Pure.
std::vector<Difference> compare(const Figures& streaming, const Figures& recounted);

// Writing figures. `number`: nothing means undefined, which only equals undefined.
void put(Figures& figures, const std::string& name, std::string text);
void put_count(Figures& figures, const std::string& name, std::uint64_t count);
void put_time(Figures& figures, const std::string& name, std::optional<Instant> at);
void put_number(Figures& figures, const std::string& name, std::optional<double> number,
                double scale = 1);

/// An enumerator as its word.
template <class Enum>
void put_word(Figures& figures, const std::string& name, Enum value) {
  put(figures, name, boost::describe::enum_to_string(value, "?"));
}

}  // namespace spotter::live
