#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/rank_group.h"

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::learn {

using Tensors = std::vector<torch::Tensor>;

/// Some samples of a task, on the device of its network. The first axis of every tensor runs over
/// the samples, or over what belongs to them: a sample may have any number of targets.
struct Batch {
  Tensors inputs;   ///< what the network is given
  Tensors targets;  ///< what its outputs are held to
};

/// Scores of samples, or of what is found in them; higher is better.
struct ScoreSum {
  double sum = 0.0;
  std::int64_t count = 0;

  [[nodiscard]] std::optional<double> mean() const {
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  }
};

/// What is learned: samples, a network, and what a good answer is. train() knows nothing else of
/// it, neither what its tensors mean nor where its samples lie.
///
/// A sample is known by its index; the training samples have theirs, and so have the validation
/// samples. What a function does depends on its arguments, the network and the task's own seed
/// alone: by that, a training that was interrupted goes on as if it had not been.
class Task {
 public:
  Task() = default;
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  Task(Task&&) = delete;
  Task& operator=(Task&&) = delete;

  /// What shapes the result beside the samples and LoopOptions, in one line of plain ASCII: a
  /// checkpoint is refused where it differs.
  [[nodiscard]] virtual std::string description() const = 0;

  /// SHA-256 of all samples, for the same end.
  [[nodiscard]] virtual std::string samples_sha256() const = 0;

  [[nodiscard]] virtual std::size_t training_count() const = 0;
  [[nodiscard]] virtual std::size_t validation_count() const = 0;

  /// What is to be trained, with its initial weights, on the device that computes; the same at
  /// every call. Each of its parameters, of which there is one at least, has a share in the loss.
  [[nodiscard]] virtual torch::nn::Module& network() = 0;

  /// @param which  at least one
  /// @param epoch  from 1: a sample need not look the same in each
  [[nodiscard]] virtual Batch training_batch(std::span<const std::size_t> which, int epoch) = 0;

  [[nodiscard]] virtual Batch validation_batch(std::span<const std::size_t> which) = 0;

  /// What the network answers to the inputs of a batch. It may compute in the precision that
  /// LoopOptions asks for.
  [[nodiscard]] virtual Tensors forward(const Tensors& inputs) = 0;

  /// @param outputs, targets  of a batch, the former float32
  /// @param group             ranks that each have a share of the batch, which may be empty: then
  ///                          the first axis of every tensor is 0 long; none: the batch is whole
  /// @return                  scalar, the mean over the samples of the whole batch, the same on all
  ///                          ranks; differentiable by this rank's outputs (see over_ranks())
  [[nodiscard]] virtual torch::Tensor loss(
      const Tensors& outputs, const Tensors& targets, RankGroup* group) = 0;

  /// By the mean score of the validation samples one epoch is better than another.
  [[nodiscard]] virtual ScoreSum score(const Tensors& outputs, const Tensors& targets) = 0;
};

}  // namespace segnoise::learn
