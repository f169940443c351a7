#pragma once

#include "learn/core/loop.h"
#include "learn/core/tensor_file.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise::learn {

/// A training after one of its epochs: all that it takes to go on as if it had never stopped.
/// Chance is keyed by (seed, epoch), so there is no generator whose state would have to be kept.
struct Checkpoint {
  std::string options;               ///< the task's description(), described() of the loop's
  std::string samples;               ///< the task's samples_sha256()
  std::vector<EpochReport> epochs;   ///< all so far, at least one, from epoch 1
  std::int64_t steps = 0;            ///< of the optimiser
  std::vector<NamedTensor> tensors;  ///< network, best network so far, optimiser
};

/// The options that shape a training's result, in one line of plain ASCII: all but device and
/// threads, which change last bits only.
[[nodiscard]] std::string described(const LoopOptions& options);

/// The first of the epochs with the best validation score; 0 if none has one.
[[nodiscard]] int best_epoch(std::span<const EpochReport> epochs);

/// Writes a tensor file whose metadata hold what is no tensor, numbers so that they come back bit
/// by bit; it replaces the one before when it is complete.
/// @throws std::runtime_error  naming the file, if it cannot be written
void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

/// Reads what write_checkpoint() wrote.
///
/// @param path  that the bytes come from, for messages
/// @throws std::runtime_error  naming the file and what is wrong with it, if it is of another kind
///                             or version, incomplete or changed
[[nodiscard]] Checkpoint checkpoint_in(const std::string& bytes, const std::filesystem::path& path);

/// Throws the std::runtime_error that names a file which is not the checkpoint it should be.
[[noreturn]] void refuse_checkpoint(const std::filesystem::path& path, const std::string& reason);

/// @throws std::runtime_error  naming the file, if its training is not that of these options and
///                             samples; it says which of the two differ
void require_same_training(
    const std::filesystem::path& path,
    const Checkpoint& checkpoint,
    const std::string& options,
    const std::string& samples);

}  // namespace segnoise::learn
