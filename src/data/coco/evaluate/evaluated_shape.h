#pragma once

#include "core/shape/geometry.h"
#include "core/shape/mask.h"
#include "core/shape/rle.h"
#include "data/coco/read/coco_box.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::coco {

/// What overlap is measured of.
enum class IouKind : std::uint8_t {
  kSegm,      ///< masks
  kBbox,      ///< boxes
  kBoundary,  ///< the lesser of the masks' and their boundaries'
};

inline constexpr std::array kIouKinds{IouKind::kSegm, IouKind::kBbox, IouKind::kBoundary};

/// As COCO's API calls it: "segm", "bbox", "boundary".
[[nodiscard]] std::string_view name_of(IouKind kind);

/// The shape of a truth or a detection, as far as an evaluation needs it. What takes time is found
/// when it is first asked for, and kept.
class EvaluatedShape {
 public:
  /// A box without pixels, for IouKind::kBbox.
  explicit EvaluatedShape(const CocoBox& box) : box_(box) {}

  /// A mask; its box if it has no other.
  explicit EvaluatedShape(shape::RunLengths runs, std::optional<CocoBox> box = {});

  [[nodiscard]] const CocoBox& box() const { return box_; }
  [[nodiscard]] const shape::RunLengths& runs() const { return runs_; }
  [[nodiscard]] std::int64_t area_px() const { return area_px_; }
  [[nodiscard]] const shape::Box& extent() const { return extent_; }

  /// The pixels of the mask within a width of its boundary, see boundary_region(), and their
  /// number.
  /// @param width_px  always the same
  [[nodiscard]] const shape::Mask& boundary(int width_px) const;
  [[nodiscard]] std::int64_t boundary_area_px() const { return boundary_area_px_; }

 private:
  shape::RunLengths runs_;
  CocoBox box_;
  std::int64_t area_px_ = 0;
  shape::Box extent_;
  mutable std::optional<shape::Mask> boundary_;
  mutable std::int64_t boundary_area_px_ = 0;
};

/// Overlaps of a detection with a truth, fractions in [0, 1]: intersection over union, or for a
/// crowd over the detection's area; 0 where nothing is common.
///
/// @param least_iou  a mask's overlap that is surely less may be given as 0, which saves most of
/// the
///                   work
/// @throws std::invalid_argument  if two masks are of frames of another size
/// Source: rleIou() and bbIou() in maskApi.c of the COCO API 2.0
[[nodiscard]] double mask_overlap(
    const EvaluatedShape& detection, const EvaluatedShape& truth, bool is_crowd, double least_iou);
[[nodiscard]] double box_overlap(const CocoBox& detection, const CocoBox& truth, bool is_crowd);

/// The same of the boundaries of two masks; not for crowds.
/// Source: B. Cheng et al., "Boundary IoU", CVPR 2021
[[nodiscard]] double boundary_overlap(
    const EvaluatedShape& detection, const EvaluatedShape& truth, int width_px);

}  // namespace segnoise::coco
