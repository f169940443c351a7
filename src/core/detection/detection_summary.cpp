#include "core/detection/detection_summary.h"

#include <limits>
#include <stdexcept>

namespace segnoise::detection {
namespace {

constexpr std::array<const char*, kAreaRanges> kAreaKeys{"", "s", "m", "l"};

/// How many detections of an image and a category count, at most.
std::uint32_t most_per_category(const SummaryRules& rules, std::uint32_t most) {
  // LVIS counts those of all categories together, before they come here.
  return rules.style == DetectionStyle::kLvis ? std::numeric_limits<std::uint32_t>::max() : most;
}

void check(std::span<const CategoryScores> categories, const SummaryRules& rules) {
  const std::size_t numbers = rules.most_detections.size();
  const bool is_lvis = rules.style == DetectionStyle::kLvis;
  if (numbers == 0 || (is_lvis && numbers > 1)) {
    throw std::invalid_argument(
        std::string("most_detections must hold ") + (is_lvis ? "one number" : "a number") +
        ", got " + std::to_string(numbers));
  }
  if (is_lvis && rules.frequencies.size() != categories.size()) {
    throw std::invalid_argument(
        "frequencies must be of " + std::to_string(categories.size()) + " categories, got " +
        std::to_string(rules.frequencies.size()));
  }
}

/// What one category adds to a number; recall_index is for recalls whatever the area.
std::optional<double> value_of(
    const CategoryScores& scores, const SummaryNumber& number, std::size_t recall_index) {
  if (number.is_recall && number.area == 0) return scores.recalls.at(recall_index);
  const auto& curve = scores.curves.at(number.area);
  if (!curve) return std::nullopt;
  if (number.is_recall) return curve->average_recall();
  return number.threshold ? curve->average_precision(*number.threshold)
                          : curve->average_precision();
}

}  // namespace

CategoryScores scores_of(const CategoryEvidence& evidence, const SummaryRules& rules) {
  CategoryScores scores;
  for (std::size_t area = 0; area < kAreaRanges; ++area) {
    scores.curves[area] = precision_recall(
        ranked(evidence, area, most_per_category(rules, rules.most_detections.back())));
  }
  for (const std::uint32_t most : rules.most_detections) {
    const auto curve = most == rules.most_detections.back()
                           ? scores.curves.front()
                           : precision_recall(ranked(evidence, 0, most_per_category(rules, most)));
    scores.recalls.push_back(curve ? std::optional(curve->average_recall()) : std::nullopt);
  }
  return scores;
}

std::vector<SummaryNumber> summarise(
    std::span<const CategoryScores> categories, const SummaryRules& rules) {
  check(categories, rules);
  const std::uint32_t most = rules.most_detections.back();
  std::vector<SummaryNumber> numbers;
  const auto add = [&](SummaryNumber number, std::size_t recall_index = 0) {
    double sum = 0.0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < categories.size(); ++k) {
      if (number.frequency && rules.frequencies[k] != *number.frequency) continue;
      const auto value = value_of(categories[k], number, recall_index);
      if (!value) continue;
      sum += *value;
      ++count;
    }
    if (count > 0) number.value = sum / static_cast<double>(count);
    numbers.push_back(std::move(number));
  };
  add({.key = "AP", .most_detections = most});
  add({.key = "AP50", .threshold = kIou50, .most_detections = most});
  add({.key = "AP75", .threshold = kIou75, .most_detections = most});
  for (std::size_t area = 1; area < kAreaRanges; ++area) {
    add({.key = std::string("AP") + kAreaKeys[area], .area = area, .most_detections = most});
  }
  if (rules.style == DetectionStyle::kLvis) {
    add({.key = "APr", .most_detections = most, .frequency = Frequency::kRare});
    add({.key = "APc", .most_detections = most, .frequency = Frequency::kCommon});
    add({.key = "APf", .most_detections = most, .frequency = Frequency::kFrequent});
  }
  for (std::size_t i = 0; i < rules.most_detections.size(); ++i) {
    const std::uint32_t at_most = rules.most_detections[i];
    add({.key = "AR" + std::to_string(at_most), .is_recall = true, .most_detections = at_most}, i);
  }
  for (std::size_t area = 1; area < kAreaRanges; ++area) {
    add(
        {.key = std::string("AR") + kAreaKeys[area],
         .is_recall = true,
         .area = area,
         .most_detections = most});
  }
  return numbers;
}

}  // namespace segnoise::detection
