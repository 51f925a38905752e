// CRC32C (Castagnoli, RFC 3720 appendix B.4): the checksum of the event log's frames.
#pragma once

#include <cstdint>
#include <span>

namespace spotter::storage {

/// Continues `crc` (0 to start) over `bytes`; uses the processor's instruction where there is one.
std::uint32_t crc32c(std::uint32_t crc, std::span<const std::uint8_t> bytes);

/// The same by table, on every processor.
std::uint32_t crc32c_by_table(std::uint32_t crc, std::span<const std::uint8_t> bytes);

/// True if the processor computes CRC32C itself (SSE 4.2).
bool crc32c_in_hardware();

/// The same with the processor's instruction. Only if crc32c_in_hardware().
std::uint32_t crc32c_by_instruction(std::uint32_t crc, std::span<const std::uint8_t> bytes);

}  // namespace spotter::storage
