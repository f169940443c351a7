#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace segnoise::coco {

/// Whether bytes begin as a file of gzip does, whatever its name.
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// What is unpacked is held in memory; nothing larger is.
inline constexpr std::size_t kMostUnpackedBytes = std::size_t{1} << 32U;

/// What a file of gzip holds, of all its members, as bgzip writes them. Checksums and lengths are
/// verified. Memory grows with what really comes.
///
/// @param most_bytes  that are unpacked
/// @throws std::runtime_error  if the data are damaged, end early or hold more; if something
/// follows
/// @throws std::bad_alloc      as zlib reports it, too
[[nodiscard]] std::string gunzipped(
    std::string_view bytes, std::size_t most_bytes = kMostUnpackedBytes);

}  // namespace segnoise::coco
