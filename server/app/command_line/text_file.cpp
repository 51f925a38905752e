#include "app/command_line/text_file.hpp"

#include <fmt/format.h>

#include <fstream>

#include "base/limits.hpp"

namespace spotter::app {

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::definitions_bytes_max + 1, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && file.gcount() == 0 &&
      !file.eof())
    return failure(ProblemCode::not_found, fmt::format("The file {} cannot be read.", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace spotter::app
