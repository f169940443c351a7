#pragma once

#include "learn/unet/training.h"
#include "study/engine/cell_run.h"
#include "study/plan/study_plan.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {

/// What a plan says of how networks learn, completed by the network's own defaults.
/// @param is_phantom  decides on the network where the plan names none: small, else unet1
[[nodiscard]] learn::UNetOptions training_options(const plan::LearningPlan& plan, bool is_phantom);

/// What --setup asks of networks on a phantom, so that a study takes minutes: images of 64 x 64
/// pixels, 12 epochs, batches of 4, where the plan leaves these and the network open.
[[nodiscard]] plan::LearningPlan brief_on_phantom(plan::LearningPlan plan);

/// The options by name, as summary.json has them.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> named_options(
    const learn::UNetOptions& options);

/// Trains networks, and tells how far they are.
///
/// @param observer  outlives the learner
/// @param ranks     as train_unet() takes it; of several, rank 0 writes the network
/// @return          throws as train_unet() and Segmenter::save() do
[[nodiscard]] engine::Learner trainer(
    const learn::UNetOptions& options,
    engine::Observer& observer,
    const learn::Ranks* ranks = nullptr);

/// Has a network already.
[[nodiscard]] engine::Learner owner_of(std::shared_ptr<const learn::Segmenter> network);

}  // namespace segnoise
