#include "base/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"

namespace spotter {

void log_line(std::string_view sentence) {
  const auto line = fmt::format("{} {}\n", to_rfc3339(SystemClock{}.now()), sentence);
  // One write call per line keeps lines whole; a log that cannot be written is not an error.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace spotter
