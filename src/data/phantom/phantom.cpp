#include "data/phantom/phantom.h"

#include "core/random/rng.h"
#include "data/phantom/phantom_heart.h"
#include "data/phantom/phantom_image.h"
#include "data/phantom/phantom_scene.h"
#include "data/phantom/phantom_section.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace segnoise::phantom {
namespace {

constexpr double kSpacing_mm = 0.308;

// What each stream of a patient's numbers is for; views and frames add their index.
constexpr std::uint32_t kHeartStream = 0;
constexpr std::uint32_t kQualityStream = 1;
constexpr std::uint32_t kViewStream = 2;
constexpr std::uint32_t kAcquisitionStream = 4;
constexpr std::uint32_t kAppearanceStream = 6;
constexpr std::uint32_t kSequenceStream = 8;
constexpr std::uint32_t kSpeckleStream = 10;

/// As often as in CAMUS; two views of a patient mostly agree.
cardiac::Quality draw_quality(random::Rng& rng) {
  const double u = rng.uniform();
  if (u < 0.35) return cardiac::Quality::kGood;
  return u < 0.81 ? cardiac::Quality::kMedium : cardiac::Quality::kPoor;
}

/// CAMUS keeps half a cycle, which mostly begins at end-diastole.
cardiac::SequenceInfo draw_sequence(random::Rng& rng) {
  cardiac::SequenceInfo sequence;
  sequence.frame_count = 13 + static_cast<int>(rng.below(14));
  sequence.frame_rate_hz = 0.1 * std::round(normal_within(rng, 480.0, 60.0, 300.0, 700.0));
  const bool systole_first = rng.chance(0.1);
  sequence.end_diastole = systole_first ? sequence.frame_count : 1;
  sequence.end_systole = systole_first ? 1 : sequence.frame_count;
  return sequence;
}

}  // namespace

std::string phantom_id(int number) {
  std::string digits = std::to_string(number);
  return "patient" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

PhantomPatient make_phantom_patient(int number, std::uint64_t seed) {
  if (number < 1 || number > kMostPhantomPatients) {
    throw std::invalid_argument(
        "patient number must be 1 to " + std::to_string(kMostPhantomPatients) + ", got " +
        std::to_string(number));
  }
  const auto rng_for = [&](std::uint32_t stream) {
    return random::Rng(seed, static_cast<std::uint64_t>(number), stream);
  };
  random::Rng heart_rng = rng_for(kHeartStream);
  const PhantomHeart heart = draw_heart(heart_rng);

  PhantomPatient made;
  cardiac::Patient& patient = made.patient;
  patient.id = phantom_id(number);
  patient.sex = heart.sex;
  patient.age_years = heart.age_years;
  patient.stated_ef_percent = std::round(heart.ef_percent());
  random::Rng quality_rng = rng_for(kQualityStream);
  patient.quality[0] = draw_quality(quality_rng);
  const cardiac::Quality other = draw_quality(quality_rng);
  patient.quality[1] = quality_rng.chance(0.6) ? patient.quality[0] : other;

  PhantomTruth& truth = made.truth;
  truth.edv_ml = heart.edv_ml();
  truth.esv_ml = heart.esv_ml();
  truth.ef_percent = heart.ef_percent();
  truth.foreshortened = heart.foreshortened();
  for (const cardiac::Instant instant : cardiac::kInstants) {
    const auto i = static_cast<std::size_t>(instant);
    truth.length_mm[i] = heart.at(instant).cavity.length_mm();
    truth.wall_mm[i] = heart.at(instant).wall_mm;
    truth.wall_ml[i] = heart.at(instant).wall_ml();
  }

  for (const cardiac::View which : cardiac::kViews) {
    const auto v = static_cast<std::uint32_t>(which);
    random::Rng sequence_rng = rng_for(kSequenceStream + v);
    made.sequences[v] = draw_sequence(sequence_rng);
    const cardiac::Quality quality = *patient.quality[v];
    random::Rng view_rng = rng_for(kViewStream + v);
    const PhantomView view = draw_view(heart, which, view_rng);
    random::Rng acquisition_rng = rng_for(kAcquisitionStream + v);
    const Acquisition acquisition = draw_acquisition(view.sector, quality, acquisition_rng);
    random::Rng appearance_rng = rng_for(kAppearanceStream + v);
    const Appearance appearance = draw_appearance(view, which, quality, appearance_rng);
    const shape::Grid grid = view.sector.grid(kSpacing_mm);
    truth.elevation_deg[v] = heart.elevation(which) * 180.0 / std::numbers::pi;
    truth.tilt_deg[v] = view.tilt_deg;
    truth.depth_mm[v] = view.sector.depth_mm;
    for (const cardiac::Instant instant : cardiac::kInstants) {
      random::Rng speckle_rng =
          rng_for(kSpeckleStream + 2 * v + static_cast<std::uint32_t>(instant));
      truth.section_length_mm(which, instant) = view.at(instant).cavity().length_mm();
      patient.frames(which, instant) = shape::LabelledImage{
          .image =
              b_mode(Scene(view, instant, appearance), view.sector, acquisition, grid, speckle_rng),
          .labels = label_map(view.at(instant), view.sector, grid)};
    }
  }
  return made;
}

}  // namespace segnoise::phantom
