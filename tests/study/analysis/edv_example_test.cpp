#include "study/analysis/edv_example.h"

#include "support/patients.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <string>

namespace segnoise::analysis {
namespace {

const SensitivityOptions kOptions{.draws = 30, .draws_alone = 2, .seed = 4};

noise::NoiseSetup setup_doing(const noise::Operation& operation) {
  return {.name = "test", .unit = noise::Unit::kMm, .steps = {{operation}}};
}

const noise::NoiseSetup kVaryingJitter = setup_doing(noise::Localization{{1.5, 0.3}});

TEST(EdvExample, FindsTheDrawsAtBothEnds) {
  const auto labels = plan::ventricle_labels(testing::drawn_patient("patient0001"));
  const EdvExample example = edv_example(labels, kVaryingJitter, kOptions, 30).value();
  const cardiac::Ejection clean =
      cardiac::ejection(labels.cavities, cardiac::VolumeMethod::kBiplaneAse).value();
  EXPECT_DOUBLE_EQ(example.clean.ef_percent, clean.ef_percent);
  EXPECT_LT(example.least.ejection.edv_ml, example.greatest.ejection.edv_ml);
  for (const EdvDraw& drawn : {example.least, example.greatest}) {
    auto redrawn = labels.cavities;
    ASSERT_EQ(drawn.labels.size(), 2U);
    for (const RedrawnLabel& label : drawn.labels) {
      redrawn(label.view, cardiac::Instant::kEndDiastole)->mask = label.mask;
    }
    const cardiac::Ejection again =
        cardiac::ejection(redrawn, cardiac::VolumeMethod::kBiplaneAse).value();
    EXPECT_DOUBLE_EQ(again.edv_ml, drawn.ejection.edv_ml);
    EXPECT_DOUBLE_EQ(again.ef_percent, drawn.ejection.ef_percent);
    EXPECT_DOUBLE_EQ(again.esv_ml, clean.esv_ml);
  }
}

TEST(EdvExample, DrawsLinesAsLongAsTheDisks) {
  const auto labels = plan::ventricle_labels(testing::drawn_patient("patient0001"));
  const EdvExample example =
      edv_example(labels, setup_doing(noise::Localization{}), kOptions, 1).value();
  const RedrawnLabel& label = example.least.labels.front();
  const cardiac::Disks clean =
      cardiac::ase_disks(label.mask, testing::kEchoGrid.spacing_mm).value();
  ASSERT_EQ(label.disks.size(), cardiac::kDiskCount);
  for (std::size_t i = 0; i < cardiac::kDiskCount; ++i) {
    const shape::Point& from = label.disks[i].at(0);
    const shape::Point& to = label.disks[i].at(1);
    const double length_mm = std::hypot((to.x - from.x) * 1.0, (to.y - from.y) * 0.75);
    EXPECT_NEAR(length_mm, clean.diameters_mm[i], 1.6) << "disk " << i;  // a pixel and a half
  }
}

TEST(EdvExample, PassesOverWhatNoHeartIs) {
  const plan::VentricleLabels labels = plan::ventricle_labels(testing::drawn_patient("p"));
  const noise::NoiseSetup erodes = {
      .name = "erodes",
      .unit = noise::Unit::kMm,
      .steps = {
          {noise::Operation(noise::Morphology{noise::MorphologyKind::kErosion, {8.0, 4.0}})}}};
  const EdvExample example = edv_example(labels, erodes, kOptions, 40).value();
  EXPECT_GE(example.least.ejection.ef_percent, 0.0);
  EXPECT_GE(example.least.ejection.edv_ml, 20.0);
  EXPECT_LT(example.least.ejection.edv_ml, 0.8 * example.clean.edv_ml);
}

TEST(EdvExample, IsNothingWhereThereIsNoEf) {
  const auto labels = plan::ventricle_labels(testing::drawn_patient("patient0001"));
  EXPECT_FALSE(edv_example(labels, setup_doing(noise::Deletion{1.0}), kOptions, 3));
  EXPECT_FALSE(edv_example({.patient = "patient0002"}, kVaryingJitter, kOptions, 3));
  EXPECT_THROW((void)edv_example(labels, kVaryingJitter, kOptions, 0), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::analysis
