#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/unet/network.h"
#include "learn/unet/segmenter.h"

#include <torch/types.h>

#include <functional>
#include <memory>
#include <string>

namespace segnoise::learn {

class Segmenter::Parts {
 public:
  /// (N, 1, S, S) in [0, 1] to (N, C, S, S), on the device.
  std::function<torch::Tensor(const torch::Tensor&)> scores;
  torch::Device device = torch::kCPU;
  int input_size_px = 0;
  Architecture architecture = Architecture::kSmall;  ///< of the network
  std::shared_ptr<UNet> network;                     ///< none for a TorchScript module
  std::string file_sha256;                           ///< of a TorchScript module's file
};

/// A trained network as a value, ready to predict: it is put into evaluation mode.
[[nodiscard]] Segmenter make_segmenter(
    std::shared_ptr<UNet> network,
    Architecture architecture,
    int input_size_px,
    torch::Device device);

/// An image as a network takes it: (S, S) float, resampled and divided by 255.
///
/// @param name  of the image in messages
/// @throws std::invalid_argument  if the image has no pixel, or one that is not finite
[[nodiscard]] torch::Tensor network_input(
    const shape::Image& image, int input_size_px, const std::string& name);

/// Runs a function, and turns what LibTorch throws into a std::runtime_error of one line.
template <class Function>
auto with_torch_errors(const std::string& doing, Function&& function) {
  try {
    return function();
  } catch (const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    throw std::runtime_error(doing + ": " + text.substr(0, text.find('\n')));
  }
}

}  // namespace segnoise::learn
