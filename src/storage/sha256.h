#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::storage {

/// SHA-256 of bytes that come piece by piece (FIPS 180-4, by OpenSSL's libcrypto).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::span<const std::byte> bytes);

  /// The digest of everything so far, as 64 lower-case hexadecimal digits; afterwards, only
  /// destruction is allowed.
  [[nodiscard]] std::string hex_digest();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// SHA-256 of bytes that are all there.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

/// A file that was read, and what it held.
struct FileDigest {
  std::string name;    ///< as the reader calls it, without the machine's folders
  std::string sha256;  ///< 64 hexadecimal digits

  auto operator<=>(const FileDigest&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// One digest for many files: SHA-256 of the lines "<sha256>  <name>\n", sorted by name, as
/// `sha256sum` prints them. The order of the argument does not matter.
[[nodiscard]] std::string fingerprint_of(std::vector<FileDigest> files);

}  // namespace segnoise::storage
