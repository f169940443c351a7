#include "data/coco/compare/comparison_remarks.h"

#include "base/text_table.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace segnoise::coco {

std::vector<std::string> remarks_on(const Comparison& comparison) {
  const ComparedFile& a = comparison.a;
  const ComparedFile& b = comparison.b;
  if (comparison.options.match_by == MatchBy::kId && comparison.pairs.empty() &&
      a.compared_annotations > 0 && b.compared_annotations > 0) {
    throw std::runtime_error(
        a.path + " and " + b.path +
        " share no annotation id on any image; --match iou matches by overlap instead");
  }
  std::vector<std::string> remarks;
  const bool by_name = comparison.options.images_by == ImagesBy::kName;
  const std::size_t common = a.images - a.images_alone;
  if (2 * common < std::min(a.images, b.images)) {
    remarks.push_back(
        "only " + base::grouped(common) + " of the " + base::grouped(a.images) + " images of " +
        a.path + " and of the " + base::grouped(b.images) + " of " + b.path + " were matched, by " +
        (by_name ? "file name" : "id") + "; the others are not compared");
  }
  if (const std::size_t ids = comparison.ids_on_other_images; ids > 0) {
    remarks.push_back(
        std::to_string(ids) +
        " annotation ids are on other images in the other file; where files number their "
        "annotations differently, use --match iou");
  }
  if (const auto& renamed = comparison.renamed_categories; !renamed.empty()) {
    remarks.push_back(
        "categories have other names in the other file, such as id " +
        std::to_string(renamed.front()) + "; classes are compared by id");
  }
  return remarks;
}

}  // namespace segnoise::coco
