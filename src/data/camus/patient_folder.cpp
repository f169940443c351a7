#include "data/camus/patient_folder.h"

#include "base/lower_case.h"
#include "base/number_text.h"
#include "core/cardiac/remarks.h"
#include "core/shape/components.h"
#include "core/shape/label_map.h"
#include "data/camus/cfg.h"
#include "data/camus/half_sequence.h"
#include "data/frames/image_file.h"
#include "data/frames/input_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace segnoise::camus {
namespace {

constexpr std::array kImageSuffix{".nii.gz", ".nii", ".mhd", ".mha"};
constexpr double kDeepestScanMm = 400.0;

std::string text_of(shape::Size size) { return shape::size_text(size) + " pixels"; }

std::string text_of(const shape::Spacing& spacing_mm) {
  return base::shortest_text(spacing_mm.x_mm) + " x " + base::shortest_text(spacing_mm.y_mm) +
         " mm";
}

/// The first few, and how many there are besides: a file that is damaged is named once.
std::string in_one_line(const std::vector<std::string>& warnings) {
  constexpr std::size_t kMost = 3;
  std::string line;
  for (std::size_t i = 0; i < std::min(kMost, warnings.size()); ++i) {
    line += (i == 0 ? "" : "; ") + warnings[i];
  }
  if (warnings.size() <= kMost) return line;
  return line + "; and " + std::to_string(warnings.size() - kMost) + " more";
}

/// Loads into a patient, and notes what is wrong.
class Loader {
 public:
  explicit Loader(const PatientFolder& folder) : folder_(folder) { loaded_.patient.id = folder.id; }

  LoadedPatient load() {
    std::error_code error;
    const std::filesystem::directory_iterator opened(folder_.path, error);
    if (error) {
      warn(folder_.path.string() + ": cannot be opened: " + error.message());
      return std::move(loaded_);
    }
    for (const cardiac::View view : cardiac::kViews) load_view(view);
    load_cfgs();
    loaded_.patient.remarks = cardiac::remarks_on(loaded_.patient);
    for (const std::string& remark : loaded_.patient.remarks) {
      warn(folder_.path.string() + ": " + remark);
    }
    std::ranges::sort(loaded_.files);
    return std::move(loaded_);
  }

 private:
  struct FramePaths {
    cardiac::Instant instant;
    std::filesystem::path image;
    std::filesystem::path labels;
  };

  void warn(const std::string& line) { loaded_.warnings.push_back(line); }

  [[nodiscard]] std::string name_of_frame(cardiac::View view, cardiac::Instant instant) const {
    return folder_.id + ", " + std::string(cardiac::name_of(view)) + " " +
           std::string(cardiac::name_of(instant));
  }

  void use(const std::vector<storage::FileDigest>& files) {
    std::ranges::transform(
        files, std::back_inserter(loaded_.files), [&](const storage::FileDigest& file) {
          return storage::FileDigest{folder_.id + "/" + file.name, file.sha256};
        });
  }

  void load_view(cardiac::View view) {
    std::vector<FramePaths> frames;
    frames.reserve(cardiac::kInstants.size());
    for (const cardiac::Instant instant : cardiac::kInstants) {
      frames.push_back(
          {instant,
           frame_path(folder_, view, instant, ""),
           frame_path(folder_, view, instant, "_gt")});
    }
    const auto all_empty = [&](std::filesystem::path FramePaths::*path) {
      return std::ranges::all_of(frames, [&](const auto& frame) { return (frame.*path).empty(); });
    };
    const std::string view_name = folder_.id + ", " + std::string(cardiac::name_of(view));
    const bool has_gap = std::ranges::any_of(
        frames, [](const auto& frame) { return frame.image.empty() && frame.labels.empty(); });
    const HalfSequence sequence = has_gap ? sequence_of(view) : HalfSequence{};
    if (sequence.frames.empty() && all_empty(&FramePaths::labels)) {
      warn(
          folder_.path.string() + ": " + view_name +
          (all_empty(&FramePaths::image) ? ": the view is missing"
                                         : ": the view has images but no labels (_gt)"));
      return;
    }
    for (const auto& frame : frames) {
      try {
        const bool is_gap = frame.image.empty() && frame.labels.empty();
        loaded_.patient.frames(view, frame.instant) = is_gap && !sequence.frames.empty()
                                                          ? frame_of(sequence, frame.instant)
                                                          : load_frame(frame);
      } catch (const std::runtime_error& error) {
        warn(
            std::string(error.what()) + "; " + name_of_frame(view, frame.instant) + " is left out");
      }
    }
  }

  /// None, with a warning, if it cannot be read.
  HalfSequence sequence_of(cardiac::View view) {
    try {
      HalfSequence sequence = load_half_sequence(folder_, view);
      if (sequence.frames.empty()) return {};
      use(sequence.files);
      if (sequence.scale_is_damaged) {
        loaded_.unscaled.push_back(folder_.path / sequence.files.front().name);
      }
      return sequence;
    } catch (const std::runtime_error& error) {
      warn(error.what());
      return {};
    }
  }

  /// @throws std::runtime_error  if it does not tell, or has no labels
  shape::LabelledImage frame_of(const HalfSequence& sequence, cardiac::Instant instant) {
    const std::string name = (folder_.path / sequence.files.front().name).string();
    if (!sequence.ends_are_known) {
      throw std::runtime_error(name + ": its cfg file does not say which frames are ED and ES");
    }
    const SequenceFrame& frame = instant == cardiac::Instant::kEndDiastole ? sequence.frames.front()
                                                                           : sequence.frames.back();
    if (!frame.labels) throw std::runtime_error(name + ": has no labels (_gt) of its frames");
    review(*frame.labels, name + ", " + std::string(cardiac::name_of(instant)));
    return {.image = frame.image, .labels = *frame.labels};
  }

  /// @throws std::runtime_error  if the frame cannot be trusted
  shape::LabelledImage load_frame(const FramePaths& paths) {
    if (paths.image.empty() || paths.labels.empty()) {
      const std::string missing = paths.image.empty() ? "image" : "label map (_gt)";
      throw std::runtime_error(folder_.path.string() + ": the " + missing + " is missing");
    }
    auto image = frames::open_image(paths.image);
    auto labels = frames::open_labels(paths.labels);
    require_one_grid(image, labels, paths.labels.string());
    review(labels.raster, paths.labels.string());
    use(image.files);
    use(labels.files);
    if (image.scale_is_damaged) loaded_.unscaled.push_back(paths.image);
    if (labels.scale_is_damaged) loaded_.unscaled.push_back(paths.labels);
    return {.image = std::move(image.raster), .labels = std::move(labels.raster)};
  }

  void require_one_grid(
      const frames::ImageFile<float>& image,
      const frames::ImageFile<std::uint8_t>& labels,
      const std::string& name) {
    const shape::Grid& expected = image.raster.grid();
    const shape::Grid& found = labels.raster.grid();
    if (found.size != expected.size) {
      throw std::runtime_error(
          name + ": has " + text_of(found.size) + ", expected those of its image, " +
          text_of(expected.size));
    }
    if (!shape::same_grid(found, expected)) {
      throw std::runtime_error(
          name + ": has a spacing of " + text_of(found.spacing_mm) +
          ", expected that of its image, " + text_of(expected.spacing_mm));
    }
    const bool same_place =
        std::abs(labels.origin_x_mm - image.origin_x_mm) <= 0.5 * expected.spacing_mm.x_mm &&
        std::abs(labels.origin_y_mm - image.origin_y_mm) <= 0.5 * expected.spacing_mm.y_mm;
    if (same_place) return;
    const std::string offset = name + ": begins at (" + base::shortest_text(labels.origin_x_mm) +
                               ", " + base::shortest_text(labels.origin_y_mm) +
                               ") mm, its image at (" + base::shortest_text(image.origin_x_mm) +
                               ", " + base::shortest_text(image.origin_y_mm) + ") mm";
    if (labels.orientation != image.orientation) {
      throw std::runtime_error(offset + ", and one of them is turned against the other");
    }
    warn(offset + "; their pixels are taken to lie on one another");
  }

  /// @throws std::runtime_error  if there is nothing to measure
  void review(const shape::LabelMap& labels, const std::string& name) {
    const shape::Mask ventricle = shape::mask_of(labels, cardiac::kLeftVentricle);
    if (ventricle.empty()) {
      throw std::runtime_error(name + ": has no pixel of label 1, the left ventricle");
    }
    const auto parts = shape::components(ventricle);
    if (parts.size() > 1) {
      warn(
          name + ": the left ventricle has " + std::to_string(parts.size()) +
          " components; volumes are those of the largest");
    }
    const double width_mm = labels.width() * labels.spacing_mm().x_mm;
    const double height_mm = labels.height() * labels.spacing_mm().y_mm;
    if (std::max(width_mm, height_mm) > kDeepestScanMm) {
      warn(
          name + ": spans " + text_of(shape::Spacing{std::round(width_mm), std::round(height_mm)}) +
          ", more than a scan can; was its spacing lost in a re-export?");
    }
  }

  void load_cfgs() {
    std::array<Cfg, 2> cfgs;
    for (const cardiac::View view : cardiac::kViews) {
      const bool has_frames =
          std::ranges::any_of(cardiac::kInstants, [&](cardiac::Instant instant) {
            return loaded_.patient.frames(view, instant).has_value();
          });
      if (has_frames) cfgs.at(static_cast<std::size_t>(view)) = load_cfg(view);
    }
    cardiac::Patient& patient = loaded_.patient;
    patient.quality = {cfgs[0].quality, cfgs[1].quality};
    patient.sex = agreed(cfgs[0].sex, cfgs[1].sex, "Sex");
    patient.age_years = agreed(cfgs[0].age_years, cfgs[1].age_years, "Age");
    patient.stated_ef_percent = agreed(cfgs[0].ef_percent, cfgs[1].ef_percent, "EF");
  }

  Cfg load_cfg(cardiac::View view) {
    auto path = file_named(folder_.path, std::array{cfg_name(view)});
    if (path.empty()) path = folder_.path / cfg_name(view);
    try {
      frames::InputFile file(path);
      auto [cfg, warnings] = parse_cfg(file.read_text(kLongestCfg));
      if (cfg.end_diastole && cfg.end_diastole == cfg.end_systole) {
        warnings.emplace_back("ED and ES are the same frame, expected two");
      }
      if (!warnings.empty()) warn(path.string() + ": " + in_one_line(warnings));
      use({{path.filename().string(), file.sha256()}});
      return cfg;
    } catch (const std::runtime_error& error) {
      warn(path.string() + ": " + error.what() + "; what it would say is unknown");
      return {};
    }
  }

  template <class T>
  std::optional<T> agreed(
      const std::optional<T>& two_chamber,
      const std::optional<T>& four_chamber,
      const std::string& key) {
    if (!two_chamber || !four_chamber) return two_chamber ? two_chamber : four_chamber;
    if (*two_chamber == *four_chamber) return two_chamber;
    warn(
        folder_.path.string() + ": " + key +
        " differs between Info_2CH.cfg and Info_4CH.cfg, so it is left out");
    return std::nullopt;
  }

  const PatientFolder& folder_;
  LoadedPatient loaded_;
};

}  // namespace

bool is_patient_id(const std::string& name) {
  constexpr std::string_view kPrefix = "patient";
  return name.size() > kPrefix.size() && name.starts_with(kPrefix) &&
         name.find_first_not_of("0123456789", kPrefix.size()) == std::string::npos;
}

std::string frame_stem(const std::string& id, cardiac::View view, cardiac::Instant instant) {
  return id + "_" + std::string(cardiac::name_of(view)) + "_" +
         std::string(cardiac::name_of(instant));
}

std::filesystem::path file_named(
    const std::filesystem::path& folder, std::span<const std::string> names) {
  std::error_code error;
  for (const std::string& name : names) {
    auto path = folder / name;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) return path;
  }
  std::map<std::string, std::filesystem::path> by_lower_case;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    auto& path = by_lower_case[base::lower_case(entry.path().filename().string())];
    if (path.empty() || entry.path() < path) path = entry.path();
  }
  for (const std::string& name : names) {
    const auto found = by_lower_case.find(base::lower_case(name));
    if (found != by_lower_case.end()) return found->second;
  }
  return {};
}

std::filesystem::path frame_path(
    const PatientFolder& folder,
    cardiac::View view,
    cardiac::Instant instant,
    const std::string& suffix) {
  std::vector<std::string> names;
  names.reserve(std::size(kImageSuffix));
  for (const char* extension : kImageSuffix) {
    names.push_back(frame_stem(folder.id, view, instant) + suffix + extension);
  }
  return file_named(folder.path, names);
}

LoadedPatient load_patient(const PatientFolder& folder) { return Loader(folder).load(); }

}  // namespace segnoise::camus
