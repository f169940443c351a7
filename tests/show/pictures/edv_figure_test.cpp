#include "show/pictures/edv_figure.h"

#include "support/patients.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::pictures {
namespace {

TEST(DrawEdvExample, ShowsBothEndsInBothViews) {
  const cardiac::Patient patient = testing::drawn_patient("patient0001");
  const noise::NoiseSetup setup{
      .name = "test",
      .unit = noise::Unit::kMm,
      .steps = {{noise::Operation(noise::Localization{{1.5, 0.3}})}}};
  const auto example =
      analysis::edv_example(plan::ventricle_labels(patient), setup, {}, 10).value();
  const Picture picture = draw_edv_example(example, patient);
  EXPECT_GT(picture.width(), 4 * 200);
  EXPECT_GT(picture.height(), 480);
  EXPECT_THROW((void)draw_edv_example(example, {.id = "patient0002"}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::pictures
