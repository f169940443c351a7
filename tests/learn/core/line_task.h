#pragma once

#include "core/random/rng.h"
#include "learn/core/task.h"

#include <torch/nn/modules/linear.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::testing {

struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

/// Points of y = 2 x - 1, x uniform in [-1, 1].
inline std::vector<Point> points_of_a_line(int count, std::uint64_t seed) {
  random::Rng rng(seed);
  std::vector<Point> points;
  for (int i = 0; i < count; ++i) {
    const auto x = static_cast<float>(2.0 * rng.uniform() - 1.0);
    points.push_back({.x = x, .y = 2.0F * x - 1.0F});
  }
  return points;
}

/// Fits y = a x + b to points, from a = b = 0: a task of two weights without an image, a class or a
/// convolution. The loss is the mean square error; a point's score is 1 / (1 + its error).
class LineTask final : public learn::Task {
 public:
  explicit LineTask(std::vector<Point> training, std::vector<Point> validation = {})
      : training_(std::move(training)), validation_(std::move(validation)) {
    const torch::NoGradGuard no_gradient;
    line_->weight.zero_();
    line_->bias.zero_();
  }

  [[nodiscard]] std::string description() const override { return "line"; }

  [[nodiscard]] std::string samples_sha256() const override {
    std::string text;
    for (const auto* points : {&training_, &validation_}) {
      for (const Point& point : *points) {
        text += std::to_string(point.x) + ' ' + std::to_string(point.y) + ' ';
      }
      text += "; ";
    }
    return text;  // as good as its digest here
  }

  [[nodiscard]] std::size_t training_count() const override { return training_.size(); }
  [[nodiscard]] std::size_t validation_count() const override { return validation_.size(); }
  [[nodiscard]] torch::nn::Module& network() override { return *line_; }

  [[nodiscard]] learn::Batch training_batch(
      std::span<const std::size_t> which, int epoch) override {
    for (const std::size_t i : which) seen.push_back({epoch, i});
    return batch_of(training_, which);
  }

  [[nodiscard]] learn::Batch validation_batch(std::span<const std::size_t> which) override {
    return batch_of(validation_, which);
  }

  [[nodiscard]] learn::Tensors forward(const learn::Tensors& inputs) override {
    const torch::Tensor y = line_->forward(inputs.front());
    forward_type = y.scalar_type();
    return {y};
  }

  [[nodiscard]] torch::Tensor loss(
      const learn::Tensors& outputs,
      const learn::Tensors& targets,
      learn::RankGroup* group) override {
    loss_type = outputs.front().scalar_type();
    const torch::Tensor squares = (outputs.front() - targets.front()).square().sum();
    const torch::Tensor count = torch::tensor(static_cast<double>(targets.front().size(0)));
    return learn::over_ranks(squares, group) / (group ? group->summed(count) : count);
  }

  [[nodiscard]] learn::ScoreSum score(
      const learn::Tensors& outputs, const learn::Tensors& targets) override {
    const torch::Tensor errors = (outputs.front() - targets.front()).abs();
    return {.sum = (1.0 / (1.0 + errors)).sum().item<double>(), .count = errors.size(0)};
  }

  [[nodiscard]] float slope() const { return line_->weight.item<float>(); }
  [[nodiscard]] float intercept() const { return line_->bias.item<float>(); }

  std::vector<std::pair<int, std::size_t>> seen;  ///< epoch and index of every sample trained with
  torch::ScalarType forward_type{};               ///< that the network last gave
  torch::ScalarType loss_type{};                  ///< that the loss last was given

 private:
  static learn::Batch batch_of(std::span<const Point> points, std::span<const std::size_t> which) {
    const auto count = static_cast<std::int64_t>(which.size());
    torch::Tensor x = torch::empty({count, 1});
    torch::Tensor y = torch::empty({count, 1});
    for (std::int64_t i = 0; i < count; ++i) {
      const Point& point = points[which[static_cast<std::size_t>(i)]];
      x[i] = point.x;
      y[i] = point.y;
    }
    return {.inputs = {x}, .targets = {y}};
  }

  std::vector<Point> training_;
  std::vector<Point> validation_;
  torch::nn::Linear line_{1, 1};
};

}  // namespace segnoise::testing
