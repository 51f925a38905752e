// A set of UTF-16 code units: what a class of a regular expression matches.
#pragma once

#include <bitset>
#include <memory>
#include <string>

namespace spotter::live {

class UnitSet {
 public:
  /// The classes of ECMAScript 22.2: \d, \w, \s and the dot.
  static UnitSet digits();
  static UnitSet words();
  static UnitSet blanks();
  static UnitSet dot();

  void add(char16_t first, char16_t last);
  void add(const UnitSet& other);
  void invert();
  /// Every unit replaced by what flag i compares instead (fold_unit).
  void fold();

  /// A PCRE2 class in ASCII, every unit as \x{…}.
  std::string to_pcre() const;

 private:
  // On the heap: 8 KiB.
  using Bits = std::bitset<0x10000>;
  std::unique_ptr<Bits> bits_ = std::make_unique<Bits>();
};

/// One unit in a PCRE2 pattern: \x{…}.
std::string pcre_unit(char16_t unit);

}  // namespace spotter::live
