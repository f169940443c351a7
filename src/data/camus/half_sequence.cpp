#include "data/camus/half_sequence.h"

#include "data/camus/cfg.h"
#include "data/frames/image_file.h"
#include "data/frames/input_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise::camus {
namespace {

/// Empty if there is no such file.
std::filesystem::path sequence_path(
    const PatientFolder& folder, cardiac::View view, const std::string& suffix) {
  const std::string stem = folder.id + "_" + std::string(cardiac::name_of(view));
  return file_named(
      folder.path,
      std::array{
          stem + "_half_sequence" + suffix + ".nii.gz",
          stem + "_half_sequence" + suffix + ".nii",
          stem + "_sequence" + suffix + ".mhd",
          stem + "_sequence" + suffix + ".mha"});
}

std::optional<frames::ImageSequence<std::uint8_t>> labels_or_none(
    const std::filesystem::path& path) {
  if (path.empty()) return std::nullopt;
  try {
    return frames::open_label_sequence(path);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

/// What a cfg file says that can be read, however damaged.
Cfg cfg_or_none(const std::filesystem::path& path) {
  if (path.empty()) return {};
  try {
    return parse_cfg(frames::InputFile(path).read_text(kLongestCfg)).cfg;
  } catch (const std::runtime_error&) {
    return {};
  }
}

/// Keeps what lies between the two instants, end-diastole first.
void cut(HalfSequence& sequence, const Cfg& cfg) {
  const int count = static_cast<int>(sequence.frames.size());
  if (!cfg.end_diastole || !cfg.end_systole || cfg.end_diastole == cfg.end_systole) return;
  const auto [first, last] = std::minmax(*cfg.end_diastole, *cfg.end_systole);
  if (last > count) return;
  const auto begin = sequence.frames.begin();
  sequence.frames.erase(begin + last, sequence.frames.end());
  sequence.frames.erase(begin, begin + first - 1);
  if (*cfg.end_systole < *cfg.end_diastole) std::ranges::reverse(sequence.frames);
  sequence.ends_are_known = true;
}

}  // namespace

HalfSequence load_half_sequence(const PatientFolder& folder, cardiac::View view) {
  const auto path = sequence_path(folder, view, "");
  if (path.empty()) return {};
  auto images = frames::open_image_sequence(path);
  HalfSequence sequence{
      .scale_is_damaged = images.scale_is_damaged, .files = std::move(images.files)};
  for (shape::Image& image : images.frames) sequence.frames.push_back({.image = std::move(image)});
  auto labels = labels_or_none(sequence_path(folder, view, "_gt"));
  if (labels && labels->frames.size() == sequence.frames.size()) {
    for (std::size_t i = 0; i < sequence.frames.size(); ++i) {
      auto& frame = sequence.frames[i];
      auto& of_frame = labels->frames[i];
      if (shape::same_grid(of_frame.grid(), frame.image.grid())) frame.labels = std::move(of_frame);
    }
    std::ranges::move(labels->files, std::back_inserter(sequence.files));
  }
  cut(sequence, cfg_or_none(file_named(folder.path, std::array{cfg_name(view)})));
  return sequence;
}

}  // namespace segnoise::camus
