#include "data/nnunet/nnunet_release.h"

#include "data/frames/image_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace segnoise::nnunet {
namespace {

namespace fs = std::filesystem;

class NnunetRelease : public ::testing::Test {
 protected:
  NnunetRelease()
      : root_(
            fs::path(::testing::TempDir()) /
            ("segnoise_nnunet_" + std::to_string(getpid()) +
             ::testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~NnunetRelease() override { fs::remove_all(root_); }

  static shape::LabelledImage frame() {
    shape::LabelledImage made{
        .image = shape::Image({.size = {3, 2}, .spacing_mm = {0.5, 0.25}}),
        .labels = shape::LabelMap({.size = {3, 2}, .spacing_mm = {0.5, 0.25}})};
    made.image(1, 0) = 7.5F;
    made.labels(2, 1) = 3;
    return made;
  }

  fs::path root_;
};

TEST_F(NnunetRelease, HasImagesAndLabelsApartByPart) {
  write_case(root_, Part::kTraining, "a_2CH_ED", frame());
  write_case(root_, Part::kTesting, "b_2CH_ED", frame());
  EXPECT_TRUE(frames::read_image(root_ / "imagesTr" / "a_2CH_ED_0000.nii.gz") == frame().image);
  EXPECT_TRUE(frames::read_labels(root_ / "labelsTr" / "a_2CH_ED.nii.gz") == frame().labels);
  EXPECT_TRUE(frames::read_image(root_ / "imagesTs" / "b_2CH_ED_0000.nii.gz") == frame().image);
  EXPECT_TRUE(frames::read_labels(root_ / "labelsTs" / "b_2CH_ED.nii.gz") == frame().labels);
}

TEST_F(NnunetRelease, DescribesItselfAsNnunetAsks) {
  fs::create_directories(root_);
  write_dataset_json(root_, 12);
  std::ifstream file(root_ / "dataset.json");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), R"({
  "channel_names": {
    "0": "ultrasound"
  },
  "labels": {
    "background": 0,
    "left ventricle": 1,
    "myocardium": 2,
    "left atrium": 3
  },
  "numTraining": 12,
  "file_ending": ".nii.gz"
}
)");
}

TEST_F(NnunetRelease, NamesAFolderThatCannotBeMade) {
  std::ofstream(root_) << "a file";
  EXPECT_THROW(write_case(root_, Part::kTraining, "a", frame()), std::runtime_error);
  EXPECT_THROW(write_dataset_json(root_, 1), std::runtime_error);
}

}  // namespace
}  // namespace segnoise::nnunet
