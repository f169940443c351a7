#include "study/plan/ventricle.h"

#include <gtest/gtest.h>

namespace segnoise::plan {
namespace {

const FrameId kEdOfOne{.patient = "patient0001"};
const FrameId kEsOfOne{
    .patient = "patient0001",
    .view = cardiac::View::kFourChamber,
    .instant = cardiac::Instant::kEndSystole};
const FrameId kEdOfTwo{.patient = "patient0002"};

TEST(SubjectOfLabel, IsAReadingOfThePatientByTheOneObserver) {
  const noise::Subject ed = subject_of_label(kEdOfOne, cardiac::Quality::kPoor, 5);
  const noise::Subject es = subject_of_label(kEsOfOne, {}, 5);
  const noise::Subject two = subject_of_label(kEdOfTwo, {}, 5);
  EXPECT_EQ(ed.seed, 5U);
  EXPECT_NE(ed.identity, es.identity);
  EXPECT_EQ(ed.reading->patient, es.reading->patient);
  EXPECT_NE(ed.reading->patient, two.reading->patient);
  EXPECT_EQ(ed.reading->observer, two.reading->observer);
  EXPECT_EQ(ed.instant, "ED");
  EXPECT_EQ(es.instant, "ES");
  EXPECT_EQ(ed.reading->view, "2CH");
  EXPECT_EQ(es.reading->view, "4CH");
  EXPECT_EQ(ed.reading->quality, "Poor");
  EXPECT_EQ(es.reading->quality, "");
}

TEST(SubjectOfDraw, IsAReadingOfItsOwnByAnObserverWhoReadsAllPatients) {
  const noise::Subject first = subject_of_draw(kEdOfOne, {}, 5, 1);
  const noise::Subject other_frame = subject_of_draw(kEsOfOne, {}, 5, 1);
  const noise::Subject other_patient = subject_of_draw(kEdOfTwo, {}, 5, 1);
  const noise::Subject second = subject_of_draw(kEdOfOne, {}, 5, 2);
  EXPECT_EQ(first.reading->patient, other_frame.reading->patient);
  EXPECT_NE(first.reading->patient, second.reading->patient);
  EXPECT_NE(first.reading->patient, other_patient.reading->patient);
  EXPECT_EQ(first.reading->observer, other_patient.reading->observer);
  EXPECT_NE(first.reading->observer, second.reading->observer);
  const noise::Subject label = subject_of_label(kEdOfOne, {}, 5);
  EXPECT_NE(first.reading->patient, label.reading->patient);
  EXPECT_NE(first.reading->observer, label.reading->observer);
}

}  // namespace
}  // namespace segnoise::plan
