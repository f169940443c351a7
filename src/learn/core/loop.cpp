#include "learn/core/loop.h"

#include "core/random/rng.h"
#include "learn/core/autocast.h"
#include "learn/core/batch_norm.h"
#include "learn/core/checkpoint.h"
#include "learn/core/named_tensors.h"
#include "learn/core/network_state.h"
#include "learn/core/rank_group.h"
#include "learn/core/task.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <torch/optim/adam.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace segnoise::learn {
namespace {

constexpr std::uint32_t kOrderStream = 2;
constexpr int kMostValidatedAtOnce = 8;

void require(bool holds, const std::string& message) {
  if (!holds) throw std::invalid_argument(message);
}

void check(const LoopOptions& options) {
  require(options.epochs >= 1, "epochs must be >= 1, got " + std::to_string(options.epochs));
  require(
      options.batch_size >= 1,
      "batch_size must be >= 1, got " + std::to_string(options.batch_size));
  require(
      std::isfinite(options.learning_rate) && options.learning_rate > 0.0,
      "learning_rate must be > 0, got " + std::to_string(options.learning_rate));
  require(
      options.patience.value_or(1) >= 1,
      "patience must be >= 1, got " + std::to_string(options.patience.value_or(1)));
}

/// What an optimiser keeps of a parameter. LibTorch finds it by the parameter's address, which is a
/// text in version 1.
template <class States>
auto& state_at(States& states, const torch::Tensor& parameter) {
  if constexpr (std::is_same_v<typename States::key_type, std::string>) {
    return states[c10::guts::to_string(parameter.unsafeGetTensorImpl())];
  } else {
    return states[parameter.unsafeGetTensorImpl()];
  }
}

struct Validation {
  std::optional<double> loss;
  std::optional<double> score;
};

/// A training that has come some way. All that it depends on is here, in the task or in the
/// options, and chance is keyed by (seed, epoch), so that an epoch is a function of this state.
class Training {
 public:
  /// @param group  none if this process trains alone
  Training(Task& task, const LoopOptions& options, RankGroupPtr group)
      : task_(task),
        options_(options),
        group_(std::move(group)),
        optimiser_(task.network().parameters(), torch::optim::AdamOptions(options.learning_rate)) {}

  /// @return  mean loss over the samples
  [[nodiscard]] double run_epoch(int epoch, const TrainingObserver& observer) {
    network().train();
    random::Rng rng(options_.seed, static_cast<std::uint64_t>(epoch), kOrderStream);
    const std::vector<std::size_t> order = random::permutation(task_.training_count(), rng);
    const auto batch_size = static_cast<std::size_t>(options_.batch_size);
    const int batches = static_cast<int>((order.size() + batch_size - 1) / batch_size);
    double sum = 0.0;
    for (int batch = 1; batch <= batches; ++batch) {
      const std::size_t begin = static_cast<std::size_t>(batch - 1) * batch_size;
      const auto which =
          std::span(order).subspan(begin, std::min(batch_size, order.size() - begin));
      const double loss = step(which, epoch);
      if (!std::isfinite(loss)) refuse_loss(epoch, batch);
      sum += loss * static_cast<double>(which.size());
      if (observer.on_step) {
        observer.on_step({.epoch = epoch, .batch = batch, .batches = batches, .loss = loss});
      }
    }
    for (const auto& [name, tensor] : state_of(network())) {
      if (!torch::isfinite(tensor).all().item<bool>()) refuse_loss(epoch, batches);
    }
    return sum / static_cast<double>(order.size());
  }

  [[nodiscard]] Validation validate() {
    const torch::NoGradGuard no_gradient;
    network().eval();
    const auto count = task_.validation_count();
    const auto batch_size =
        static_cast<std::size_t>(std::min(options_.batch_size, kMostValidatedAtOnce));
    double loss = 0.0;
    ScoreSum score;
    for (std::size_t begin = 0; begin < count; begin += batch_size) {
      if (group_ && !group_->has_turn(begin / batch_size)) continue;
      std::vector<std::size_t> which;
      for (std::size_t i = begin; i < std::min(begin + batch_size, count); ++i) which.push_back(i);
      const Batch batch = task_.validation_batch(which);
      const Tensors outputs = forward(batch.inputs);
      loss += task_.loss(outputs, batch.targets, nullptr).item<double>() *
              static_cast<double>(which.size());
      const ScoreSum some = task_.score(outputs, batch.targets);
      score.sum += some.sum;
      score.count += some.count;
    }
    if (count == 0) return {};
    if (group_) {
      const torch::Tensor sums = group_->summed(
          torch::tensor({loss, score.sum, static_cast<double>(score.count)}, torch::kDouble));
      loss = sums[0].item<double>();
      score = {
          .sum = sums[1].item<double>(),
          .count = static_cast<std::int64_t>(sums[2].item<double>())};
    }
    return {.loss = loss / static_cast<double>(count), .score = score.mean()};
  }

  void remember_as_best() {
    best_.clear();
    for (const auto& [name, tensor] : state_of(network())) best_.push_back(tensor.clone());
  }

  /// All that a further epoch depends on, but for the number of steps.
  [[nodiscard]] TensorList state() {
    TensorList state;
    const TensorList weights = state_of(network());
    for (const auto& [name, tensor] : weights) state.emplace_back("network/" + name, tensor);
    for (std::size_t i = 0; i < best_.size(); ++i) {
      state.emplace_back("best/" + weights[i].first, best_[i]);
    }
    for (const auto& parameter : network().named_parameters()) {
      const auto& moments = moments_of(parameter.value());
      state.emplace_back("mean gradient/" + parameter.key(), moments.exp_avg());
      state.emplace_back("mean square/" + parameter.key(), moments.exp_avg_sq());
    }
    return state;
  }

  /// Of the optimiser, so far.
  [[nodiscard]] std::int64_t steps() { return moments_of(network().parameters().front()).step(); }

  /// Becomes what a training was whose state() and steps() these are.
  /// @throws std::runtime_error  if the tensors are not those of this network
  void restore(std::span<const NamedTensor> tensors, std::int64_t steps, bool has_best) {
    if (has_best) remember_as_best();
    for (const torch::Tensor& parameter : network().parameters()) {
      auto moments = std::make_unique<torch::optim::AdamParamState>();
      moments->step(steps);
      moments->exp_avg(torch::zeros_like(parameter));
      moments->exp_avg_sq(torch::zeros_like(parameter));
      state_at(optimiser_.state(), parameter) = std::move(moments);
    }
    copy_values(tensors, state());
  }

  /// Leaves the task with the best network so far; with the present one if none was remembered.
  void finish() {
    const torch::NoGradGuard no_gradient;
    synchronise_batch_norms(network(), {});
    const TensorList state = state_of(network());
    for (std::size_t i = 0; i < best_.size(); ++i) state[i].second.copy_(best_[i]);
  }

 private:
  [[nodiscard]] torch::nn::Module& network() { return task_.network(); }

  torch::optim::AdamParamState& moments_of(const torch::Tensor& parameter) {
    return static_cast<torch::optim::AdamParamState&>(*state_at(optimiser_.state(), parameter));
  }

  [[nodiscard]] Tensors forward(const Tensors& inputs) {
    const Autocast autocast(options_.precision, network().parameters().front().device());
    Tensors outputs = task_.forward(inputs);
    for (torch::Tensor& output : outputs) output = output.to(torch::kFloat);
    return outputs;
  }

  [[nodiscard]] double step(std::span<const std::size_t> whole_batch, int epoch) {
    const auto share = group_ ? group_->share_of(whole_batch) : whole_batch;
    const bool stands_in = share.empty();  // LibTorch's layers do not all take an empty batch
    Batch batch = task_.training_batch(stands_in ? whole_batch.first(1) : share, epoch);
    optimiser_.zero_grad();
    if (group_) {
      synchronise_batch_norms(network(), group_, stands_in ? Share::kStandIn : Share::kImages);
    }
    Tensors outputs = forward(batch.inputs);
    if (stands_in) {
      for (torch::Tensor& output : outputs) output = output.slice(0, 0, 0);
      for (torch::Tensor& target : batch.targets) target = target.slice(0, 0, 0);
    }
    const torch::Tensor loss = task_.loss(outputs, batch.targets, group_.get());
    loss.backward();
    if (group_) sum_gradients();
    optimiser_.step();
    return loss.item<double>();
  }

  /// Each rank has the gradients through its own samples; the sums are those of the whole batch.
  void sum_gradients() {
    std::vector<torch::Tensor> flat;
    for (const torch::Tensor& parameter : network().parameters()) {
      flat.push_back(parameter.grad().reshape(-1));
    }
    const torch::Tensor sum = group_->summed(torch::cat(flat));
    std::int64_t begin = 0;
    for (const torch::Tensor& parameter : network().parameters()) {
      const auto end = begin + parameter.numel();
      parameter.mutable_grad().copy_(sum.slice(0, begin, end).view(parameter.sizes()));
      begin = end;
    }
  }

  [[noreturn]] void refuse_loss(int epoch, int batch) const {
    throw std::runtime_error(
        "training stopped in epoch " + std::to_string(epoch) + ", batch " + std::to_string(batch) +
        ": the loss or a weight is not finite; the learning rate was " +
        std::to_string(options_.learning_rate) + ", try a smaller one");
  }

  Task& task_;
  const LoopOptions& options_;
  RankGroupPtr group_;
  torch::optim::Adam optimiser_;
  std::vector<torch::Tensor> best_;
};

bool is_over(std::span<const EpochReport> epochs, const LoopOptions& options) {
  const int done = static_cast<int>(epochs.size());
  const int best = best_epoch(epochs);
  return done >= options.epochs ||
         (options.patience && best > 0 && done - best >= *options.patience);
}

/// Puts a training where a checkpoint of it left off.
/// @throws std::runtime_error  naming the file, if it is no checkpoint, or one of another training
Checkpoint restored(
    Training& run,
    const std::string& bytes,
    const std::filesystem::path& path,
    const Checkpoint& expected) {
  Checkpoint checkpoint = checkpoint_in(bytes, path);
  require_same_training(path, checkpoint, expected.options, expected.samples);
  try {
    run.restore(checkpoint.tensors, checkpoint.steps, best_epoch(checkpoint.epochs) > 0);
  } catch (const std::runtime_error& error) {
    refuse_checkpoint(path, error.what());
  }
  return checkpoint;
}

/// The file's bytes; nothing if there is none yet.
/// @throws std::runtime_error  naming the file, if it cannot be read, or could not be written later
std::optional<std::string> earlier_bytes(const std::filesystem::path& checkpoint) {
  if (checkpoint.empty()) return std::nullopt;
  if (std::filesystem::exists(checkpoint)) return read_whole(checkpoint);
  const storage::FileWriter tried(checkpoint);
  return std::nullopt;
}

/// Ranks that train different things would give nobody's network, and say nothing.
void require_same_on_all_ranks(const Checkpoint& training, RankGroup& group) {
  const std::string digest = storage::sha256_of(training.options + training.samples);
  torch::Tensor digits = torch::empty({static_cast<std::int64_t>(digest.size())}, torch::kInt);
  std::ranges::copy(digest, digits.data_ptr<int>());
  const torch::Tensor all = group.gathered(digits);
  for (int rank = 1; rank < group.ranks(); ++rank) {
    if (!all[rank].equal(all[0])) {
      throw std::runtime_error(
          "all ranks must train with the same options and samples; those of rank " +
          std::to_string(rank) + " are not those of rank 0");
    }
  }
}

}  // namespace

std::string_view name_of(Precision precision) {
  return precision == Precision::kBfloat16 ? "bfloat16" : "float32";
}

void train(
    Task& task,
    const LoopOptions& options,
    const TrainingObserver& observer,
    const std::filesystem::path& checkpoint,
    const Ranks* ranks) {
  check(options);
  require(task.training_count() > 0, "training needs at least one sample, got none");
  use_threads(options.threads);
  const RankGroupPtr group = ranks ? ranks->parts().group : RankGroupPtr();
  const bool is_first = !group || group->rank() == 0;

  Training run(task, options, group);
  Checkpoint done{
      .options = task.description() + ", " + described(options),
      .samples = task.samples_sha256(),
      .epochs = {},
      .tensors = {}};
  if (group) require_same_on_all_ranks(done, *group);
  std::optional<std::string> earlier = is_first ? earlier_bytes(checkpoint) : std::nullopt;
  if (group) earlier = group->of_first(earlier);
  if (earlier) done = restored(run, *earlier, checkpoint, done);

  std::vector<EpochReport>& epochs = done.epochs;
  const auto report = [&](const EpochReport& epoch) {
    if (observer.on_epoch) observer.on_epoch(epoch);
  };
  std::ranges::for_each(epochs, report);

  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const double earlier_s = epochs.empty() ? 0.0 : epochs.back().elapsed_s;
  while (!is_over(epochs, options)) {
    const int epoch = static_cast<int>(epochs.size()) + 1;
    const double training_loss = run.run_epoch(epoch, observer);
    const auto [validation_loss, validation_score] = run.validate();
    const double elapsed_s =
        earlier_s + std::chrono::duration<double>(Clock::now() - begin).count();
    epochs.push_back(
        {.epoch = epoch,
         .epochs = options.epochs,
         .training_loss = training_loss,
         .validation_loss = validation_loss,
         .validation_score = validation_score,
         .elapsed_s = elapsed_s,
         .remaining_s = elapsed_s / epoch * (options.epochs - epoch)});
    if (best_epoch(epochs) == epoch) run.remember_as_best();
    if (is_first && !checkpoint.empty()) {
      done.steps = run.steps();
      done.tensors = stored(run.state());
      write_checkpoint(checkpoint, done);
    }
    report(epochs.back());
  }
  run.finish();
}

}  // namespace segnoise::learn
