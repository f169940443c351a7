#include "camus/half_sequence.h"

#include "camus/image_file.h"

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise {
namespace {

/// Empty if there is no such file.
std::filesystem::path sequence_path(
    const PatientFolder& folder, View view, const std::string& suffix) {
  const std::string stem = folder.id + "_" + std::string(name_of(view));
  for (const std::string& name :
       {"_half_sequence" + suffix + ".nii.gz",
        "_half_sequence" + suffix + ".nii",
        "_sequence" + suffix + ".mhd",
        "_sequence" + suffix + ".mha"}) {
    auto path = folder.path / (stem + name);
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

std::vector<LabelMap> labels_or_none(const std::filesystem::path& path) {
  if (path.empty()) return {};
  try {
    return read_label_sequence(path);
  } catch (const std::runtime_error&) {
    return {};
  }
}

}  // namespace

std::vector<SequenceFrame> load_half_sequence(const PatientFolder& folder, View view) {
  const auto path = sequence_path(folder, view, "");
  if (path.empty()) return {};
  std::vector<SequenceFrame> frames;
  for (Image& image : read_image_sequence(path)) {
    frames.push_back({.image = std::move(image)});
  }
  auto labels = labels_or_none(sequence_path(folder, view, "_gt"));
  if (labels.size() != frames.size()) return frames;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (same_grid(labels[i].grid(), frames[i].image.grid())) {
      frames[i].labels = std::move(labels[i]);
    }
  }
  return frames;
}

}  // namespace segnoise
