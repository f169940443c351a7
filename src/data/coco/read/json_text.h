#pragma once

#include "storage/mapped_file.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace segnoise::coco {

/// The text of a file of JSON: a window on its bytes, or what they hold where gzip has packed them,
/// and without a mark of UTF-8 before it.
class JsonText {
 public:
  /// @throws std::runtime_error  naming the file: as open_to_read() and gunzipped() do
  explicit JsonText(const std::filesystem::path& path);

  [[nodiscard]] std::string_view text() const;

 private:
  storage::MappedFile file_;
  bool is_packed_;
  std::string unpacked_;
};

}  // namespace segnoise::coco
