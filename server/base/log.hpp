// The application log: one line an entry on standard error. Never a raw id, never a key.
#pragma once

#include <string_view>

namespace spotter {

/// Writes "2026-03-01T09:00:00.123456Z sentence". Any thread; a line is never torn.
void log_line(std::string_view sentence);

}  // namespace spotter
