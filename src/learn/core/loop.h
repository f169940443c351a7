#pragma once

#include "learn/core/ranks.h"
#include "learn/core/runtime.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace segnoise::learn {

class Task;

/// bf16: convolutions in bfloat16 by autocast, weights and loss in float32; about twice as fast on
/// CPUs that have it.
enum class Precision : std::uint8_t { kFloat32, kBfloat16 };

/// "float32", "bfloat16".
[[nodiscard]] std::string_view name_of(Precision precision);

/// How to train, whatever is learned.
struct LoopOptions {
  int epochs = 30;                   ///< >= 1
  int batch_size = 8;                ///< samples, >= 1
  double learning_rate = 1e-3;       ///< of Adam, > 0
  std::uint64_t seed = 1;            ///< fixes initial weights, order and augmentation
  std::optional<int> patience = {};  ///< stop after so many epochs without a better one, >= 1
  Precision precision = Precision::kFloat32;
  Device device = Device::kAuto;
  int threads = 0;  ///< see use_threads()
};

struct StepReport {
  int epoch = 0;      ///< from 1
  int batch = 0;      ///< from 1
  int batches = 0;    ///< of an epoch
  double loss = 0.0;  ///< of this batch
};

struct EpochReport {
  int epoch = 0;  ///< from 1
  int epochs = 0;
  double training_loss = 0.0;                   ///< mean over the training samples, as seen
  std::optional<double> validation_loss = {};   ///< none without validation samples
  std::optional<double> validation_score = {};  ///< the task's, higher is better; none if there is
                                                ///< none
  double elapsed_s = 0.0;
  double remaining_s = 0.0;  ///< if all epochs run

  bool operator==(const EpochReport&) const = default;
};

/// Who is told how training goes; each may be empty. What they throw ends the training and comes
/// out of train(), which is how to interrupt it.
struct TrainingObserver {
  std::function<void(const StepReport&)> on_step;    ///< after every batch
  std::function<void(const EpochReport&)> on_epoch;  ///< after every epoch
};

/// Trains the network of a task.
///
/// Every epoch goes through the training samples once, in an order drawn from (seed, epoch). In the
/// end the network is that after the epoch with the best validation score, the first of equals; the
/// last epoch where there is no score. With the same task, options and number of threads, one
/// machine's CPU gives the same network bit by bit.
///
/// With a checkpoint, the whole state is written to that file after every epoch, before on_epoch.
/// If the file is there at the start, training goes on after the epoch it was written in: the
/// network and the epochs still to come are bit by bit those of a training that never stopped.
/// on_epoch is told first of the epochs already done, with the numbers and times of then, so that
/// who keeps the curve has all of it; times count on from there. A finished training's checkpoint
/// gives its network at once. The file stays where it is.
///
/// With ranks, each process calls this with the same arguments. Every batch is divided among them,
/// which may leave some without a sample; loss, gradients and batch norms are those of the whole
/// batch, so that all ranks have the same network, and the losses are those of one process but for
/// rounding. All are told of steps and epochs, and return; the checkpoint is read and written by
/// rank 0 alone, and goes on with any number of ranks.
///
/// @param checkpoint  none if empty
/// @param ranks       none if this process trains alone
/// @throws std::invalid_argument  if there is no training sample, or an option is not as described
/// @throws std::runtime_error     if the loss or a weight stops being finite, naming epoch, batch
///                                and learning rate; naming the checkpoint, if it is damaged, or of
///                                a training with other samples or options (but device and
///                                threads), or cannot be written; if ranks differ in these, or one
///                                ends before the others
void train(
    Task& task,
    const LoopOptions& options,
    const TrainingObserver& observer = {},
    const std::filesystem::path& checkpoint = {},
    const Ranks* ranks = nullptr);

}  // namespace segnoise::learn
