#pragma once

#include "data/coco/compare/comparison.h"

/// What comes out of comparing two files, by hand.
namespace segnoise::testing {

[[nodiscard]] inline coco::AnnotationPair matched_pair(
    noise::CategoryId from, noise::CategoryId to, double iou) {
  return {
      .category_a = from,
      .category_b = to,
      .area_a_px2 = 2000,
      .likeness = coco::Likeness{.iou = iou, .boundary_iou = iou / 4, .dice = 2 * iou / (1 + iou)}};
}

/// Four pairs, one of them without pixels, and every number of the head another.
[[nodiscard]] inline coco::Comparison small_comparison() {
  coco::Comparison comparison{
      .a =
          {.path = "clean \"1\".json",
           .images = 11,
           .images_alone = 3,
           .annotations = 15,
           .annotations_alone = 7,
           .crowds = 2,
           .compared_annotations = 6},
      .b =
          {.path = "noisy.json",
           .images = 8,
           .images_alone = 0,
           .annotations = 5,
           .annotations_alone = 0,
           .crowds = 1,
           .compared_annotations = 4},
      .pairs =
          {matched_pair(1, 1, 1.0),
           matched_pair(1, 2, 0.5),
           matched_pair(2, 17, 0.75),
           matched_pair(1, 1, 0.0)},
      .ids_on_other_images = 1,
      .category_names = {{1, "cat"}, {2, "do\x1bg"}}};
  comparison.pairs.back().likeness.reset();
  return comparison;
}

}  // namespace segnoise::testing
