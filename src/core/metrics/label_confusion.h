#pragma once

#include "core/shape/raster.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace segnoise::metrics {

/// How many pixels of each true label were given each label, over a set of label maps.
///
/// From it come the measures of semantic segmentation, whose pixels are pooled over the set: a
/// label's IoU is the pixels that have it in both divided by those that have it in either,
/// anywhere, so that large objects weigh more than small ones and a map without the label is no
/// case.
class LabelConfusion {
 public:
  /// @param label_count  labels are 0 ... label_count - 1; in [1, 256]
  /// @param ignored      pixels of this true label, which may be any, do not count
  /// @throws std::invalid_argument  if label_count is out of range
  explicit LabelConfusion(int label_count, std::optional<std::uint8_t> ignored = {});

  /// Counts the pixels of a pair; nothing is counted if it throws.
  /// @throws std::invalid_argument  if the sizes differ, or a pixel has no label of the range
  void add(const shape::LabelMap& truth, const shape::LabelMap& prediction);

  /// Adds what was counted elsewhere, on another thread perhaps.
  /// @throws std::invalid_argument  if the number of labels differs
  void add(const LabelConfusion& other);

  [[nodiscard]] int label_count() const { return label_count_; }

  /// Pixels of a true label that were predicted as another; unchecked, so both must be in
  /// [0, label_count).
  [[nodiscard]] std::int64_t pixels(int truth, int prediction) const {
    return counts_[index(truth, prediction)];
  }

  /// @return  in [0, 1]; nothing if no pixel has the label
  /// @throws std::invalid_argument  if label is not in [0, label_count)
  [[nodiscard]] std::optional<double> iou(int label) const;

  /// mIoU: the mean over the labels that have an IoU.
  /// @param first  1 to leave out background, 0 to count it like any other
  /// @return       nothing if none has
  /// @throws std::invalid_argument  if first < 0
  [[nodiscard]] std::optional<double> mean_iou(int first = 0) const;

  /// The share of pixels with the right label; nothing without a pixel.
  [[nodiscard]] std::optional<double> pixel_accuracy() const;

 private:
  [[nodiscard]] std::size_t index(int truth, int prediction) const {
    return static_cast<std::size_t>(truth) * static_cast<std::size_t>(label_count_) +
           static_cast<std::size_t>(prediction);
  }

  int label_count_;
  std::optional<std::uint8_t> ignored_;
  std::vector<std::int64_t> counts_;  ///< (truth, prediction)
};

}  // namespace segnoise::metrics
