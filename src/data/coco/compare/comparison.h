#pragma once

#include "core/noise/category_table.h"
#include "core/shape/mask.h"
#include "data/coco/compare/common_images.h"
#include "data/coco/compare/matching.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/read/image_instances.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {

/// How alike two masks of one frame are, as fractions in [0, 1]: 1 if they have the same pixels.
struct Likeness {
  double iou = 0.0;           ///< overlap()
  double boundary_iou = 0.0;  ///< boundary_iou() at the frame's own width
  double dice = 0.0;          ///< overlap()

  [[nodiscard]] bool is_identical() const { return iou == 1.0; }
};

/// @return  nothing if both masks are empty, where it is not defined; zeros if one is
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] std::optional<Likeness> likeness(const shape::Mask& a, const shape::Mask& b);

/// An instance that both files have.
struct AnnotationPair {
  std::int64_t image_id = 0;
  std::int64_t id_a = 0;
  std::int64_t id_b = 0;
  noise::CategoryId category_a = 0;
  noise::CategoryId category_b = 0;
  double area_a_px2 = 0.0;                ///< as a states it, else of the mask
  std::optional<Likeness> likeness = {};  ///< unless neither mask has a pixel
};

/// How much of a file could be compared.
struct ComparedFile {
  std::string path = {};
  std::size_t images = 0;
  std::size_t images_alone = 0;       ///< that the other file does not have
  std::size_t annotations = 0;        ///< all in the file: the sum of those below
  std::size_t annotations_alone = 0;  ///< of images that the other file does not have
  std::size_t crowds = 0;             ///< of the others; they are not compared
  std::size_t without_mask = 0;       ///< nor are those of the rest that have none
  std::size_t compared_annotations = 0;
};

/// What tells that two annotations are of one instance.
enum class MatchBy {
  kId,   ///< the same annotation id and image
  kIou,  ///< the overlap of their masks, see matched_by_iou(); whatever their categories
};

struct ComparisonOptions {
  std::optional<ImagesBy> images_by = {};  ///< nothing: as common_images() decides
  std::optional<MatchBy> match_by = {};    ///< nothing: kIou where images are matched by name, as
                                           ///< such files number annotations differently, too
  double min_iou = 0.5;                    ///< in (0, 1], for kIou
  int threads = 1;                         ///< >= 1
};

/// What two files say of the images that both have.
struct Comparison {
  ComparisonOptions options = {};  ///< as they were followed: nothing is left open
  ComparedFile a = {};
  ComparedFile b = {};

  /// By the image's id, then in the order of a.
  std::vector<AnnotationPair> pairs = {};

  /// Matched by id: ids that both files have, but on different images; they match nothing.
  std::size_t ids_on_other_images = 0;

  /// Names that a has, and b's of categories that a does not have.
  std::map<noise::CategoryId, std::string> category_names = {};

  /// Categories of one id that the files name differently.
  std::vector<noise::CategoryId> renamed_categories = {};

  /// Of a category; "category 17" if neither file names it.
  [[nodiscard]] std::string name_of(noise::CategoryId category) const;

  [[nodiscard]] std::size_t missing() const { return a.compared_annotations - pairs.size(); }
  [[nodiscard]] std::size_t added() const { return b.compared_annotations - pairs.size(); }
};

/// Compares the annotations of two files on the images that both have.
///
/// Reads each annotation when its image's turn has come, so that no more is held at a time than the
/// masks of a few images. What comes out does not depend on the number of threads.
///
/// @throws std::runtime_error  one line that names the file and, for an annotation, its byte and
/// id:
///         what index_annotations() and InstanceReader refuse; what common_images() does
[[nodiscard]] Comparison compare(
    const CocoFile& a, const CocoFile& b, const ComparisonOptions& wanted = {});

/// An image of two files, and what compare() looks at there.
struct ComparedImage {
  CocoImage image = {};  ///< of a
  ImageInstances a = {};
  ImageInstances b = {};
  std::vector<Match> matches = {};
};

/// Shows image after image that both files have, in the order of their ids in a, and the instances
/// as compare() matches them; those on which neither file has an instance are passed over.
///
/// @param limit  of the images that are shown
/// @throws std::runtime_error  as compare() does, for the images up to the last that is shown
void for_each_compared_image(
    const CocoFile& a,
    const CocoFile& b,
    const ComparisonOptions& wanted,
    std::size_t limit,
    const std::function<void(const ComparedImage&)>& show);

}  // namespace segnoise::coco
