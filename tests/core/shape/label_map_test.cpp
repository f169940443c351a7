#include "core/shape/label_map.h"

#include "core/shape/components.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace segnoise::shape {
namespace {

using testing::picture;
using testing::random_blobs;

/// A label map drawn with digits, one string a row; a dot is background.
LabelMap labels_of(std::initializer_list<std::string_view> rows, Spacing spacing_mm = {}) {
  LabelMap labels(
      {{static_cast<int>(rows.begin()->size()), static_cast<int>(rows.size())}, spacing_mm});
  for (int y = 0; y < labels.height(); ++y) {
    for (int x = 0; x < labels.width(); ++x) {
      const char drawn = rows.begin()[y].at(static_cast<std::size_t>(x));
      labels(x, y) = static_cast<std::uint8_t>(drawn == '.' ? 0 : drawn - '0');
    }
  }
  return labels;
}

LabelMap random_labels(Grid grid, random::Rng& rng) {
  LabelMap labels(grid);
  for (std::uint8_t label = 1; label <= 3; ++label) {
    const Mask blob = random_blobs(grid.size, rng);
    for (int y = 0; y < labels.height(); ++y) {
      for (int x = 0; x < labels.width(); ++x) {
        if (blob(x, y)) labels(x, y) = label;
      }
    }
  }
  return labels;
}

LabelMap naive_with_structure(const LabelMap& labels, std::uint8_t label, const Mask& redrawn) {
  LabelMap result = labels;
  for (int y = 0; y < labels.height(); ++y) {
    for (int x = 0; x < labels.width(); ++x) {
      if (redrawn(x, y)) {
        result(x, y) = label;
      } else if (labels(x, y) == label) {
        result(x, y) = 0;
        double smallest = std::numeric_limits<double>::infinity();
        for (int py = 0; py < labels.height(); ++py) {
          for (int px = 0; px < labels.width(); ++px) {
            const double dx_mm = (px - x) * labels.spacing_mm().x_mm;
            const double dy_mm = (py - y) * labels.spacing_mm().y_mm;
            const double squared = dx_mm * dx_mm + dy_mm * dy_mm;
            if (labels(px, py) != label && squared < smallest) {
              smallest = squared;
              result(x, y) = labels(px, py);
            }
          }
        }
      }
    }
  }
  return result;
}

TEST(MaskOf, HoldsThePixelsOfOneLabelInAWindowOfTheirExtent) {
  const LabelMap labels = labels_of({"..22", ".12.", "...."});
  EXPECT_EQ(mask_of(labels, 2), picture({"..##", "..#.", "...."}));
  EXPECT_EQ(mask_of(labels, 2).window(), (Box{0, 0, 64, 2}));
  EXPECT_TRUE(mask_of(labels, 7).window().empty());
}

TEST(MaskOf, PartitionsTheFrameBetweenTheLabels) {
  random::Rng rng(1);
  for (const Size size : {Size{0, 0}, {1, 1}, {64, 5}, {150, 21}}) {
    const LabelMap labels = random_labels({size, {}}, rng);
    Mask seen(size);
    for (std::uint8_t label = 0; label <= 3; ++label) {
      const Mask mask = mask_of(labels, label);
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) ASSERT_EQ(mask(x, y), labels(x, y) == label);
      }
      EXPECT_TRUE((mask & seen).empty());
      seen = seen | mask;
    }
    EXPECT_EQ(seen, complement(Mask(size)));
  }
}

TEST(WithStructure, GainsOverwriteOtherStructures) {
  EXPECT_EQ(
      with_structure(labels_of({"11223", "11223"}), 2, picture({".###.", "..##."})),
      labels_of({"12223", "11223"}));
}

TEST(WithStructure, LossesGoToTheNearestOtherLabelInMillimetres) {
  // From the middle, 3 is 3 px to the right and 4 is 2 px down.
  const std::initializer_list<std::string_view> rows{".11113", ".11113", ".44444"};
  const Mask redrawn({6, 3});
  EXPECT_EQ(with_structure(labels_of(rows, {1.0, 1.0}), 1, redrawn)(2, 0), 0);
  EXPECT_EQ(with_structure(labels_of(rows, {1.0, 0.5}), 1, redrawn)(2, 0), 4);
  EXPECT_EQ(with_structure(labels_of(rows, {1.0, 5.0}), 1, redrawn)(3, 0), 3);
}

TEST(WithStructure, DoesNotLetLossesGoToOtherLosses) {
  // The whole structure vanishes: its middle takes what lay around it, not what became of its rim.
  EXPECT_EQ(
      with_structure(labels_of({"11111", "12221", "12221", "12221", "11111"}), 2, Mask({5, 5})),
      labels_of({"11111", "11111", "11111", "11111", "11111"}));
}

TEST(WithStructure, LeavesBackgroundWhereNothingElseWas) {
  EXPECT_EQ(
      with_structure(labels_of({"111", "111"}), 1, picture({"#..", "..."})),
      labels_of({"1..", "..."}));
}

TEST(WithStructure, ByTheSameStructureChangesNothing) {
  random::Rng rng(2);
  for (int round = 0; round < 50; ++round) {
    const LabelMap labels = random_labels({{80, 20}, {0.3, 0.5}}, rng);
    for (std::uint8_t label = 0; label <= 3; ++label) {
      EXPECT_EQ(with_structure(labels, label, mask_of(labels, label)), labels);
    }
  }
}

TEST(WithStructure, AgreesWithLookingAtEveryPixel) {
  random::Rng rng(3);
  for (int round = 0; round < 120; ++round) {
    const Size size{1 + static_cast<int>(rng.below(80)), 1 + static_cast<int>(rng.below(14))};
    const LabelMap labels = random_labels({size, {1.0, round % 2 == 0 ? 1.0 : 0.5}}, rng);
    const auto label = static_cast<std::uint8_t>(rng.below(4));
    const Mask redrawn = random_blobs(size, rng);
    EXPECT_EQ(with_structure(labels, label, redrawn), naive_with_structure(labels, label, redrawn));
  }
}

TEST(WithStructure, RefusesAnotherFrame) {
  EXPECT_THROW(
      (void)with_structure(labels_of({"..", ".."}), 1, Mask({2, 3})), std::invalid_argument);
}

TEST(Tidied, KeepsTheLargestComponentAndFillsItsHoles) {
  EXPECT_EQ(
      tidied(labels_of({"111..1", "1.1.2.", "111.22", "......"})),
      labels_of({"111...", "111.2.", "111.22", "......"}));
}

TEST(Tidied, FillsAHoleWhereAnotherLabelWasRemoved) {
  EXPECT_EQ(
      tidied(labels_of({"1111..", "12.1..", "1111.2", "....22"})),
      labels_of({"1111..", "1111..", "1111.2", "....22"}));
}

TEST(Tidied, NeverOverwritesAKeptStructure) {
  EXPECT_EQ(
      tidied(labels_of({"11111", "1.22.", "1.221", "11111"})),
      labels_of({"11111", "1.22.", "1.221", "11111"}));
  EXPECT_EQ(
      tidied(labels_of({"11111", "1.221", "1.221", "11111"})),
      labels_of({"11111", "11221", "11221", "11111"}));
}

TEST(Tidied, LeavesEachLabelConnected) {
  random::Rng rng(4);
  for (int round = 0; round < 100; ++round) {
    const LabelMap labels = random_labels({{90, 30}, {0.3, 0.5}}, rng);
    const LabelMap clean = tidied(labels);
    EXPECT_EQ(clean.grid(), labels.grid());
    for (std::uint8_t label = 1; label <= 3; ++label) {
      const Mask kept = largest_component(mask_of(labels, label));
      const Mask now = mask_of(clean, label);
      EXPECT_TRUE((kept - now).empty());
      EXPECT_TRUE((now - holes_filled(kept)).empty());
    }
  }
}

TEST(Tidied, OfBackgroundOrNothingIsTheSame) {
  EXPECT_EQ(tidied(labels_of({"...", "..."})), labels_of({"...", "..."}));
  EXPECT_EQ(tidied(LabelMap(Grid{})), LabelMap(Grid{}));
}

}  // namespace
}  // namespace segnoise::shape
