#include "core/metrics/label_measures.h"

#include "core/shape/label_map.h"
#include "core/statistics/summary.h"

#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <vector>

namespace segnoise::metrics {
namespace {

Presence presence_of(const shape::Mask& truth, const shape::Mask& prediction) {
  if (truth.empty()) return prediction.empty() ? Presence::kAbsent : Presence::kSpurious;
  return prediction.empty() ? Presence::kMissed : Presence::kBoth;
}

int& count_of(LabelSummary& summary, Presence presence) {
  switch (presence) {
    case Presence::kBoth:
      return summary.both;
    case Presence::kMissed:
      return summary.missed;
    case Presence::kSpurious:
      return summary.spurious;
    case Presence::kAbsent:
      break;
  }
  return summary.absent;
}

/// Fills in the mean and the deviation of what has been measured.
void add_moments(
    LabelSummary& label,
    const std::vector<MaskMeasures>& measured,
    std::span<const NamedMaskMeasure> measures) {
  if (measured.empty()) return;
  label.mean.emplace();
  if (measured.size() > 1) label.sd.emplace();
  for (const NamedMaskMeasure& measure : measures) {
    std::vector<double> values;
    values.reserve(measured.size());
    for (const MaskMeasures& each : measured) values.push_back(each.*measure.value);
    const auto sample = statistics::summary(values);
    *label.mean.*measure.value = sample->mean;
    if (label.sd) *label.sd.*measure.value = sample->sd;
  }
}

}  // namespace

std::vector<LabelMeasures> label_measures(
    const shape::LabelMap& truth,
    const shape::LabelMap& prediction,
    std::span<const std::uint8_t> labels,
    const MeasureOptions& options) {
  if (!shape::same_grid(truth.grid(), prediction.grid())) {
    throw std::invalid_argument("truth and prediction must be on one grid");
  }
  std::vector<LabelMeasures> all;
  all.reserve(labels.size());
  for (const std::uint8_t label : labels) {
    const shape::Mask in_truth = mask_of(truth, label);
    const shape::Mask in_prediction = mask_of(prediction, label);
    all.push_back(
        {.label = label,
         .presence = presence_of(in_truth, in_prediction),
         .measures = mask_measures(in_truth, in_prediction, truth.spacing_mm(), options)});
  }
  return all;
}

std::vector<LabelSummary> summarised(
    std::span<const std::vector<LabelMeasures>> pairs, std::span<const NamedMaskMeasure> measures) {
  std::map<std::uint8_t, LabelSummary> by_label;
  std::map<std::uint8_t, std::vector<MaskMeasures>> measured;
  for (const std::vector<LabelMeasures>& pair : pairs) {
    for (const LabelMeasures& each : pair) {
      LabelSummary& label = by_label[each.label];
      label.label = each.label;
      ++count_of(label, each.presence);
      if (each.measures) measured[each.label].push_back(*each.measures);
    }
  }
  std::vector<LabelSummary> all;
  all.reserve(by_label.size());
  for (auto& [value, label] : by_label) {
    add_moments(label, measured[value], measures);
    all.push_back(label);
  }
  return all;
}

}  // namespace segnoise::metrics
