#include "data/nnunet/nnunet_release.h"

#include "core/cardiac/echo.h"
#include "data/frames/image_file.h"
#include "json/json_object.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"

namespace segnoise::nnunet {
namespace {

namespace fs = std::filesystem;

fs::path made_folder(const fs::path& folder) {
  storage::make_folders(folder);
  return folder;
}

}  // namespace

void write_case(
    const fs::path& root, Part part, const std::string& name, const shape::LabelledImage& frame) {
  const std::string suffix = part == Part::kTraining ? "Tr" : "Ts";
  frames::write_image(
      made_folder(root / ("images" + suffix)) / (name + "_0000.nii.gz"), frame.image);
  frames::write_labels(made_folder(root / ("labels" + suffix)) / (name + ".nii.gz"), frame.labels);
}

void write_dataset_json(const fs::path& root, int training_cases) {
  const json::Json description{
      {"channel_names", {{"0", "ultrasound"}}},
      {"labels",
       {{"background", cardiac::kBackground},
        {"left ventricle", cardiac::kLeftVentricle},
        {"myocardium", cardiac::kMyocardium},
        {"left atrium", cardiac::kLeftAtrium}}},
      {"numTraining", training_cases},
      {"file_ending", ".nii.gz"}};
  constexpr int kIndent = 2;
  storage::write_file(root / "dataset.json", description.dump(kIndent) + '\n');
}

}  // namespace segnoise::nnunet
