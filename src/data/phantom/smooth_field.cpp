#include "data/phantom/smooth_field.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace segnoise::phantom {
namespace {

constexpr std::array<float, 5> kBinomial{1.0F / 16, 4.0F / 16, 6.0F / 16, 4.0F / 16, 1.0F / 16};
constexpr float kVarianceKept = 70.0F / 256.0F;  // the binomial's sum of squares
constexpr int kReach = 2;

}  // namespace

SmoothField::SmoothField(
    double left_mm,
    double top_mm,
    double width_mm,
    double height_mm,
    double feature_mm,
    random::Rng& rng)
    : left_mm_(static_cast<float>(left_mm)),
      top_mm_(static_cast<float>(top_mm)),
      nodes_per_mm_(static_cast<float>(2.0 / feature_mm)),
      columns_(static_cast<int>(std::ceil(width_mm * 2.0 / feature_mm)) + 2),
      rows_(static_cast<int>(std::ceil(height_mm * 2.0 / feature_mm)) + 2) {
  // White noise on the nodes and a margin, smoothed along x and then along y.
  const int wide = columns_ + 2 * kReach;
  const int high = rows_ + 2 * kReach;
  const auto at = [](int x, int y, int width) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  };
  std::vector<float> white(at(0, high, wide));
  for (float& value : white) value = static_cast<float>(rng.normal());
  std::vector<float> along_x(at(0, high, columns_));
  for (int y = 0; y < high; ++y) {
    for (int x = 0; x < columns_; ++x) {
      float sum = 0.0F;
      for (int k = 0; k < 5; ++k) {
        sum += kBinomial[static_cast<std::size_t>(k)] * white[at(x + k, y, wide)];
      }
      along_x[at(x, y, columns_)] = sum;
    }
  }
  nodes_.resize(at(0, rows_, columns_));
  for (int y = 0; y < rows_; ++y) {
    for (int x = 0; x < columns_; ++x) {
      float sum = 0.0F;
      for (int k = 0; k < 5; ++k) {
        sum += kBinomial[static_cast<std::size_t>(k)] * along_x[at(x, y + k, columns_)];
      }
      nodes_[at(x, y, columns_)] = sum / kVarianceKept;
    }
  }
}

float SmoothField::operator()(float x_mm, float y_mm) const {
  const float x =
      std::clamp((x_mm - left_mm_) * nodes_per_mm_, 0.0F, static_cast<float>(columns_ - 2));
  const float y = std::clamp((y_mm - top_mm_) * nodes_per_mm_, 0.0F, static_cast<float>(rows_ - 2));
  const auto i = static_cast<std::size_t>(x);
  const auto j = static_cast<std::size_t>(y);
  const float fx = x - static_cast<float>(i);
  const float fy = y - static_cast<float>(j);
  const float* node = nodes_.data() + j * static_cast<std::size_t>(columns_) + i;
  const float upper = node[0] + fx * (node[1] - node[0]);
  const float lower = node[columns_] + fx * (node[columns_ + 1] - node[columns_]);
  return upper + fy * (lower - upper);
}

}  // namespace segnoise::phantom
