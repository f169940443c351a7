#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace segnoise::storage {

/// The bytes of a whole file, as a window on it where the system can do that: pages are read when
/// they are looked at, and given back when memory is short. The file must not shrink meanwhile.
class MappedFile {
 public:
  /// @throws std::runtime_error  as open_to_read() does
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  MappedFile(MappedFile&&) = delete;
  MappedFile& operator=(MappedFile&&) = delete;

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
  std::string copy_;  ///< where there is no window
};

}  // namespace segnoise::storage
