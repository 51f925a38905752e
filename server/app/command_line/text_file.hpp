// Files that people wrote and that a command reads whole.
#pragma once

#include <string>

#include "base/result.hpp"

namespace spotter::app {

/// The text of a file; of one beyond limits::definitions_bytes_max one byte more than that, so
/// that whoever reads it sees that. not_found if it cannot be read.
Result<std::string> read_text_file(const std::string& path);

}  // namespace spotter::app
