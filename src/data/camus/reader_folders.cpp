#include "data/camus/reader_folders.h"

#include "base/number_text.h"
#include "core/shape/label_map.h"
#include "data/camus/cfg.h"
#include "data/frames/image_file.h"
#include "data/frames/input_file.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;

struct Reader {
  std::string name;
  std::map<std::string, PatientFolder> patients;
};

std::vector<Reader> readers_in(const fs::path& root) {
  std::error_code error;
  std::set<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root, error)) {
    const bool is_hidden = entry.path().filename().string().starts_with('.');
    if (!is_hidden && entry.is_directory()) folders.insert(entry.path());
  }
  if (error) {
    throw std::runtime_error(
        root.string() + ": cannot be opened: " + error.message() +
        ", expected a folder with a folder of label maps for each reader");
  }
  if (folders.size() < 2) {
    throw std::runtime_error(
        root.string() + ": has " + std::to_string(folders.size()) +
        (folders.size() == 1 ? " folder" : " folders") +
        ", expected two or more, one of label maps for each reader");
  }
  std::vector<Reader> readers;
  for (const fs::path& folder : folders) {
    Reader& reader = readers.emplace_back();
    reader.name = folder.filename().string();
    for (PatientFolder& patient : open_data_set(folder).patients) {
      std::string id = patient.id;
      reader.patients.emplace(std::move(id), std::move(patient));
    }
  }
  return readers;
}

std::optional<cardiac::Quality> quality_in(const PatientFolder& patient, cardiac::View view) {
  const fs::path path = file_named(patient.path, std::array{cfg_name(view)});
  if (path.empty()) return std::nullopt;
  try {
    return parse_cfg(frames::InputFile(path).read_text(kLongestCfg)).cfg.quality;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

std::string grid_text(const shape::Grid& grid) {
  return shape::size_text(grid.size) + " pixels of " + base::shortest_text(grid.spacing_mm.x_mm) +
         " x " + base::shortest_text(grid.spacing_mm.y_mm) + " mm";
}

/// A frame by all readers; nothing if none has it.
std::optional<cardiac::OutlinedFrame> frame_of(
    const std::vector<Reader>& readers,
    const std::string& id,
    cardiac::View view,
    cardiac::Instant instant) {
  cardiac::OutlinedFrame frame{.patient = id, .view = view, .instant = instant};
  std::optional<std::size_t> having;
  std::optional<std::size_t> lacking;
  std::vector<fs::path> paths;
  for (std::size_t r = 0; r < readers.size(); ++r) {
    const auto patient = readers[r].patients.find(id);
    fs::path path;
    if (patient != readers[r].patients.end()) {
      path = frame_path(patient->second, view, instant, "_gt");
      if (!frame.quality) frame.quality = quality_in(patient->second, view);
    }
    auto& which = path.empty() ? lacking : having;
    if (!which) which = r;
    paths.push_back(std::move(path));
  }
  if (!having) return std::nullopt;
  if (lacking) {
    throw std::runtime_error(
        paths[*having].string() + ": reader " + readers[*lacking].name +
        " has no label map of this frame, expected the same frames of all readers");
  }
  shape::Grid grid;
  for (std::size_t r = 0; r < readers.size(); ++r) {
    const shape::LabelMap labels = frames::read_labels(paths[r]);
    if (r == 0) grid = labels.grid();
    if (!shape::same_grid(labels.grid(), grid)) {
      throw std::runtime_error(
          paths[r].string() + ": has " + grid_text(labels.grid()) + ", expected those of reader " +
          readers.front().name + ", " + grid_text(grid));
    }
    frame.outlines.push_back(shape::mask_of(labels, cardiac::kLeftVentricle));
    if (frame.outlines.back().empty()) {
      throw std::runtime_error(paths[r].string() + ": has no pixel of label 1, the left ventricle");
    }
  }
  frame.spacing_mm = grid.spacing_mm;
  return frame;
}

}  // namespace

cardiac::ReaderOutlines read_reader_folders(const fs::path& root, const LoadProgress& progress) {
  const std::vector<Reader> readers = readers_in(root);
  cardiac::ReaderOutlines outlines;
  std::set<std::string> ids;
  for (const Reader& reader : readers) {
    outlines.readers.push_back(reader.name);
    for (const auto& [id, folder] : reader.patients) ids.insert(id);
  }
  int number = 0;
  for (const std::string& id : ids) {
    if (progress) progress(++number, static_cast<int>(ids.size()));
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        if (auto frame = frame_of(readers, id, view, instant)) {
          outlines.frames.push_back(std::move(*frame));
        }
      }
    }
  }
  if (outlines.frames.empty()) {
    throw std::runtime_error(
        root.string() +
        ": no reader has a label map of a frame, expected names as patient0001_2CH_ED_gt.nii.gz");
  }
  return outlines;
}

}  // namespace segnoise::camus
