#pragma once

// Private to learn: this header includes LibTorch.

#include "core/shape/raster.h"
#include "learn/core/task.h"
#include "learn/losses/pixel_loss.h"

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <string>

namespace segnoise::learn {

/// Images and labels on the network's grid, as small as they can be without loss that matters:
/// 16-bit floats keep 11 bits of an intensity that had 8.
struct DataSet {
  torch::Tensor images;  ///< (N, 1, S, S) half
  torch::Tensor labels;  ///< (N, S, S) uint8

  [[nodiscard]] std::size_t size() const {
    return images.defined() ? static_cast<std::size_t>(images.size(0)) : 0;
  }
};

/// @param kind  of the images in messages: "training"
/// @throws std::invalid_argument  naming the image, if it or its labels are not as train() wants
[[nodiscard]] DataSet data_set(
    std::span<const shape::LabelledImage> examples, int input_size_px, const std::string& kind);

/// The structures that any pixel of the labels has.
[[nodiscard]] Structures structures_in(const DataSet& data);

/// SHA-256 of the sizes of two sets and of all their images and labels.
[[nodiscard]] std::string sha256_of(const DataSet& training, const DataSet& validation);

/// Some images of a set on the device that computes: one input, (N, 1, S, S) float, channels
/// fastest in memory, and one target, their labels, (N, S, S) uint8.
[[nodiscard]] Batch batch_of(
    const DataSet& data, std::span<const std::size_t> which, const torch::Device& device);

/// Moves and scales the images of a batch, each as drawn from (seed, epoch, its index); see
/// Augmentation::kMild.
void augment(Batch& batch, std::span<const std::size_t> which, std::uint64_t seed, int epoch);

}  // namespace segnoise::learn
