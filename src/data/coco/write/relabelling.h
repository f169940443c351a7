#pragma once

#include "core/noise/category_table.h"
#include "core/noise/instance.h"
#include "core/shape/geometry.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/coco_file.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// The category that all are collapsed to, if they are.
inline constexpr noise::CategoryId kForegroundCategory = 1;

/// How annotations that get new labels are written.
struct RelabelRules {
  bool crowds_too = false;      ///< else they are left as they are
  bool as_run_lengths = false;  ///< write every segmentation as compressed run lengths
  bool fill_holes = false;      ///< rather than cut polygons that get holes into parts
  bool foreground = false;      ///< collapse all categories to kForegroundCategory
  bool annotate = false;        ///< note in each annotation, under "noise", what was done to it
  bool keep_records = false;    ///< the same, as lines of their own
};

/// An annotation that is to get a new label.
struct CleanAnnotation {
  const Annotation& annotation;
  const CocoImage& image;
  const noise::Instance& instance;  ///< where it has no mask, a pixel that stands for one
  shape::Size frame;                ///< of the instance's shape
};

/// What it gets.
struct NewLabel {
  /// Where the annotation has no mask, the shape means nothing: what is left is whether it is
  /// labelled, and as what.
  noise::Outcome outcome = {};

  std::string drawn = {};                         ///< how it came about, for notes
  std::vector<std::string_view> operations = {};  ///< what acted on it, for counting; static names
  bool lacks_other_category = false;              ///< it was to get one, and there is none
};

/// A source of labels: noise, or a network that is asked for an annotation's shape. The same
/// annotation must get the same label whenever it is asked for, as it may be twice.
using Relabel = std::function<NewLabel(const CleanAnnotation&)>;

}  // namespace segnoise::coco
