#include "study/analysis/measurement_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace segnoise::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<plan::Condition> kConditions{{.name = "clean"}, {.name = "low"}};
const std::vector<std::string_view> kMeasures{"dice", "hd"};

Measurement row(
    const std::string& condition,
    std::uint64_t seed,
    int fold,
    const std::string& patient,
    double value) {
  return {
      .cell = condition + "-" + std::to_string(seed) + "-" + std::to_string(fold),
      .condition = condition,
      .seed = seed,
      .fold = fold,
      .patient = patient,
      .measure = "dice",
      .value = value};
}

std::vector<double> numbers(std::span<const PatientValue> values) {
  std::vector<double> found;
  for (const PatientValue& value : values) found.push_back(value.value);
  return found;
}

TEST(MeasurementIndex, OrdersByPatientSeedAndFold) {
  const std::vector rows{
      row("clean", 2, 1, "b", 5.0),
      row("clean", 10, 1, "a", 4.0),
      row("low", 1, 1, "c", 9.0),
      row("clean", 2, 2, "a", 3.0),
      row("clean", 2, 1, "a", 2.0)};
  const MeasurementIndex index(rows, kConditions, kMeasures);
  EXPECT_THAT(numbers(index.values(0, "dice")), ElementsAre(2.0, 3.0, 4.0, 5.0));
  EXPECT_THAT(numbers(index.values(1, "dice")), ElementsAre(9.0));
  EXPECT_EQ(index.values(1, "dice")[0].patient, 2U);
  EXPECT_EQ(index.patients(0), 2);
  EXPECT_THAT(index.cells(0), ElementsAre("clean-2-1", "clean-2-2", "clean-10-1"));
}

TEST(MeasurementIndex, LeavesOutWhatWasNotAskedFor) {
  Measurement other = row("clean", 1, 1, "a", 1.0);
  other.measure = "volume";
  const std::vector rows{row("high", 1, 1, "a", 1.0), other};
  const MeasurementIndex index(rows, kConditions, kMeasures);
  EXPECT_THAT(index.values(0, "dice"), IsEmpty());
  EXPECT_THAT(index.values(0, "volume"), IsEmpty());
  EXPECT_THAT(index.cells(0), IsEmpty());
  EXPECT_EQ(index.patients(0), 0);
}

TEST(MeasurementIndex, RefusesWhatCannotBeTold) {
  const auto index = [](const std::vector<Measurement>& rows) {
    return MeasurementIndex(rows, kConditions, kMeasures);
  };
  const Measurement once = row("clean", 1, 1, "a", 1.0);
  EXPECT_THROW(index({once, once}), std::invalid_argument);
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(index({row("clean", 1, 1, "a", kNan)}), std::invalid_argument);
  const std::vector<plan::Condition> alike{{.name = "low"}, {.name = "low"}};
  EXPECT_THROW(MeasurementIndex({}, alike, kMeasures), std::invalid_argument);
}

TEST(Paired, KeepsWhatBothHave) {
  const std::vector<PatientValue> a{{0, 1, 1, 1.0}, {0, 2, 1, 2.0}, {1, 1, 1, 3.0}, {3, 1, 1, 4.0}};
  const std::vector<PatientValue> b{{0, 2, 1, 20.0}, {1, 1, 2, 30.0}, {3, 1, 1, 40.0}};
  const auto pairs = paired(a, b);
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].first, 2.0);
  EXPECT_EQ(pairs[0].second, 20.0);
  EXPECT_EQ(pairs[1].patient, 3U);
  EXPECT_EQ(pairs[1].second, 40.0);
  EXPECT_THAT(paired(a, {}), IsEmpty());
  EXPECT_THAT(paired({}, b), IsEmpty());
}

TEST(PatientMeans, CountsEachPatientOnce) {
  const std::vector<PatientValue> values{{0, 1, 1, 1.0}, {0, 1, 2, 2.0}, {4, 1, 1, 7.0}};
  EXPECT_THAT(patient_means(values), ElementsAre(1.5, 7.0));
  EXPECT_THAT(patient_means({}), IsEmpty());
}

}  // namespace
}  // namespace segnoise::analysis
