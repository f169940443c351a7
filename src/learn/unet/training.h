#pragma once

#include "core/shape/raster.h"
#include "learn/core/loop.h"
#include "learn/core/ranks.h"
#include "learn/losses/loss.h"
#include "learn/unet/architecture.h"
#include "learn/unet/segmenter.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace segnoise::learn {

/// mild: each time it is seen, an image is shifted by up to ±5 % of its side on each axis, scaled
/// by 0.9 ... 1.1 and rotated by up to ±10° about its centre, and its intensities are multiplied by
/// 0.8 ... 1.2; all uniform. What comes in from outside is black background.
enum class Augmentation : std::uint8_t { kNone, kMild };

/// "none", "mild".
[[nodiscard]] std::string_view name_of(Augmentation augmentation);

/// What a U-Net is and how it learns.
struct UNetOptions {
  Architecture architecture = Architecture::kSmall;
  int input_size_px = 256;  ///< side of the square input, a multiple of input_multiple_px()
  Loss loss = Loss::kSum;
  Augmentation augmentation = Augmentation::kNone;
  LoopOptions loop = {};
};

/// The options that an architecture was published with, or that suit it.
///
/// Source: unet1 (Adam 1e-3, batch 32, Dice) and unet2 (1e-4, 10, cross-entropy), 30 epochs, after
/// S. Leclerc et al. (2019); small by measurement, docs/decisions/0005-networks.md.
[[nodiscard]] UNetOptions default_options(Architecture architecture);

/// The options that are no LoopOptions, in one line of plain ASCII.
[[nodiscard]] std::string described(const UNetOptions& options);

/// Trains a U-Net from scratch, as train() of learn/core/loop.h trains anything.
///
/// Images are resampled to the network's grid and divided by 255, labels take the nearest pixel;
/// all are kept in memory. The score that the best epoch is chosen by is the Dice of a structure in
/// a frame, on the network's grid, averaged over the structures that the frame or its prediction
/// has, LV, myocardium and atrium alike, and over the frames.
///
/// @param training    at least one; labels below kClassCount, on the image's grid
/// @param validation  may be empty
/// @param observer, checkpoint, ranks  as train() takes them
/// @throws std::invalid_argument  if an image, its labels or an option is not as described
/// @throws std::runtime_error     if CUDA is asked for and absent; and as train() does
[[nodiscard]] Segmenter train_unet(
    std::span<const shape::LabelledImage> training,
    std::span<const shape::LabelledImage> validation,
    const UNetOptions& options,
    const TrainingObserver& observer = {},
    const std::filesystem::path& checkpoint = {},
    const Ranks* ranks = nullptr);

}  // namespace segnoise::learn
