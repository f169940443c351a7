#include "data/coco/evaluate/evaluated_shape.h"

#include "core/metrics/boundary.h"
#include "core/metrics/overlap.h"
#include "core/random/rng.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::coco {
namespace {

using testing::random_blobs;
using testing::rectangle;

constexpr shape::Size kSize{60, 40};

EvaluatedShape box_shape(const shape::Box& box) {
  return EvaluatedShape(shape::run_lengths(rectangle(kSize, box)));
}

TEST(EvaluatedShape, HasTheBoxOfItsMaskIfNoOther) {
  const EvaluatedShape shape = box_shape({3, 4, 10, 5});
  EXPECT_EQ(shape.area_px(), 50);
  EXPECT_EQ(shape.box().x, 3.0);
  EXPECT_EQ(shape.box().height, 5.0);
  const EvaluatedShape with_box(shape.runs(), CocoBox{1, 2, 3, 4});
  EXPECT_EQ(with_box.box().height, 4.0);
  EXPECT_EQ(with_box.extent(), (shape::Box{3, 4, 10, 5}));
}

TEST(MaskOverlap, OfHandWorkedMasks) {
  const EvaluatedShape left = box_shape({0, 0, 20, 10});
  const EvaluatedShape right = box_shape({10, 0, 20, 10});
  EXPECT_EQ(mask_overlap(left, right, false, 0.0), 100.0 / 300.0);
  EXPECT_EQ(mask_overlap(left, right, true, 0.0), 0.5);
  EXPECT_EQ(mask_overlap(left, box_shape({20, 0, 5, 5}), false, 0.0), 0.0);
  EXPECT_EQ(mask_overlap(left, EvaluatedShape(shape::RunLengths(kSize, {2400})), false, 0.0), 0.0);
  EXPECT_EQ(mask_overlap(left, left, false, 1.0), 1.0);
}

TEST(MaskOverlap, IsThatOfTheMasksUnlessItIsBelowTheLeast) {
  random::Rng rng(8);
  int below = 0;
  for (int round = 0; round < 300; ++round) {
    const shape::Mask a = random_blobs(kSize, rng);
    const shape::Mask b =
        rng.chance(0.5) ? random_blobs(kSize, rng) : (a | random_blobs(kSize, rng));
    const EvaluatedShape of_a(shape::run_lengths(a));
    const EvaluatedShape of_b(shape::run_lengths(b));
    const auto both = metrics::overlap(a, b);
    const double exact = both ? both->iou : 0.0;
    EXPECT_EQ(mask_overlap(of_a, of_b, false, 0.0), exact);
    const double limited = mask_overlap(of_a, of_b, false, 0.5);
    if (exact >= 0.5) {
      EXPECT_EQ(limited, exact);
    } else {
      EXPECT_LT(limited, 0.5);
      if (limited == 0.0) ++below;
    }
  }
  EXPECT_GT(below, 30);
}

TEST(MaskOverlap, RefusesFramesThatDiffer) {
  const EvaluatedShape other(shape::RunLengths({40, 60}, {0, 2400}));
  EXPECT_THROW(
      (void)mask_overlap(box_shape({0, 0, 9, 9}), other, false, 0.0), std::invalid_argument);
}

TEST(BoundaryOverlap, IsBoundaryIou) {
  random::Rng rng(9);
  for (int round = 0; round < 100; ++round) {
    const shape::Mask a = random_blobs(kSize, rng);
    const shape::Mask b = a | random_blobs(kSize, rng);
    if (a.empty()) continue;
    const EvaluatedShape of_a(shape::run_lengths(a));
    const EvaluatedShape of_b(shape::run_lengths(b));
    EXPECT_EQ(boundary_overlap(of_a, of_b, 3), metrics::boundary_iou(a, b, 3));
    EXPECT_EQ(boundary_overlap(of_a, of_b, 3), metrics::boundary_iou(a, b, 3));  // now known
  }
}

TEST(BoxOverlap, OfHandWorkedBoxes) {
  const CocoBox a{0.5, 0.0, 2.0, 2.0};
  const CocoBox b{1.5, 1.0, 2.0, 2.0};
  EXPECT_EQ(box_overlap(a, b, false), 1.0 / 7.0);
  EXPECT_EQ(box_overlap(a, b, true), 0.25);
  EXPECT_EQ(box_overlap(a, {2.5, 0.0, 1.0, 1.0}, false), 0.0);  // they touch
  EXPECT_EQ(box_overlap(a, {1.0, 1.0, 0.0, 0.0}, false), 0.0);
}

TEST(IouKinds, HaveTheNamesOfTheApi) {
  EXPECT_EQ(name_of(IouKind::kSegm), "segm");
  EXPECT_EQ(name_of(IouKind::kBbox), "bbox");
  EXPECT_EQ(name_of(IouKind::kBoundary), "boundary");
}

}  // namespace
}  // namespace segnoise::coco
