#include "core/metrics/label_confusion.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

namespace segnoise::metrics {

LabelConfusion::LabelConfusion(int label_count, std::optional<std::uint8_t> ignored)
    : label_count_(label_count), ignored_(ignored) {
  constexpr int kMostLabels = 256;
  if (label_count < 1 || label_count > kMostLabels) {
    throw std::invalid_argument(
        "label_count must be in [1, 256], got " + std::to_string(label_count));
  }
  counts_.resize(static_cast<std::size_t>(label_count) * static_cast<std::size_t>(label_count));
}

void LabelConfusion::add(const shape::LabelMap& truth, const shape::LabelMap& prediction) {
  if (truth.size() != prediction.size()) {
    throw std::invalid_argument("truth and prediction must have one size");
  }
  const std::span<const std::uint8_t> expected = truth.pixels();
  const std::span<const std::uint8_t> found = prediction.pixels();
  const auto require_label = [&](std::uint8_t label, const char* where) {
    if (label < label_count_) return;
    throw std::invalid_argument(
        std::string("labels of the ") + where + " must be below " + std::to_string(label_count_) +
        ", got " + std::to_string(label));
  };
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i] == ignored_) continue;
    require_label(expected[i], "truth");
    require_label(found[i], "prediction");
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i] != ignored_) ++counts_[index(expected[i], found[i])];
  }
}

void LabelConfusion::add(const LabelConfusion& other) {
  if (other.label_count_ != label_count_) {
    throw std::invalid_argument(
        "label_count must be " + std::to_string(label_count_) + ", got " +
        std::to_string(other.label_count_));
  }
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

std::optional<double> LabelConfusion::iou(int label) const {
  if (label < 0 || label >= label_count_) {
    throw std::invalid_argument(
        "label must be in [0, " + std::to_string(label_count_) + "), got " + std::to_string(label));
  }
  std::int64_t in_truth = 0;
  std::int64_t in_prediction = 0;
  for (int other = 0; other < label_count_; ++other) {
    in_truth += pixels(label, other);
    in_prediction += pixels(other, label);
  }
  const std::int64_t in_both = pixels(label, label);
  const std::int64_t in_either = in_truth + in_prediction - in_both;
  if (in_either == 0) return std::nullopt;
  return static_cast<double>(in_both) / static_cast<double>(in_either);
}

std::optional<double> LabelConfusion::mean_iou(int first) const {
  double sum = 0.0;
  int defined = 0;
  for (int label = first; label < label_count_; ++label) {
    const auto of_label = iou(label);
    if (!of_label) continue;
    sum += *of_label;
    ++defined;
  }
  if (defined == 0) return std::nullopt;
  return sum / defined;
}

std::optional<double> LabelConfusion::pixel_accuracy() const {
  const auto all = std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
  if (all == 0) return std::nullopt;
  std::int64_t right = 0;
  for (int label = 0; label < label_count_; ++label) right += pixels(label, label);
  return static_cast<double>(right) / static_cast<double>(all);
}

}  // namespace segnoise::metrics
