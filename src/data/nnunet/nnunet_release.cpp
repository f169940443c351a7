#include "data/nnunet/nnunet_release.h"

#include "core/cardiac/echo.h"
#include "data/frames/image_file.h"
#include "json/json_object.h"
#include "storage/write_file.h"

#include <stdexcept>
#include <system_error>

namespace segnoise::nnunet {
namespace {

namespace fs = std::filesystem;

fs::path made_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw std::runtime_error(folder.string() + ": cannot be made: " + error.message());
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
