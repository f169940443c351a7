#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/mask.h"
#include "core/statistics/summary.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::readings {

/// How far outlines of a label are from the clean one: means over draws.
struct ShapeErrors {
  int draws = 0;         ///< that left an outline
  double dice = 0.0;     ///< in [0, 1]
  double hd_mm = 0.0;    ///< Hausdorff distance
  double hd95_mm = 0.0;  ///< metrics::hd95_directed_mm()
  double mad_mm = 0.0;   ///< mean absolute distance of the boundaries: metrics::assd_mm()
};

/// A measure of outlines and its name in tables and files.
struct NamedShapeError {
  std::string_view id;
  std::string_view title;
  double ShapeErrors::*value;
  int decimals;
};

inline constexpr std::array<NamedShapeError, 4> kShapeErrors{{
    {"dice", "Dice", &ShapeErrors::dice, 3},
    {"hd_mm", "HD mm", &ShapeErrors::hd_mm, 1},
    {"hd95_mm", "HD95 mm", &ShapeErrors::hd95_mm, 1},
    {"mad_mm", "MAD mm", &ShapeErrors::mad_mm, 2},
}};

/// Of one draw.
/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<ShapeErrors> shape_errors(
    const shape::Mask& clean, const shape::Mask& drawn, const shape::Spacing& spacing_mm);

/// Means over all the draws that the parts stand for.
/// @return  nothing if there are none
[[nodiscard]] std::optional<ShapeErrors> mean_shape_errors(std::span<const ShapeErrors> parts);

/// Those of a patient's labels; nothing for what was not drawn.
using PatientShapes = cardiac::PerFrame<std::optional<ShapeErrors>>;

/// Means over patients, each once.
struct ShapeSummary {
  std::string frames = {};  ///< "2CH ED", or "ED" where a patient counts with the mean of his views
  int patients = 0;
  int draws = 0;  ///< of all these labels together
  std::array<statistics::Summary, kShapeErrors.size()> errors =
      {};  ///< over the patients' means, in the order of kShapeErrors
};

/// By instant, over the views and in each: "ED", "2CH ED", "4CH ED", then those of ES; none that no
/// patient has.
[[nodiscard]] std::vector<ShapeSummary> shape_summaries(std::span<const PatientShapes> patients);

/// What observers differ by, left ventricle, good and medium image quality.
/// Source: S. Leclerc et al., IEEE Trans. Med. Imaging 38(9), 2198-2210 (2019); the figures are yet
/// to be compared with the paper, see docs/report.md.
struct PublishedShapes {
  std::string_view who;
  ShapeErrors ed;  ///< without HD95, which was not published
  ShapeErrors es;
};

inline constexpr std::array<PublishedShapes, 3> kPublishedShapes{{
    {"one observer twice",
     {.dice = 0.945, .hd_mm = 4.6, .mad_mm = 1.4},
     {.dice = 0.930, .hd_mm = 4.5, .mad_mm = 1.3}},
    {"observers 1 and 2",
     {.dice = 0.919, .hd_mm = 6.0, .mad_mm = 2.2},
     {.dice = 0.873, .hd_mm = 6.6, .mad_mm = 2.7}},
    {"observers 1 and 3",
     {.dice = 0.886, .hd_mm = 8.2, .mad_mm = 3.3},
     {.dice = 0.823, .hd_mm = 8.8, .mad_mm = 4.0}},
}};

/// The table for a terminal, with the published figures below.
[[nodiscard]] std::string shapes_text(std::span<const ShapeSummary> shapes);

}  // namespace segnoise::readings
