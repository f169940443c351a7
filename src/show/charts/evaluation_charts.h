#pragma once

#include "show/charts/chart.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::charts {

/// What precision a detector has at each recall, at one IoU.
struct PrecisionRecallCurve {
  /// Both in [0, 1].
  struct Point {
    double recall = 0.0;
    double precision = 0.0;
  };

  std::string name = {};           ///< for the legend: "IoU 0.50"
  std::vector<Point> points = {};  ///< by ascending recall; none where neither is defined
};

/// Average precision for objects of one size.
struct SizePrecision {
  std::string size = {};          ///< "all", "small"
  std::optional<double> ap = {};  ///< in [0, 1]; nothing where there is nothing to be found
};

/// What would be gained without one kind of error.
struct ErrorGain {
  std::string error = {};  ///< "localisation"
  double ap50_gain = 0.0;  ///< by how much AP at an IoU of 0.5 would be higher without
};

/// What detections reach by one kind of overlap.
struct DetectionScores {
  std::string kind = {};                          ///< "segm"
  std::vector<PrecisionRecallCurve> curves = {};  ///< the same names in every kind
  std::vector<SizePrecision> by_size = {};        ///< the same sizes in every kind
  std::vector<ErrorGain> error_gains = {};        ///< none if errors were not split
};

// The charts of an evaluation of detections. Each is nothing where there are no values to draw.

/// Precision over recall: a panel for each kind of overlap, a line for each IoU.
[[nodiscard]] std::optional<Chart> precision_recall_chart(std::span<const DetectionScores> scores);

/// Average precision by size of object, a bar for each kind of overlap; what is not defined is a
/// dash.
[[nodiscard]] std::optional<Chart> size_precision_chart(std::span<const DetectionScores> scores);

/// What each kind of error costs: a panel for each kind of overlap, a bar for each kind of error.
[[nodiscard]] std::optional<Chart> error_cost_chart(std::span<const DetectionScores> scores);

}  // namespace segnoise::charts
