#include "protocols/csv/table_file.hpp"

namespace spotter::protocols {

TableFile::TableFile(std::map<std::string, std::string> columns)
    : importer_(std::move(columns)),
      reader_([this](const CsvRow& row) {
        // Programs that separate by semicolons do so because their decimals have commas.
        return importer_.take({row.line, row.cells, row.separator == ';', row.is_doubtful});
      }),
      gunzip_([this](std::string_view piece) { return reader_.feed(piece); }) {}

Result<live::Imported> TableFile::finish() {
  TRY_VOID(gunzip_.finish());
  TRY_VOID(reader_.finish());
  return importer_.finish();
}

}  // namespace spotter::protocols
