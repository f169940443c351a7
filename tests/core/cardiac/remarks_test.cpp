#include "core/cardiac/remarks.h"

#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::cardiac {
namespace {

using testing::drawn_heart;
using testing::drawn_patient;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto k2ch = View::kTwoChamber;
constexpr auto k4ch = View::kFourChamber;
constexpr auto kEd = Instant::kEndDiastole;
constexpr auto kEs = Instant::kEndSystole;

/// The labels with their pixels elsewhere.
template <class From>
shape::LabelMap relaid(const shape::LabelMap& labels, const shape::Grid& grid, From from) {
  shape::LabelMap result(grid);
  for (int y = 0; y < result.height(); ++y) {
    for (int x = 0; x < result.width(); ++x) {
      const auto [old_x, old_y] = from(x, y);
      result(x, y) = labels(old_x, old_y);
    }
  }
  return result;
}

shape::LabelMap transposed(const shape::LabelMap& labels) {
  const shape::Grid& grid = labels.grid();
  return relaid(
      labels,
      {.size = {grid.size.height, grid.size.width},
       .spacing_mm = {grid.spacing_mm.y_mm, grid.spacing_mm.x_mm}},
      [](int x, int y) { return std::pair(y, x); });
}

shape::LabelMap upside_down(const shape::LabelMap& labels) {
  return relaid(
      labels, labels.grid(), [&](int x, int y) { return std::pair(x, labels.height() - 1 - y); });
}

shape::LabelMap without(shape::LabelMap labels, const std::vector<std::uint8_t>& removed) {
  for (const std::uint8_t label : removed) {
    std::ranges::replace(labels.pixels(), label, kBackground);
  }
  return labels;
}

Patient with_spacing(double factor, std::initializer_list<View> views) {
  Patient patient = drawn_patient("patient0001");
  for (const View view : views) {
    for (const Instant instant : kInstants) {
      auto& frame = *patient.frames(view, instant);
      shape::Grid grid = frame.labels.grid();
      grid.spacing_mm.x_mm *= factor;
      grid.spacing_mm.y_mm *= factor;
      frame.labels = relaid(frame.labels, grid, [](int x, int y) { return std::pair(x, y); });
    }
  }
  return patient;
}

TEST(RemarksOn, SayNothingOfAPatientWithoutFault) {
  Patient patient = drawn_patient("patient0001");
  EXPECT_THAT(remarks_on(patient), IsEmpty());
  patient.stated_ef_percent = 50.0;
  EXPECT_THAT(remarks_on(patient), IsEmpty());
  EXPECT_THAT(remarks_on(Patient{}), IsEmpty());
  patient.frames(k4ch, kEd).reset();
  EXPECT_THAT(remarks_on(patient), IsEmpty());
}

TEST(RemarksOn, NameASpacingThatWasLost) {
  EXPECT_THAT(
      remarks_on(with_spacing(0.1, {k2ch, k4ch})),
      ElementsAre(
          HasSubstr("implausible long axis: 6.0 mm (2CH ED), 5.4 mm (2CH ES), 6.0 mm (4CH ED), "),
          "implausible volume: EDV of 0.1 mL, expected 20 to 400 mL; is the spacing right?"));
  EXPECT_THAT(
      remarks_on(with_spacing(2.2, {k2ch, k4ch})),
      ElementsAre(
          HasSubstr("implausible long axis: 13"), HasSubstr("implausible volume: EDV of ")));
  EXPECT_THAT(
      remarks_on(with_spacing(1.5, {k4ch})),
      ElementsAre(HasSubstr("ED: long axes of "), HasSubstr("ES: long axes of ")));
}

TEST(RemarksOn, NameEndDiastoleAndEndSystoleThatWereExchanged) {
  Patient patient = drawn_patient("patient0001");
  for (const View view : kViews) std::swap(patient.frames(view, kEd), patient.frames(view, kEs));
  EXPECT_THAT(remarks_on(patient), ElementsAre(HasSubstr("exceeds EDV of ")));
}

TEST(RemarksOn, CompareTheStatedEjectionFraction) {
  Patient patient = drawn_patient("patient0001");  // 50 % by ASE, 42 % by the disks of CAMUS
  const auto remarks_where_stated = [&](double percent) {
    patient.stated_ef_percent = percent;
    return remarks_on(patient);
  };
  EXPECT_THAT(remarks_where_stated(59.0), IsEmpty());
  EXPECT_THAT(remarks_where_stated(33.0), IsEmpty());
  EXPECT_THAT(
      remarks_where_stated(65.0),
      ElementsAre("EF is stated as 65 %, but 50 % is measured on the labels"));
  EXPECT_THAT(
      remarks_where_stated(31.0),
      ElementsAre("EF is stated as 31 %, but 42 % is measured on the labels"));
  patient.frames(k2ch, kEd).reset();  // one view says too little of what both gave
  EXPECT_THAT(remarks_where_stated(65.0), IsEmpty());
}

TEST(RemarksOn, NameAVentricleThatDoesNotStandOnItsBase) {
  using Labels = std::vector<std::uint8_t>;
  // By the atrium, by the myocardium, and by its form alone, which does not tell up from down.
  for (const auto& [removed, tells_down] :
       {std::pair(Labels{}, true),
        std::pair(Labels{kLeftAtrium}, true),
        std::pair(Labels{kLeftAtrium, kMyocardium}, false)}) {
    Patient patient{.id = "patient0001"};
    const shape::LabelMap labels = without(drawn_heart(20.0, 60.0).labels, removed);
    auto& frame = patient.frames(k2ch, kEd).emplace();
    frame.labels = labels;
    EXPECT_THAT(remarks_on(patient), IsEmpty());
    frame.labels = transposed(labels);
    EXPECT_THAT(
        remarks_on(patient),
        ::testing::Contains(HasSubstr("2CH ED: the apex lies beside the base (the ventricle is "
                                      "turned by 90 degrees)")));
    frame.labels = upside_down(labels);
    if (tells_down) {
      EXPECT_THAT(
          remarks_on(patient),
          ::testing::Contains(HasSubstr("2CH ED: the apex lies below the base (the ventricle is "
                                        "turned by 180 degrees)")));
    }
  }
}

}  // namespace
}  // namespace segnoise::cardiac
