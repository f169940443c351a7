#pragma once

#include "data/frames/input_file.h"
#include "storage/unpacker.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::frames {

/// The rest of a file, unpacked while it is read where it is packed.
///
/// Checksums and lengths that the packing carries are verified once require_end() has returned.
/// Messages do not name the file.
class UnpackedStream {
 public:
  /// @param file     must outlive the stream, and is read by nobody else
  /// @param packing  none of what is plain
  UnpackedStream(InputFile& file, std::optional<storage::Packing> packing);

  /// The next bytes: all that were asked for.
  ///
  /// Memory grows with what really comes, so that a header which promises too much costs nothing.
  /// @param what  is read, for the message: "header"
  /// @throws std::runtime_error  as storage::Unpacker does; if the data end early
  [[nodiscard]] std::vector<std::byte> take(std::size_t count, const std::string& what);

  /// Reads to the end of the file, which must come before another unpacked byte does.
  /// @throws std::runtime_error  if there is more, or a checksum is wrong
  void require_end();

 private:
  /// Fills the buffer as far as the data go.
  std::size_t read(std::span<std::byte> buffer);

  InputFile& file_;
  std::optional<storage::Unpacker> unpacker_;  ///< none if plain
};

}  // namespace segnoise::frames
