#pragma once

#include "core/shape/raster.h"
#include "learn/core/ranks.h"
#include "learn/core/runtime.h"
#include "learn/losses/loss.h"
#include "learn/unet/architecture.h"
#include "learn/unet/segmenter.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace segnoise::learn {

/// mild: each time it is seen, an image is shifted by up to ±5 % of its side on each axis, scaled
/// by 0.9 ... 1.1 and rotated by up to ±10° about its centre, and its intensities are multiplied by
/// 0.8 ... 1.2; all uniform. What comes in from outside is black background.
enum class Augmentation : std::uint8_t { kNone, kMild };

/// bf16: convolutions in bfloat16 by autocast, weights and loss in float32; about twice as fast on
/// CPUs that have it.
enum class Precision : std::uint8_t { kFloat32, kBfloat16 };

/// "none", "mild"; "float32", "bfloat16".
[[nodiscard]] std::string_view name_of(Augmentation augmentation);
[[nodiscard]] std::string_view name_of(Precision precision);

struct TrainingOptions {
  Architecture architecture = Architecture::kSmall;
  int input_size_px = 256;      ///< side of the square input, a multiple of input_multiple_px()
  int epochs = 30;              ///< >= 1
  int batch_size = 8;           ///< >= 1
  double learning_rate = 1e-3;  ///< of Adam, > 0
  Loss loss = Loss::kSum;
  std::uint64_t seed = 1;            ///< fixes initial weights, order and augmentation
  std::optional<int> patience = {};  ///< stop after so many epochs without a better one, >= 1
  Augmentation augmentation = Augmentation::kNone;
  Precision precision = Precision::kFloat32;
  Device device = Device::kAuto;
  int threads = 0;  ///< see use_threads()
};

/// The options that an architecture was published with, or that suit it.
///
/// Source: unet1 (Adam 1e-3, batch 32, Dice) and unet2 (1e-4, 10, cross-entropy), 30 epochs, after
/// S. Leclerc et al. (2019); small by measurement, docs/decisions/0005-networks.md.
[[nodiscard]] TrainingOptions default_options(Architecture architecture);

struct StepReport {
  int epoch = 0;      ///< from 1
  int batch = 0;      ///< from 1
  int batches = 0;    ///< of an epoch
  double loss = 0.0;  ///< of this batch
};

struct EpochReport {
  int epoch = 0;  ///< from 1
  int epochs = 0;
  double training_loss = 0.0;                  ///< mean over the training images, as they were seen
  std::optional<double> validation_loss = {};  ///< none without validation images
  /// Dice of a structure in a frame, on the network's grid, averaged over the structures that the
  /// frame or its prediction has, LV, myocardium and atrium alike, and over the frames; none if
  /// there is none.
  std::optional<double> validation_dice = {};
  double elapsed_s = 0.0;
  double remaining_s = 0.0;  ///< if all epochs run

  bool operator==(const EpochReport&) const = default;
};

/// Who is told how training goes; each may be empty. What they throw ends the training and comes
/// out of train(), which is how to interrupt it.
struct Observer {
  std::function<void(const StepReport&)> on_step;    ///< after every batch
  std::function<void(const EpochReport&)> on_epoch;  ///< after every epoch
};

/// Trains a network from scratch.
///
/// Images are resampled to the network's grid and divided by 255, labels take the nearest pixel.
/// Every epoch goes through the training images once, in an order drawn from (seed, epoch). The
/// result is the network after the epoch with the best validation Dice, the first of equals; the
/// last epoch where there is no validation Dice. With the same inputs, options and number of
/// threads, one machine's CPU gives the same network bit by bit.
///
/// With a checkpoint, the whole state is written to that file after every epoch, before on_epoch.
/// If the file is there at the start, training goes on after the epoch it was written in: the
/// network and the epochs still to come are bit by bit those of a training that never stopped.
/// on_epoch is told first of the epochs already done, with the numbers and times of then, so that
/// who keeps the curve has all of it; times count on from there. A finished training's checkpoint
/// gives its network at once. The file stays where it is.
///
/// With ranks, each process calls this with the same arguments. Every batch is divided among them,
/// which may leave some without an image; loss, gradients and batch norms are those of the whole
/// batch, so that all ranks have the same network, and the losses are those of one process but for
/// rounding. All are told of steps and epochs, and return; the checkpoint is read and written by
/// rank 0 alone, and goes on with any number of ranks.
///
/// @param training    at least one; labels below kClassCount, on the image's grid
/// @param validation  may be empty
/// @param checkpoint  none if empty
/// @param ranks       none if this process trains alone
/// @throws std::invalid_argument  if an image, its labels or an option is not as described
/// @throws std::runtime_error     if the loss or a weight stops being finite, naming epoch, batch
///                                and learning rate; if CUDA is asked for and absent; naming the
///                                checkpoint, if it is damaged, or of a training with other images,
///                                labels or options (but device and threads), or cannot be written;
///                                if ranks differ in these, or one ends before the others
[[nodiscard]] Segmenter train(
    std::span<const shape::LabelledImage> training,
    std::span<const shape::LabelledImage> validation,
    const TrainingOptions& options,
    const Observer& observer = {},
    const std::filesystem::path& checkpoint = {},
    const Ranks* ranks = nullptr);

}  // namespace segnoise::learn
