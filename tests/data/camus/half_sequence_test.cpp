#include "data/camus/half_sequence.h"

#include "data/frames/image_file.h"
#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::camus {
namespace {

using testing::gzipped;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NiftiFile;
using ::testing::SizeIs;
using testing::TemporaryFolder;

const std::string kFrames = "abcdefghijklABCDEFGHIJKL";  // two of 4 x 3 unsigned bytes
constexpr cardiac::View k2ch = cardiac::View::kTwoChamber;

std::string sequence(const std::string& pixels) {
  return gzipped(NiftiFile({4, 3, 2}).with(pixels));
}

std::string labels(char first, char second) {
  return sequence(std::string(12, first) + std::string(12, second));
}

PatientFolder patient_in(const TemporaryFolder& folder) { return {"patient0001", folder.path()}; }

TEST(LoadHalfSequence, GivesFramesAndLabelsInTheirOrder) {
  const TemporaryFolder folder;
  folder.add("patient0001_2CH_half_sequence.nii.gz", sequence(kFrames));
  folder.add("patient0001_2CH_half_sequence_gt.nii.gz", labels('\1', '\2'));
  const auto frames = load_half_sequence(patient_in(folder), k2ch).frames;
  ASSERT_THAT(frames, SizeIs(2));
  EXPECT_EQ(frames[0].image.size(), (shape::Size{4, 3}));
  EXPECT_EQ(frames[0].image(0, 0), 'a');
  EXPECT_EQ(frames[0].image(3, 2), 'l');
  EXPECT_EQ(frames[1].image(1, 0), 'B');
  EXPECT_FLOAT_EQ(static_cast<float>(frames[1].image.spacing_mm().y_mm), 0.154F);
  ASSERT_TRUE(frames[1].labels);
  EXPECT_EQ((*frames[0].labels)(2, 2), 1);
  EXPECT_EQ((*frames[1].labels)(2, 2), 2);
}

TEST(LoadHalfSequence, TurnsEveryFrameAsASingleOne) {
  const TemporaryFolder folder;
  // Stored columns run towards the patient's right.
  const auto turned = NiftiFile({4, 3, 2}).axes({0.308F, 0, 0, 0}, {0, -0.154F, 0, 0});
  folder.add("patient0001_2CH_half_sequence.nii", turned.with(kFrames));
  const auto frames = load_half_sequence(patient_in(folder), k2ch).frames;
  ASSERT_THAT(frames, SizeIs(2));
  EXPECT_EQ(frames[0].image(0, 0), 'd');
  EXPECT_EQ(frames[1].image(3, 2), 'I');
}

TEST(LoadHalfSequence, GoesFromEndDiastoleToEndSystole) {
  const TemporaryFolder folder;
  std::string pixels;
  for (const char frame : {'a', 'b', 'c', 'd', 'e'}) pixels += std::string(12, frame);
  folder.add("patient0001_2CH_half_sequence.nii.gz", gzipped(NiftiFile({4, 3, 5}).with(pixels)));
  const auto shown = [&](const std::string& cfg) {
    folder.add("Info_2CH.cfg", cfg);
    const auto sequence = load_half_sequence(patient_in(folder), k2ch);
    std::string letters = sequence.ends_are_known ? "" : "?";
    for (const auto& frame : sequence.frames) letters += static_cast<char>(frame.image(0, 0));
    return letters;
  };
  EXPECT_EQ(shown("ED: 1\nES: 5\n"), "abcde");
  EXPECT_EQ(shown("ED: 5\nES: 1\n"), "edcba");
  EXPECT_EQ(shown("ED: 4\nES: 2\n"), "dcb");
  EXPECT_EQ(shown("ED: 2\nES: 4\n"), "bcd");
  EXPECT_EQ(shown("ED: 1\nES: 6\n"), "?abcde");  // there is no sixth
  EXPECT_EQ(shown("ED: 3\nES: 3\n"), "?abcde");
  EXPECT_EQ(shown("ED: 3\n"), "?abcde");
}

TEST(LoadHalfSequence, IsEmptyWhereThereIsNone) {
  const TemporaryFolder folder;
  folder.add("patient0001_2CH_half_sequence.nii.gz", sequence(kFrames));
  EXPECT_THAT(
      load_half_sequence(patient_in(folder), cardiac::View::kFourChamber).frames, IsEmpty());
}

TEST(LoadHalfSequence, DoesWithoutLabelsThatAreDamagedOrOfOtherFrames) {
  const TemporaryFolder folder;
  const std::string gt = "patient0001_2CH_half_sequence_gt.nii.gz";
  folder.add("patient0001_2CH_half_sequence.nii.gz", sequence(kFrames));
  for (const std::string& bad :
       {std::string("no image"),
        gzipped(NiftiFile({4, 3, 1}).with(std::string(12, '\1'))),
        gzipped(NiftiFile({3, 4, 2}).with(std::string(24, '\1')))}) {
    folder.add(gt, bad);
    const auto frames = load_half_sequence(patient_in(folder), k2ch).frames;
    ASSERT_THAT(frames, SizeIs(2));
    EXPECT_FALSE(frames[0].labels);
  }
}

TEST(LoadHalfSequence, RefusesImagesThatAreDamaged) {
  const auto refusal = [](const std::string& bytes) {
    const TemporaryFolder folder;
    folder.add("patient0001_2CH_half_sequence.nii.gz", bytes);
    return testing::refusal_of([&] { (void)load_half_sequence(patient_in(folder), k2ch); });
  };
  const std::string whole = sequence(kFrames);
  EXPECT_THAT(refusal(whole.substr(0, whole.size() - 9)), HasSubstr("half_sequence.nii.gz: "));
  EXPECT_THAT(
      refusal(sequence(kFrames.substr(1))), HasSubstr("half_sequence.nii.gz: "));  // a pixel short
  EXPECT_THAT(
      refusal(gzipped(NiftiFile({4, 3, 513}).with(""))),
      HasSubstr("the sequence has 513 frames, expected 1 to 512"));
  EXPECT_THAT(
      refusal(gzipped(NiftiFile({4096, 4096, 9}).with(""))),
      HasSubstr("the sequence has 9 frames of 4096 x 4096 pixels, expected at most 134217728"));
  EXPECT_THAT(
      refusal(gzipped(NiftiFile({4, 3, 2, 2}).with(kFrames + kFrames))),
      HasSubstr("axis 4 is 2 long"));
}

TEST(ReadImage, StillRefusesASequence) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.nii.gz", sequence(kFrames));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)frames::read_image(path); }),
      HasSubstr("axis 3 is 2 long, expected 1: a single frame"));
}

TEST(LoadHalfSequence, TakesTheSequenceOfTheLegacyRelease) {
  const TemporaryFolder folder;
  const testing::MetaHeaderText header({4, 3, 2}, "patient0001_2CH_sequence.raw");
  folder.add("patient0001_2CH_sequence.mhd", header.text());
  folder.add("patient0001_2CH_sequence.raw", kFrames);
  const auto frames = load_half_sequence(patient_in(folder), k2ch).frames;
  ASSERT_THAT(frames, SizeIs(2));
  EXPECT_EQ(frames[0].image(3, 2), 'l');
  EXPECT_EQ(frames[1].image(1, 0), 'B');
  EXPECT_FLOAT_EQ(static_cast<float>(frames[1].image.spacing_mm().y_mm), 0.154F);
  EXPECT_FALSE(frames[0].labels);

  folder.add("patient0001_2CH_sequence.raw", kFrames.substr(1));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)load_half_sequence(patient_in(folder), k2ch); }),
      HasSubstr("patient0001_2CH_sequence.raw: has 23 bytes of data, expected 24"));
}

TEST(LoadHalfSequence, PrefersTheHalfSequenceWithItsLabels) {
  const TemporaryFolder folder;
  folder.add("patient0001_2CH_half_sequence.nii.gz", sequence(kFrames));
  folder.add("patient0001_2CH_sequence.mha", "damaged");
  EXPECT_THAT(load_half_sequence(patient_in(folder), k2ch).frames, SizeIs(2));
}

TEST(OpenImageSequence, NamesTheFormatsThatItTakes) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      testing::refusal_of([&] { (void)frames::open_image_sequence(folder.add("a.avi", "")); }),
      HasSubstr("is no image file: expected .nii, .nii.gz, .mha or .mhd"));
}

}  // namespace
}  // namespace segnoise::camus
