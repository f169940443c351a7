#include "show/pictures/ef_intervals.h"

#include "show/pictures/overlay.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace segnoise::pictures {
namespace {

analysis::PatientSensitivity with_ef(double clean, double bias, double lower, double upper) {
  return {.ef_percent = {.clean = clean, .bias = bias, .central95 = {lower, upper}}};
}

bool shows(const Picture& picture, double x, double y, Rgb expected) {
  const Rgb found = picture(static_cast<int>(x), static_cast<int>(y));
  return std::abs(found.red - expected.red) < 48 && std::abs(found.green - expected.green) < 48 &&
         std::abs(found.blue - expected.blue) < 48;
}

TEST(DrawEfIntervals, PutsPatientsInTheOrderOfTheirEf) {
  const std::vector patients{with_ef(60.0, -10.0, 45.0, 55.0), with_ef(40.0, -5.0, 32.0, 38.0)};
  const Picture picture = draw_ef_intervals(patients);
  // The plane is 1360 x 728 pixels from (86, 790) on: ranks 0 to 3, EF 30 to 70 %.
  const auto x = [](double rank) { return 86.0 + rank * 1360.0 / 3.0; };
  const auto y = [](double ef) { return 790.0 - (ef - 30.0) * 728.0 / 40.0; };
  const Rgb clean = colour_of(OutlineRole::kClean);
  const Rgb noisy = colour_of(OutlineRole::kNoisy);
  const Rgb interval{105, 105, 105};
  EXPECT_TRUE(shows(picture, x(1), y(40.0), clean));
  EXPECT_TRUE(shows(picture, x(1), y(35.0), noisy));
  EXPECT_TRUE(shows(picture, x(1), y(32.5), interval));
  EXPECT_FALSE(shows(picture, x(1), y(31.0), interval));
  EXPECT_TRUE(shows(picture, x(2), y(60.0), clean));
  EXPECT_TRUE(shows(picture, x(2), y(46.0), interval));
  EXPECT_TRUE(shows(picture, x(2), y(54.0), interval));
  EXPECT_FALSE(shows(picture, x(2), y(57.0), interval));
  EXPECT_FALSE(shows(picture, 86.0, y(55.0), kWhite));
}

TEST(DrawEfIntervals, HasRoomForManyPatientsAndForExtremes) {
  std::vector<analysis::PatientSensitivity> patients;
  for (int i = 0; i < 500; ++i) {
    patients.push_back(with_ef(20.0 + 0.12 * i, -5.0, -15.0 + 0.12 * i, 25.0 + 0.12 * i));
  }
  EXPECT_EQ(draw_ef_intervals(patients).width(), 1480);
}

TEST(DrawEfIntervals, NeedsAPatient) {
  EXPECT_THROW((void)draw_ef_intervals({}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::pictures
