#include "core/shape/rle.h"

#include "support/naive_coco.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::shape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::naive_mask;
using testing::naive_run_lengths;
using testing::picture;
using testing::random_mask;
using testing::rectangle;
using ::testing::ThrowsMessage;

using Counts = std::vector<std::uint32_t>;
constexpr std::uint32_t kMaxCount = std::numeric_limits<std::uint32_t>::max();

Counts counts_of(const Mask& mask) { return run_lengths(mask).counts(); }

/// A frame of one column that has as many pixels as the counts.
RunLengths column(const Counts& counts) {
  std::uint64_t height = 0;
  for (const std::uint32_t count : counts) height += count;
  return {{1, static_cast<int>(height)}, counts};
}

Mask some_mask(Size size, random::Rng& rng) {
  const Mask mask =
      rng.chance(0.5) ? random_mask(size, rng.uniform(), rng) : testing::random_blobs(size, rng);
  // Full frames, part of a frame, and windows wider than their pixels.
  return rng.chance(0.5) ? mask : mask.windowed(mask.extent());
}

Size some_size(random::Rng& rng) {
  return {static_cast<int>(rng.below(150)), static_cast<int>(rng.below(150))};
}

TEST(RunLengths, GoDownTheColumnsAndBeginWithBackground) {
  EXPECT_THAT(counts_of(picture({".#..", "##..", ".#.#"})), ElementsAre(1, 1, 1, 3, 5, 1));
  EXPECT_THAT(counts_of(picture({"#...", "#...", "#..."})), ElementsAre(0, 3, 9));
}

TEST(RunLengths, GoOnFromTheFootOfAColumnToTheHeadOfTheNext) {
  EXPECT_THAT(counts_of(picture({"..#", "..#", ".##"})), ElementsAre(5, 4));
  EXPECT_THAT(counts_of(picture({".#", "..", "#."})), ElementsAre(2, 2, 2));
  EXPECT_THAT(counts_of(rectangle({100, 70}, {30, 0, 50, 70})), ElementsAre(2100, 3500, 1400));
  EXPECT_THAT(counts_of(rectangle({3, 128}, {1, 64, 2, 64})), ElementsAre(192, 64, 64, 64));
}

TEST(RunLengths, OfEmptyAndFullFramesAreOneRun) {
  EXPECT_THAT(counts_of(Mask({7, 5})), ElementsAre(35));
  EXPECT_THAT(counts_of(Mask({7, 5}, {0, 0, 7, 5})), ElementsAre(35));
  EXPECT_THAT(counts_of(complement(Mask({7, 5}))), ElementsAre(0, 35));
  EXPECT_THAT(counts_of(complement(Mask({64, 64}))), ElementsAre(0, 4096));
  EXPECT_THAT(counts_of(Mask({0, 0})), ElementsAre(0));
  EXPECT_THAT(counts_of(Mask({9, 0})), ElementsAre(0));
}

TEST(RunLengths, AreThoseOfEveryPixelAsked) {
  random::Rng rng(1);
  for (int round = 0; round < 400; ++round) {
    const Mask mask = some_mask(some_size(rng), rng);
    ASSERT_EQ(run_lengths(mask).counts(), naive_run_lengths(mask).counts()) << round;
  }
}

TEST(RunLengths, OfEverySinglePixelAroundTheBordersOfBlocks) {
  const Size size{130, 130};
  for (const int x : {0, 1, 62, 63, 64, 65, 127, 128, 129}) {
    for (const int y : {0, 1, 62, 63, 64, 65, 127, 128, 129}) {
      const Mask mask = rectangle(size, {x, y, 1, 1});
      EXPECT_EQ(run_lengths(mask), naive_run_lengths(mask)) << x << ' ' << y;
    }
  }
}

TEST(RunLengths, TurnIntoTheMaskAndBack) {
  random::Rng rng(2);
  for (int round = 0; round < 300; ++round) {
    const Mask mask = some_mask(some_size(rng), rng);
    const RunLengths runs = run_lengths(mask);
    const Mask again = mask_of(runs);
    ASSERT_EQ(again, mask) << round;
    ASSERT_EQ(again, naive_mask(runs)) << round;
  }
}

TEST(RunLengths, MayHoldRunsOfNoPixel) {
  const RunLengths runs({2, 4}, {1, 0, 0, 2, 0, 1, 3, 0, 1});
  const Mask expected = picture({"..", "#.", "#.", "#."});
  EXPECT_EQ(mask_of(runs), expected);
  EXPECT_EQ(area(runs), 3);
  EXPECT_EQ(bounding_box(runs), (Box{0, 1, 1, 3}));
  EXPECT_EQ(decompressed(compressed(runs), {2, 4}), runs);
  EXPECT_EQ(mask_of(RunLengths({0, 0}, {})), Mask({0, 0}));
  EXPECT_EQ(mask_of(RunLengths({0, 3}, {0, 0})), Mask({0, 3}));
}

TEST(RunLengths, RefuseCountsThatAreNotTheFrame) {
  EXPECT_THAT(
      [] {
        (void)RunLengths({3, 2}, {2, 3});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("add up to the 6 pixels of its frame, 3 x 2, "
                                                     "got 5")));
  EXPECT_THROW((void)RunLengths({3, 2}, {2, 5}), std::invalid_argument);
  EXPECT_THROW((void)RunLengths({3, 2}, {}), std::invalid_argument);
  // A sum that is right in 32 bits.
  EXPECT_THROW((void)RunLengths({3, 2}, {kMaxCount, 7}), std::invalid_argument);
}

TEST(RunLengths, RefuseFramesWhosePixelsCannotBeCounted) {
  EXPECT_THROW((void)RunLengths({-1, -6}, {6}), std::invalid_argument);
  EXPECT_THAT(
      [] {
        (void)RunLengths({65536, 65536}, {kMaxCount, 1});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("got 65536 x 65536")));
  EXPECT_THROW((void)run_lengths(Mask({65536, 65536})), std::invalid_argument);
  EXPECT_THAT(counts_of(Mask({65537, 65535})), ElementsAre(kMaxCount));
}

TEST(RunLengths, UniteToThePixelsOfEither) {
  const RunLengths a({4, 3}, {1, 4, 7});
  EXPECT_THAT((a | RunLengths({4, 3}, {3, 5, 4})).counts(), ElementsAre(1, 7, 4));
  EXPECT_THAT((a | RunLengths({4, 3}, {5, 7})).counts(), ElementsAre(1, 11));
  EXPECT_THAT((a | RunLengths({4, 3}, {0, 1, 6, 2, 3})).counts(), ElementsAre(0, 5, 2, 2, 3));
  EXPECT_EQ(a | RunLengths({4, 3}, {12}), a);
  EXPECT_THAT((a | RunLengths({4, 3}, {0, 12})).counts(), ElementsAre(0, 12));
  EXPECT_THAT((a | RunLengths({4, 3}, {2, 0, 5, 0, 1, 4, 0, 0})).counts(), ElementsAre(1, 4, 3, 4));
  const RunLengths none({0, 3}, {});
  EXPECT_THAT((none | none).counts(), ElementsAre(0));
  EXPECT_THAT(
      [&] {
        (void)(a | RunLengths({3, 4}, {12}));
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("one frame size, got 4 x 3 and 3 x 4")));
}

TEST(RunLengths, UniteAsMasksDo) {
  random::Rng rng(6);
  for (int round = 0; round < 300; ++round) {
    const Size size = some_size(rng);
    const Mask a = some_mask(size, rng);
    const Mask b = some_mask(size, rng);
    ASSERT_EQ(run_lengths(a) | run_lengths(b), run_lengths(a | b)) << round;
  }
}

TEST(Area, CountsTheForeground) {
  EXPECT_EQ(area(RunLengths({4, 3}, {1, 1, 1, 3, 5, 1})), 5);
  EXPECT_EQ(area(RunLengths({4, 3}, {12})), 0);
  EXPECT_EQ(area(RunLengths({65537, 65535}, {0, kMaxCount})), std::int64_t{kMaxCount});
}

TEST(IntersectionArea, CountsThePixelsOfBoth) {
  const RunLengths ell = run_lengths(picture({"#..", "#..", "##."}));
  const RunLengths bar = run_lengths(picture({"...", "###", "###"}));
  EXPECT_EQ(intersection_area(ell, bar), 3);
  EXPECT_EQ(intersection_area(ell, run_lengths(picture({"...", "..#", "..#"}))), 0);
  EXPECT_EQ(intersection_area(ell, RunLengths({3, 3}, {9})), 0);
  EXPECT_EQ(intersection_area(RunLengths(), RunLengths()), 0);
  // Runs of no pixel, and no background at the end.
  EXPECT_EQ(intersection_area({{1, 6}, {0, 0, 1, 2, 0, 3}}, {{1, 6}, {2, 0, 0, 4}}), 4);
}

TEST(IntersectionArea, IsThatOfTheMasks) {
  random::Rng rng(12);
  for (int round = 0; round < 400; ++round) {
    const Size size = some_size(rng);
    const Mask a = some_mask(size, rng);
    const Mask b = some_mask(size, rng);
    const std::int64_t both = intersection_count(a, b);
    EXPECT_EQ(intersection_area(run_lengths(a), run_lengths(b)), both);
    EXPECT_EQ(intersection_area(run_lengths(b), run_lengths(a)), both);
  }
}

TEST(IntersectionArea, RefusesFramesThatDiffer) {
  EXPECT_THROW((void)intersection_area({{2, 3}, {6}}, {{3, 2}, {6}}), std::invalid_argument);
}

TEST(BoundingBox, HoldsThePixelsAndNoMore) {
  EXPECT_EQ(bounding_box(RunLengths({4, 3}, {1, 1, 10})), (Box{0, 1, 1, 1}));
  // From the foot of one column to the head of the next: all rows.
  EXPECT_EQ(bounding_box(RunLengths({4, 3}, {5, 2, 5})), (Box{1, 0, 2, 3}));
  EXPECT_EQ(bounding_box(RunLengths({4, 3}, {3, 9})), (Box{1, 0, 3, 3}));
  EXPECT_EQ(bounding_box(RunLengths({4, 3}, {12})), Box{});
  EXPECT_EQ(bounding_box(RunLengths({4, 3}, {5, 0, 7})), Box{});
}

TEST(BoundingBox, IsTheMasksExtent) {
  random::Rng rng(3);
  for (int round = 0; round < 300; ++round) {
    const Mask mask = some_mask(some_size(rng), rng);
    const RunLengths runs = run_lengths(mask);
    EXPECT_EQ(bounding_box(runs), mask.extent());
    EXPECT_EQ(area(runs), mask.count());
  }
}

TEST(Compressed, CutsNumbersIntoFiveBitsWithASign) {
  EXPECT_EQ(compressed(column({5})), "5");
  EXPECT_EQ(compressed(column({0, 15})), "0?");
  EXPECT_EQ(compressed(column({16})), "`0");       // 16 alone would be -16
  EXPECT_EQ(compressed(column({100})), "T3");      // 4 + 32 * 3
  EXPECT_EQ(compressed(column({1023})), "oo0");    // 31 + 32 * 31, and a 0 against the sign
  EXPECT_EQ(compressed(column({32768})), "PPP1");  // 32^3
}

TEST(Compressed, WritesDifferencesFromTheFourthCountOn) {
  EXPECT_EQ(compressed(column({5, 5, 5})), "555");
  EXPECT_EQ(compressed(column({5, 5, 5, 5})), "5550");
  EXPECT_EQ(compressed(column({5, 7, 5, 6})), "575O");         // -1
  EXPECT_EQ(compressed(column({5, 18, 5, 1, 9})), "5b05_O4");  // 18, -17, 4
}

TEST(Compressed, HoldsTheLargestNumbersAndDifferences) {
  const Size size{65537, 65535};
  for (const Counts& counts :
       {Counts{kMaxCount},
        {0, 0, kMaxCount},
        {0, kMaxCount, 0, 0},
        {0, 0, 0, kMaxCount},
        {0, 0, 0, kMaxCount, 0, 0},
        {1, 1, kMaxCount - 3, 1, 0, 0}}) {
    const RunLengths runs(size, counts);
    EXPECT_EQ(decompressed(compressed(runs), size), runs);
  }
  EXPECT_EQ(compressed(RunLengths(size, {0, 0, 0, kMaxCount})), "000oooooo3");
}

TEST(Compressed, ReadsBackWhatItWrote) {
  random::Rng rng(4);
  for (int round = 0; round < 300; ++round) {
    const Size size = some_size(rng);
    const RunLengths runs = run_lengths(some_mask(size, rng));
    EXPECT_EQ(decompressed(compressed(runs), size), runs);
  }
}

TEST(Decompressed, RefusesCharactersOutOfRange) {
  for (const char bad : {'/', 'p', ' ', '\n', '\0', '\x7F', '\x80', '\xFF'}) {
    const std::string text{'5', bad};
    EXPECT_THAT(
        [&] {
          (void)decompressed(text, {1, 5});
        },
        ThrowsMessage<std::invalid_argument>(HasSubstr(
            "codes 48 to 111, got code " + std::to_string(static_cast<unsigned char>(bad)) +
            " at 1")));
  }
}

TEST(Decompressed, RefusesNumbersCutOffOrTooLong) {
  EXPECT_THAT(
      [] {
        (void)decompressed("T", {1, 100});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("must not end within a number")));
  EXPECT_THROW((void)decompressed("5`", {1, 5}), std::invalid_argument);
  EXPECT_EQ(decompressed("UPPPPP0", {1, 5}).counts(), Counts{5});  // 5 in 7 groups
  EXPECT_THAT(
      [] {
        (void)decompressed("UPPPPPP0", {1, 5});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("at most 7 characters")));
}

TEST(Decompressed, RefusesCountsThatAreNone) {
  EXPECT_THAT(
      [] {
        (void)decompressed("5O", {1, 4});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("got -1 as number 1")));
  EXPECT_THROW((void)decompressed("555_O", {1, 3}), std::invalid_argument);    // 5 - 17
  EXPECT_THROW((void)decompressed("PPPPPP4", {1, 4}), std::invalid_argument);  // 2^32
  // 2^32 - 1 and 1 more.
  EXPECT_THROW((void)decompressed("0oooooo301", {65537, 65535}), std::invalid_argument);
}

TEST(Decompressed, RefusesCountsThatAreNotTheFrame) {
  EXPECT_THROW((void)decompressed("55", {1, 9}), std::invalid_argument);
  EXPECT_THROW((void)decompressed("55", {1, 11}), std::invalid_argument);
  EXPECT_THROW((void)decompressed("", {1, 1}), std::invalid_argument);
  EXPECT_EQ(decompressed("", {0, 7}).counts(), Counts{});
}

TEST(Decompressed, RefusesOrTakesAnyTextButNeverFails) {
  random::Rng rng(5);
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text(rng.below(6), '0');
    for (char& character : text) character = static_cast<char>(46 + rng.below(68));
    try {
      const RunLengths runs = decompressed(text, {2, 4});
      EXPECT_EQ(area(runs), mask_of(runs).count());
      ++taken;
    } catch (const std::invalid_argument&) {
    }
  }
  EXPECT_GT(taken, 50);
}

}  // namespace
}  // namespace segnoise::shape
