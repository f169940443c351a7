#include "data/camus/release.h"

#include "data/camus/cfg.h"
#include "data/camus/patient_folder.h"
#include "data/frames/image_file.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;

Cfg cfg_of(
    const cardiac::Patient& patient,
    cardiac::View view,
    const std::optional<cardiac::SequenceInfo>& sequence) {
  Cfg cfg{
      .sex = patient.sex,
      .age_years = patient.age_years,
      .quality = patient.quality.at(static_cast<std::size_t>(view)),
      .ef_percent = patient.stated_ef_percent};
  if (sequence) {
    cfg.end_diastole = sequence->end_diastole;
    cfg.end_systole = sequence->end_systole;
    cfg.frame_count = sequence->frame_count;
    cfg.frame_rate_hz = sequence->frame_rate_hz;
  }
  return cfg;
}

std::string lines_of(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += id + '\n';
  return text;
}

}  // namespace

void write_patient(
    const fs::path& root,
    const cardiac::Patient& patient,
    const std::array<std::optional<cardiac::SequenceInfo>, 2>& sequences) {
  if (!is_patient_id(patient.id)) {
    throw std::invalid_argument("id must be 'patient' and digits, got '" + patient.id + "'");
  }
  const fs::path folder = root / "database_nifti" / patient.id;
  storage::make_folders(folder);
  for (const cardiac::View view : cardiac::kViews) {
    bool has_frames = false;
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      has_frames = true;
      const std::string stem = frame_stem(patient.id, view, instant);
      frames::write_image(folder / (stem + ".nii.gz"), frame->image);
      frames::write_labels(folder / (stem + "_gt.nii.gz"), frame->labels);
    }
    if (!has_frames) continue;
    const Cfg cfg = cfg_of(patient, view, sequences.at(static_cast<std::size_t>(view)));
    storage::write_file(folder / cfg_name(view), cfg_text(cfg));
  }
}

void write_split(const fs::path& root, const cardiac::Split& split) {
  const fs::path folder = root / "database_split";
  storage::make_folders(folder);
  storage::write_file(folder / "subgroup_training.txt", lines_of(split.training));
  storage::write_file(folder / "subgroup_validation.txt", lines_of(split.validation));
  storage::write_file(folder / "subgroup_testing.txt", lines_of(split.testing));
}

}  // namespace segnoise::camus
