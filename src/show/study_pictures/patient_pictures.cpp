#include "show/study_pictures/patient_pictures.h"

#include "show/pictures/encoded_picture.h"
#include "storage/write_file.h"

#include <utility>

namespace segnoise::study_pictures {
namespace {

namespace fs = std::filesystem;

std::vector<pictures::Panel> panels_of(
    const cardiac::Patient& patient, const PictureContent& content) {
  return pictures::patient_panels(
      patient, content.noise, content.seed, content.predictions(patient.id), content.images);
}

}  // namespace

void write_panels(
    const fs::path& folder,
    std::span<const std::string> patients,
    const PictureContent& content,
    const PatientReader& read,
    engine::Observer& observer) {
  const fs::path place = folder / "panels";
  fs::remove_all(place);
  if (patients.empty()) return;
  fs::create_directories(place);
  constexpr int kFrameHeightPx = 360;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    observer.step("drawing patient", i + 1, patients.size());
    const std::vector<pictures::Panel> panels = panels_of(read(patients[i]), content);
    if (panels.empty()) continue;
    const pictures::Picture picture =
        pictures::draw_panels(panels, {.frame_height_px = kFrameHeightPx});
    storage::write_file(place / (patients[i] + ".jpg"), pictures::jpeg_bytes(picture));
  }
}

void write_gallery(
    const fs::path& folder,
    std::span<const engine::RankedPatient> patients,
    const PictureContent& content,
    const PatientReader& read) {
  const fs::path place = folder / "figures";
  fs::remove_all(place);
  if (patients.empty()) return;
  fs::create_directories(place);
  constexpr int kFrameHeightPx = 420;
  for (const auto& [rank, id] : patients) {
    std::string heading = id;
    if (rank != "only") heading.append(", ").append(rank).append(" by Dice");
    pictures::write_panels(
        place / (rank + ".png"),
        panels_of(read(id), content),
        {.heading = std::move(heading), .frame_height_px = kFrameHeightPx});
  }
}

}  // namespace segnoise::study_pictures
