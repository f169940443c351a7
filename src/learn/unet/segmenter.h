#pragma once

#include "core/shape/raster.h"
#include "learn/core/runtime.h"
#include "learn/unet/architecture.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::learn {

/// A network that labels the pixels of an image.
class Segmenter {
 public:
  /// What it consists of; defined in learn alone, where LibTorch is known.
  class Parts;
  explicit Segmenter(std::unique_ptr<Parts> parts);
  ~Segmenter();
  Segmenter(Segmenter&& other) noexcept;
  Segmenter& operator=(Segmenter&& other) noexcept;
  Segmenter(const Segmenter&) = delete;
  Segmenter& operator=(const Segmenter&) = delete;

  /// The labels of an image, on its own grid, as the network gives them: nothing is tidied.
  ///
  /// The image is resampled to the network's square grid and divided by 255; the network's class
  /// scores are brought back to the image's grid by linear interpolation (pixel centres, borders
  /// repeated), and each pixel takes the class with the highest score there, the lowest of equals.
  /// So outlines are not bound to the network's grid. The scores are interpolated before any
  /// softmax.
  ///
  /// @param image  intensities 0 ... 255
  /// @throws std::invalid_argument  if the image has no pixel, or one that is not finite
  /// @throws std::runtime_error     if the network fails, or gives scores that are not finite
  [[nodiscard]] shape::LabelMap predict(const shape::Image& image) const;

  /// The same for several images, which need not be of one size; quicker than one by one.
  [[nodiscard]] std::vector<shape::LabelMap> predict(std::span<const shape::Image> images) const;

  /// The side of the square grid that the network works on.
  [[nodiscard]] int input_size_px() const;

  /// Nothing for a TorchScript module.
  [[nodiscard]] std::optional<Architecture> architecture() const;

  /// SHA-256 of the file that save() writes, or that a TorchScript module was loaded from.
  [[nodiscard]] std::string sha256() const;

  /// Writes architecture, input size and parameters as a safetensors file with a checksum; appears
  /// under its name only when complete. Loading such a file runs nothing that is in it.
  /// @throws std::runtime_error     naming the file, if it cannot be written
  /// @throws std::invalid_argument  for a TorchScript module
  void save(const std::filesystem::path& path) const;

  /// @throws std::runtime_error  naming the file and what was expected: if it is of another kind,
  /// of another
  ///                             version, incomplete or changed; if CUDA is asked for and absent
  [[nodiscard]] static Segmenter load(
      const std::filesystem::path& path, Device device = Device::kCpu);

  /// A TorchScript module from elsewhere that maps (1, 1, S, S) in [0, 1] to (1, C, S, S) scores
  /// with 2 <= C <= 256. **Such a file is a program, and runs with the user's rights**: call this
  /// only when the user has said that its origin is trusted.
  ///
  /// Where there is fork(), it is first loaded and run once in a child process, which is given a
  /// minute, so that a module that crashes or hangs becomes an error here.
  ///
  /// @param input_size_px  S, >= 1
  /// @throws std::runtime_error     naming the file, and what was expected or what happened
  /// @throws std::invalid_argument  if input_size_px < 1
  [[nodiscard]] static Segmenter load_torchscript(
      const std::filesystem::path& path, Device device = Device::kCpu, int input_size_px = 256);

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace segnoise::learn
