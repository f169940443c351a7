#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace segnoise::storage {

/// How deflated bytes are framed.
enum class Packing : std::uint8_t { kGzip, kZlib };

/// What a file of gzip begins with, whatever its name.
inline constexpr std::string_view kGzipMagic = "\x1F\x8B";

/// Unpacks bytes while they come, by zlib.
///
/// Checksums and lengths that the packing carries are verified once read() has given less than it
/// was asked for. gzip may have several members, as bgzip writes them. Messages name no file.
class Unpacker {
 public:
  /// The next packed bytes, however many; none at their end. They stay until the next call.
  using Source = std::function<std::span<const std::byte>()>;

  /// @throws std::bad_alloc
  Unpacker(Packing packing, Source source);
  ~Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  Unpacker(Unpacker&&) = delete;
  Unpacker& operator=(Unpacker&&) = delete;

  /// Fills the buffer as far as the data go.
  /// @return  how many bytes came: fewer than asked for where all is unpacked
  /// @throws std::runtime_error  if the data are damaged, which bits after their end are, too; if
  ///                             they end early; if something else follows
  /// @throws std::bad_alloc      as zlib reports it, too; else what the source throws
  std::size_t read(std::span<std::byte> buffer);

 private:
  class Inflater;

  std::unique_ptr<Inflater> inflater_;
};

}  // namespace segnoise::storage
