#pragma once

#include "core/metrics/label_confusion.h"
#include "core/metrics/label_measures.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise::label_pairs {

/// Two label maps that are measured against one another, as the table names them.
struct LabelPair {
  std::string reference = {};
  std::string prediction = {};
};

/// Reads a CSV file with the columns reference and prediction, among others.
///
/// @throws std::runtime_error  one line: as CsvReader does; if a cell is empty, a pair stands there
///   twice, or there is no row
[[nodiscard]] std::vector<LabelPair> read_label_pairs(const std::filesystem::path& path);

/// The labels other than 0 that a pair's maps have, in ascending order.
[[nodiscard]] std::vector<std::uint8_t> labels_of(
    std::span<const std::uint8_t> reference, std::span<const std::uint8_t> prediction);

/// Gives each pair every label that any pair has: where it was not measured, it is absent.
/// @param pairs  what label_measures() gave for the labels of each pair; each ascending
void complete(std::vector<std::vector<metrics::LabelMeasures>>& pairs);

/// A row for each pair, label and measure: reference, prediction, label, presence, measure, value.
/// presence is both, missed (in the reference alone), spurious (in the prediction alone) or absent;
/// only of both there is a value, which reads back to the last bit.
///
/// @param measures  of each pair, in their order
/// @param named     the measures that they have
[[nodiscard]] std::string measures_csv(
    std::span<const LabelPair> pairs,
    std::span<const std::vector<metrics::LabelMeasures>> measures,
    std::span<const metrics::NamedMaskMeasure> named = metrics::kMaskMeasures);

/// Mean and deviation of every measure of every label with the n that they are of, and how many
/// pairs each label was missed or spurious in, beside the IoU of its pixels pooled over all pairs,
/// in which these count: for the terminal, lines end in "\n".
///
/// @param pooled            the pixels of the same pairs, of 256 labels
/// @param nsd_tolerance_mm  at which NSD was measured
/// @param named             the measures that they have
[[nodiscard]] std::string measures_text(
    std::span<const std::vector<metrics::LabelMeasures>> measures,
    const metrics::LabelConfusion& pooled,
    double nsd_tolerance_mm,
    std::span<const metrics::NamedMaskMeasure> named = metrics::kMaskMeasures);

}  // namespace segnoise::label_pairs
