// A table file, compressed or not, as it arrives: what an analysis works on.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "parts/live/analyse/imported.hpp"
#include "protocols/csv/gunzip.hpp"
#include "protocols/csv/reader.hpp"

namespace spotter::protocols {

/// Reads CSV or CSV.gz piece by piece; keeps one row of text and the numbers that are analysed.
/// One thread. Problems as of Gunzip, CsvReader and live::Importer.
class TableFile {
 public:
  /// `columns`: see live::recognise().
  explicit TableFile(std::map<std::string, std::string> columns);

  Result<void> feed(std::string_view bytes) { return gunzip_.feed(bytes); }
  Result<live::Imported> finish();

 private:
  live::Importer importer_;
  CsvReader reader_;
  Gunzip gunzip_;
};

}  // namespace spotter::protocols
