#pragma once

#include "data/coco/convert/instance_data_set.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace segnoise::coco {

/// How an instance's pixels are written.
enum class Segmentations : std::uint8_t {
  kPolygons,    ///< along pixel edges, in parts where there is a hole; run lengths for groups, as
                ///< COCO has its crowds
  kRunLengths,  ///< all
};

struct ConversionOptions {
  Segmentations segmentations = Segmentations::kPolygons;
  int threads = 1;           ///< >= 1; the file does not depend on it
  std::string program = {};  ///< for "info"
  std::string version = {};
};

/// What a written file holds.
struct ConversionCounts {
  std::size_t images = 0;
  std::size_t instances = 0;   ///< without groups
  std::size_t groups = 0;      ///< iscrowd 1
  std::size_t with_holes = 0;  ///< instances, not groups, that have a hole
};

/// Writes a data set as a file of COCO instances, whole or not at all.
///
/// Images have the ids 1, 2, ... in their order, annotations too, an image's by ascending value of
/// their pixels. area counts an instance's pixels, bbox is the box of whole pixels around them. By
/// COCO's rasteriser an instance's polygons give its very pixels. Images without an instance are
/// listed all the same. The same labels give the same bytes. Each thread holds one image at a time.
///
/// @param path      replaced, if it is there
/// @param progress  called with the number of images done and of all; may throw, to give up
/// @throws std::runtime_error  as data_set.labels() does, for the first image that fails, and as
///                             FileWriter does
ConversionCounts write_converted(
    const InstanceDataSet& data_set,
    const ConversionOptions& options,
    const std::filesystem::path& path,
    const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace segnoise::coco
