#include "data/camus/reader_folders.h"

#include "data/camus/release.h"
#include "data/frames/image_file.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;
using testing::drawn_patient;
using ::testing::ElementsAre;
using testing::refusal_of;
using testing::TemporaryFolder;

/// Two readers of one patient, of whom the second left the images aside.
void write_readers(const fs::path& root) {
  cardiac::Patient patient = drawn_patient("patient0001");
  patient.quality = {cardiac::Quality::kGood, cardiac::Quality::kPoor};
  write_patient(root / "anna", patient, {});
  const fs::path bert = root / "bert" / "patient0001";
  fs::create_directories(bert);
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const bool is_ed = instant == cardiac::Instant::kEndDiastole;
      frames::write_labels(
          bert / (frame_stem("patient0001", view, instant) + "_gt.nii.gz"),
          testing::drawn_heart(is_ed ? 19.0 : 14.0, 60.0).labels);
    }
  }
}

const std::string kFrame = "patient0001_2CH_ED_gt.nii.gz";

TEST(ReadReaderFolders, MatchesFramesOfReadersWithAndWithoutImages) {
  const TemporaryFolder folder;
  write_readers(folder.path());
  folder.add("README.txt", "ours");
  folder.add(".cache/x", "");
  const cardiac::ReaderOutlines outlines = read_reader_folders(folder.path());
  EXPECT_THAT(outlines.readers, ElementsAre("anna", "bert"));
  ASSERT_EQ(outlines.frames.size(), 4U);
  const cardiac::OutlinedFrame& first = outlines.frames[0];
  EXPECT_EQ(first.text(), "patient0001 2CH ED");
  EXPECT_EQ(first.quality, cardiac::Quality::kGood);
  EXPECT_EQ(outlines.frames[3].quality, cardiac::Quality::kPoor);
  EXPECT_TRUE(shape::same_grid({first.outlines[0].size(), first.spacing_mm}, testing::kEchoGrid));
  ASSERT_EQ(first.outlines.size(), 2U);
  EXPECT_GT(first.outlines[0].count(), first.outlines[1].count());
}

TEST(ReadReaderFolders, RefusesFewerThanTwoReadersByName) {
  const TemporaryFolder folder;
  const std::string root = folder.path().string();
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path()); }),
      root + ": has 0 folders, expected two or more, one of label maps for each reader");
  write_patient(folder.path() / "anna", drawn_patient("patient0001"), {});
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path()); }),
      root + ": has 1 folder, expected two or more, one of label maps for each reader");
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path() / "none"); }),
      root +
          "/none: cannot be opened: No such file or directory, expected a folder with a folder "
          "of label maps for each reader");
}

TEST(ReadReaderFolders, RefusesAFrameThatAReaderLacks) {
  const TemporaryFolder folder;
  write_readers(folder.path());
  fs::remove(folder.path() / "bert/patient0001" / kFrame);
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path()); }),
      (folder.path() / "anna/database_nifti/patient0001" / kFrame).string() +
          ": reader bert has no label map of this frame, expected the same frames of all readers");
}

TEST(ReadReaderFolders, RefusesGridsThatDifferAndMapsWithoutAVentricle) {
  const TemporaryFolder folder;
  write_readers(folder.path());
  const fs::path frame = folder.path() / "bert/patient0001" / kFrame;
  frames::write_labels(frame, shape::LabelMap({{96, 128}, {1.0, 0.5}}, 1));
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path()); }),
      frame.string() +
          ": has 96 x 128 pixels of 1 x 0.5 mm, expected those of reader anna, "
          "96 x 128 pixels of 1 x 0.75 mm");
  frames::write_labels(frame, shape::LabelMap(testing::kEchoGrid, 2));
  EXPECT_EQ(
      refusal_of([&] { (void)read_reader_folders(folder.path()); }),
      frame.string() + ": has no pixel of label 1, the left ventricle");
}

}  // namespace
}  // namespace segnoise::camus
