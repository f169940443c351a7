#pragma once

#include "core/shape/geometry.h"
#include "data/coco/read/coco_file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {

/// What tells that images of two files are the same.
enum class ImagesBy : std::uint8_t {
  kId,
  kName,  ///< CocoFile::file_name_of(), to the letter
};

/// An image that two files have, and its places among theirs.
struct CommonImage {
  std::int64_t id_a = 0;
  shape::Size size = {};
  std::size_t in_a = 0;
  std::size_t in_b = 0;
};

/// The images that two files have, by their ids in the first.
struct CommonImages {
  ImagesBy by = ImagesBy::kId;
  std::vector<CommonImage> images = {};
};

/// Finds the images that two files have in common.
///
/// @param by  nothing: by id, unless ids and file names disagree, then by name. They disagree where
///            images of one id have names of which the last parts differ, or where a name that each
///            file has once is that of images of different ids. Images without a name disagree with
///            nothing.
/// @throws std::runtime_error  one line that names both files: no common image, unless neither file
///         has any; an image whose size differs; by name, a name that both files have, one of them
///         twice
[[nodiscard]] CommonImages common_images(
    const CocoFile& a, const CocoFile& b, std::optional<ImagesBy> by);

}  // namespace segnoise::coco
