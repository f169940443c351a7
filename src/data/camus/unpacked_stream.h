#pragma once

#include "data/camus/input_file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace segnoise::camus {

/// How the bytes of a file are packed.
enum class Packing : std::uint8_t { kPlain, kGzip, kZlib };

/// The rest of a file, unpacked while it is read, by zlib.
///
/// Checksums and lengths that the packing carries are verified once require_end() has returned.
/// A gzip file may have several members, as bgzip writes them. Messages do not name the file.
class UnpackedStream {
 public:
  /// @param file  must outlive the stream, and is read by nobody else
  UnpackedStream(InputFile& file, Packing packing);
  ~UnpackedStream();
  UnpackedStream(const UnpackedStream&) = delete;
  UnpackedStream& operator=(const UnpackedStream&) = delete;
  UnpackedStream(UnpackedStream&&) = delete;
  UnpackedStream& operator=(UnpackedStream&&) = delete;

  /// The next bytes: all that were asked for.
  ///
  /// Memory grows with what really comes, so that a header which promises too much costs nothing.
  /// @param what  is read, for the message: "header"
  /// @throws std::runtime_error  if the data are damaged or end early
  [[nodiscard]] std::vector<std::byte> take(std::size_t count, const std::string& what);

  /// Reads to the end of the file, which must come before another unpacked byte does.
  /// @throws std::runtime_error  if there is more, or a checksum is wrong
  void require_end();

 private:
  class Inflater;

  /// Fills the buffer as far as the data go.
  std::size_t read(std::span<std::byte> buffer);

  InputFile& file_;
  std::unique_ptr<Inflater> inflater_;  ///< none if plain
};

}  // namespace segnoise::camus
