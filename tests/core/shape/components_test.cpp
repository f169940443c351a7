#include "core/shape/components.h"

#include "core/shape/contours.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::picture;
using testing::random_blobs;
using testing::random_mask;

enum class Neighbours { kFour, kEight };

/// The pixels joined to one, by flooding pixel by pixel.
Mask flooded(const Mask& mask, int x, int y, Neighbours neighbours) {
  Mask found(mask.size(), frame_box(mask.size()));
  std::vector<std::pair<int, int>> todo{{x, y}};
  while (!todo.empty()) {
    const auto [px, py] = todo.back();
    todo.pop_back();
    if (!mask(px, py) || found(px, py)) continue;
    found.set(px, py);
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        if (neighbours == Neighbours::kEight || dx == 0 || dy == 0) {
          todo.emplace_back(px + dx, py + dy);
        }
      }
    }
  }
  return found;
}

std::vector<Mask> naive_components(const Mask& mask, Neighbours neighbours) {
  std::vector<Mask> found;
  Mask rest = mask;
  for (int y = 0; y < mask.size().height; ++y) {
    for (int x = 0; x < mask.size().width; ++x) {
      if (!rest(x, y)) continue;
      found.push_back(flooded(mask, x, y, neighbours));
      rest = rest - found.back();
    }
  }
  return found;
}

Mask naive_holes_filled(const Mask& mask) {
  const auto [width, height] = mask.size();
  Mask result = mask;
  for (const Mask& part : naive_components(complement(mask), Neighbours::kEight)) {
    const Box box = part.extent();
    if (box.x > 0 && box.y > 0 && box.right() < width && box.bottom() < height) {
      result = result | part;
    }
  }
  return result;
}

Mask random_shape(random::Rng& rng) {
  const Size size{static_cast<int>(rng.below(140)), static_cast<int>(rng.below(20))};
  return rng.chance(0.7) ? random_mask(size, rng.uniform(), rng) : random_blobs(size, rng);
}

TEST(Components, AreFourConnectedAndInTheOrderOfTheirFirstPixel) {
  const auto found = components(picture({".#.##", "#....", "##..#"}));
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], picture({".#...", ".....", "....."}));
  EXPECT_EQ(found[1], picture({"...##", ".....", "....."}));
  EXPECT_EQ(found[2], picture({".....", "#....", "##..."}));
  EXPECT_EQ(found[3], picture({".....", ".....", "....#"}));
}

TEST(Components, JoinBranchesThatMeetFurtherDown) {
  EXPECT_EQ(components(picture({"#.#.#", "#.#.#", "###.#", "..###"})).size(), 1U);
}

TEST(Components, AgreeWithFlooding) {
  random::Rng rng(1);
  for (int round = 0; round < 150; ++round) {
    const Mask mask = random_shape(rng);
    EXPECT_EQ(components(mask), naive_components(mask, Neighbours::kFour));
  }
}

TEST(Components, OfNothingAreNone) {
  EXPECT_TRUE(components(Mask({0, 0})).empty());
  EXPECT_TRUE(components(Mask({50, 50}, {0, 0, 50, 50})).empty());
}

TEST(Components, OfAFullFrameAreOne) {
  const Mask full = complement(Mask({128, 9}));
  EXPECT_EQ(components(full), std::vector<Mask>{full});
}

TEST(LargestComponent, HasMostPixelsNotMostRuns) {
  EXPECT_EQ(
      largest_component(picture({"#.....", "#.####", "#....."})),
      picture({"......", "..####", "......"}));
}

TEST(LargestComponent, OfEqualsIsTheFirst) {
  EXPECT_EQ(largest_component(picture({"..##", "##.."})), picture({"..##", "...."}));
}

TEST(LargestComponent, AgreesWithTheListOfComponents) {
  random::Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    const Mask mask = random_shape(rng);
    Mask expected(mask.size());
    for (const Mask& part : components(mask)) {
      if (part.count() > expected.count()) expected = part;
    }
    EXPECT_EQ(largest_component(mask), expected);
    EXPECT_EQ(largest_component(runs(mask)), runs(expected));
  }
}

TEST(HolesFilled, FillsWhatTheMaskEncloses) {
  EXPECT_EQ(
      holes_filled(picture({".###.", ".#.#.", ".###."})), picture({".###.", ".###.", ".###."}));
}

TEST(HolesFilled, LeavesBaysAtTheBorderOpen) {
  const Mask bay = picture({"#.###", "#...#", "#####"});
  EXPECT_EQ(holes_filled(bay), bay);
}

TEST(HolesFilled, LetsTheBackgroundEscapeThroughACorner) {
  const Mask leaky = picture({"###..", "#.#..", "##...", "....."});
  EXPECT_EQ(holes_filled(leaky), leaky);
}

TEST(HolesFilled, AlsoFillsIslandsInHoles) {
  EXPECT_EQ(
      holes_filled(picture({"#####", "#...#", "#.#.#", "#...#", "#####"})),
      complement(Mask({5, 5})));
}

TEST(HolesFilled, AgreesWithFloodingTheBackground) {
  random::Rng rng(3);
  for (int round = 0; round < 150; ++round) {
    const Mask mask = random_shape(rng);
    const Mask expected = naive_holes_filled(mask);
    EXPECT_EQ(holes_filled(mask), expected);
    EXPECT_EQ(holes_filled(runs(mask)), runs(expected));
  }
}

TEST(HolesFilled, IsIdempotentAndLeavesNoInnerRing) {
  random::Rng rng(4);
  for (int round = 0; round < 100; ++round) {
    const Mask filled = holes_filled(random_shape(rng));
    EXPECT_EQ(holes_filled(filled), filled);
    for (const Ring& ring : trace(filled)) EXPECT_GT(signed_area(ring), 0.0);
  }
}

TEST(HolesFilled, OfNothingIsNothing) {
  EXPECT_TRUE(holes_filled(Mask({0, 0})).empty());
  EXPECT_TRUE(holes_filled(Mask({50, 50}, {0, 0, 50, 50})).empty());
}

}  // namespace
}  // namespace segnoise::shape
