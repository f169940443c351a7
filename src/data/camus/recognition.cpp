#include "data/camus/recognition.h"

#include "core/shape/raster.h"

#include <algorithm>
#include <string_view>

namespace segnoise::camus {

namespace {

constexpr std::string_view kPrefix = "patient";
constexpr std::string_view kFirst = "0001";
constexpr std::string_view kLast = "0500";

bool is_id_of_camus(std::string_view id) {
  if (!id.starts_with(kPrefix)) return false;
  id.remove_prefix(kPrefix.size());
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return id.size() == kFirst.size() && std::ranges::all_of(id, is_digit) && id >= kFirst &&
         id <= kLast;
}

}  // namespace

bool has_marks_of_camus(const cardiac::Patient& patient, CamusRelease release) {
  if (!is_id_of_camus(patient.id)) return false;
  constexpr double kPixelMm = 0.308;
  const shape::Spacing marked{kPixelMm, release == CamusRelease::kNifti ? kPixelMm : kPixelMm / 2};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const shape::Grid grid = frame->image.grid();
      if (!shape::same_grid(grid, {.size = grid.size, .spacing_mm = marked})) return false;
    }
  }
  return true;
}

}  // namespace segnoise::camus
