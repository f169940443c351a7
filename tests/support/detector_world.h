#pragma once

#include "core/detection/paired_precision.h"
#include "core/random/rng.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace segnoise::testing {

/// Images on which two detectors were judged.
struct TwoDetectors {
  detection::RankedEvidence a = {};
  detection::RankedEvidence b = {};
};

/// Draws images of a world whose average precision is known as well as one cares to draw from it.
/// Category k is seen on an image 1 / (k + 1) times half the time, as in data sets whose categories
/// are common and rare. Images are easy or difficult, for both detectors alike; b's masks are worse
/// by 0.05 of IoU.
inline TwoDetectors drawn_images(int categories, std::uint32_t images, std::uint64_t seed) {
  constexpr double kMissed = 0.15;
  constexpr double kFalse = 0.35;
  constexpr std::uint16_t kAllThresholds = (1U << detection::kIouThresholds) - 1U;
  constexpr std::uint32_t kMostTruths = 6;
  using Scored = std::pair<double, detection::RankedCategory::Detection>;
  const auto count = static_cast<std::size_t>(categories);
  std::array<std::vector<std::vector<Scored>>, 2> found;
  found.fill(std::vector<std::vector<Scored>>(count));
  TwoDetectors drawn;
  for (detection::RankedEvidence* evidence : {&drawn.a, &drawn.b}) {
    for (auto& ranked : *evidence) ranked.resize(count);
  }
  random::Rng rng(seed, random::identity_of("images of a world"), 0);
  for (std::uint32_t image = 0; image < images; ++image) {
    const double difficulty = 0.4 * rng.uniform();
    for (std::size_t k = 0; k < count; ++k) {
      std::uint32_t truths = 0;
      while (truths < kMostTruths && rng.uniform() < 0.5 / (static_cast<double>(k) + 1.0)) ++truths;
      if (truths > 0) {
        drawn.a[0][k].truths.push_back({image, truths});
        drawn.b[0][k].truths.push_back({image, truths});
      }
      for (std::uint32_t truth = 0; truth < truths; ++truth) {
        const double quality = 0.45 + 0.55 * rng.uniform() * (1.0 - difficulty);
        for (std::size_t detector = 0; detector < 2; ++detector) {
          const double worse = detector == 1 ? 0.05 : 0.0;
          const double iou = quality - worse + 0.06 * (rng.uniform() - 0.5);
          if (rng.uniform() < kMissed) continue;
          std::uint16_t right = 0;
          for (std::size_t i = 0; i < detection::kIouThresholds; ++i) {
            if (iou >= detection::coco_iou_thresholds().at(i))
              right |= static_cast<std::uint16_t>(1U << i);
          }
          const auto wrong = static_cast<std::uint16_t>(kAllThresholds & ~right);
          found.at(detector)[k].push_back({0.6 * iou + 0.4 * rng.uniform(), {image, right, wrong}});
        }
      }
      for (auto& of_detector : found) {
        while (rng.uniform() < kFalse) {
          of_detector[k].push_back({0.7 * rng.uniform(), {image, 0, kAllThresholds}});
        }
      }
    }
  }
  for (std::size_t detector = 0; detector < 2; ++detector) {
    for (std::size_t k = 0; k < count; ++k) {
      std::vector<Scored>& scored = found.at(detector)[k];
      std::ranges::stable_sort(scored, std::ranges::greater{}, &Scored::first);
      auto& detections = (detector == 0 ? drawn.a : drawn.b)[0][k].detections;
      for (const auto& [score, detection] : scored) detections.push_back(detection);
    }
  }
  return drawn;
}

/// How much better b is than a: the difference of their AP over all thresholds.
inline double gain(const TwoDetectors& drawn, std::span<const std::uint32_t> image_weights = {}) {
  return *detection::average_precisions(drawn.b, image_weights)[0] -
         *detection::average_precisions(drawn.a, image_weights)[0];
}

}  // namespace segnoise::testing
