#pragma once

#include "core/cardiac/data_origin.h"
#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"
#include "core/metrics/effect.h"
#include "core/noise/setup.h"
#include "core/shape/mask.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::plan {

/// Which frame of which patient.
struct FrameId {
  std::string patient = {};
  cardiac::View view = cardiac::View::kTwoChamber;
  cardiac::Instant instant = cardiac::Instant::kEndDiastole;

  /// "patient0001/2CH/ED": what identifies the frame's labels to the noise.
  [[nodiscard]] std::string text() const;
};

/// How close one structure of a frame comes to the truth. A measure is absent where it is
/// undefined: all of them if the truth does not have the structure, the distances also if only the
/// other lacks it.
struct StructureMeasures {
  std::optional<double> dice = {};  ///< fraction
  std::optional<double> iou = {};   ///< fraction
  std::optional<double> hd_mm = {};
  std::optional<double> hd95_mm = {};
  std::optional<double> assd_mm = {};
};

/// What one draw of noise was, and what it did to the LV label of one frame.
struct NoiseRecord {
  FrameId frame = {};
  std::string drawn = {};  ///< the draws, in words
  bool removed = false;    ///< the noise deleted the structure, or left no pixel of it
  metrics::Effect effect = {};
  std::optional<double> clean_volume_ml = {};  ///< single-plane disks
  std::optional<double> noisy_volume_ml = {};
};

/// A prediction for one frame, measured against the clean labels.
struct FrameResult {
  StructureMeasures left_ventricle = {};
  StructureMeasures myocardium = {};
  StructureMeasures left_atrium = {};
  shape::Mask predicted_left_ventricle = {};
};

/// What a network trained under one condition makes of one patient.
struct PatientResult {
  std::string patient = {};
  std::string condition = {};
  cardiac::PerFrame<std::optional<FrameResult>> frames = {};
  /// Of both ejections: the study's, or single-plane where the patient's clean labels allow no
  /// more.
  std::optional<cardiac::VolumeMethod> method = {};
  std::optional<cardiac::Ejection> reference = {};  ///< from the clean labels
  /// The worse of the views that the method uses; nothing if none states one.
  std::optional<cardiac::Quality> quality = {};
  std::vector<std::string> reference_remarks = {};  ///< on these, see Patient
  std::optional<cardiac::Ejection> predicted = {};

  /// Mean over the views that have a value of one measure of the LV at one instant.
  [[nodiscard]] std::optional<double> lv_mean(
      cardiac::Instant instant, std::optional<double> StructureMeasures::*measure) const;

  /// EF predicted - EF from the clean labels, percentage points.
  [[nodiscard]] std::optional<double> ef_signed_error_pp() const;

  /// Its absolute value.
  [[nodiscard]] std::optional<double> ef_error_pp() const;

  /// ESV predicted - ESV from the clean labels, in percent of the latter; nothing if that is 0.
  [[nodiscard]] std::optional<double> esv_signed_error_percent() const;
};

/// One epoch of training.
struct EpochRecord {
  int epoch = 0;  ///< from 1
  double training_loss = 0.0;
  std::optional<double> validation_dice = {};  ///< fraction
};

/// How one network came about.
struct TrainingRecord {
  std::string condition = {};
  std::vector<EpochRecord> epochs = {};
};

/// How the network of one cell of a study learned.
struct TrainingCurve {
  std::string condition = {};  ///< its name
  std::uint64_t seed = 0;
  int fold = 1;
  std::vector<EpochRecord> epochs = {};
};

/// All that is needed to make a study again.
struct StudyDescription {
  std::string command_line = {};
  std::string program_version = {};
  std::vector<std::pair<std::string, std::string>> libraries = {};  ///< name, version
  std::string data_root = {};
  cardiac::DataOrigin origin = cardiac::DataOrigin::kOther;
  std::string licence = {};           ///< of the frames, as their owner words it; empty for none
  std::string data_fingerprint = {};  ///< SHA-256 over all files that were read
  std::string split_source = {};      ///< what divided the patients
  int training_patients = 0;
  int validation_patients = 0;
  int testing_patients = 0;
  noise::NoiseSetup setup = {};
  std::uint64_t seed = 0;
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
  std::vector<std::pair<std::string, std::string>> learning = {};  ///< option, value with its unit
  std::vector<std::string> warnings = {};  ///< of the data set, one line each
  bool shows_frames = true;  ///< whether pictures show the data set's frames, or outlines alone
  double elapsed_s = 0.0;
};

/// Everything a study found.
struct StudyResults {
  StudyDescription description = {};
  std::vector<NoiseRecord> noise = {};       ///< one per training label
  std::vector<PatientResult> patients = {};  ///< condition by condition, patients in order
  std::vector<TrainingRecord> training = {};
};

}  // namespace segnoise::plan
