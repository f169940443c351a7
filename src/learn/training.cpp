#include "learn/training.h"

#include "learn/batches.h"
#include "learn/checkpoint.h"
#include "learn/loss.h"
#include "learn/named_tensors.h"
#include "learn/network.h"
#include "learn/segmenter_parts.h"
#include "random/rng.h"
#include "storage/write_file.h"

#include <torch/optim/adam.h>
#include <torch/version.h>

#include <ATen/autocast_mode.h>
#include <algorithm>
#include <array>
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

namespace segnoise {
namespace {

constexpr std::uint32_t kOrderStream = 2;

constexpr std::array kLosses{Loss::kDice, Loss::kCrossEntropy, Loss::kSum};

void require(bool holds, const std::string& message) {
  if (!holds) throw std::invalid_argument(message);
}

void check(const TrainingOptions& options) {
  const int multiple_px = input_multiple_px(options.architecture);
  require(
      options.input_size_px >= multiple_px && options.input_size_px % multiple_px == 0,
      "input_size_px must be a multiple of " + std::to_string(multiple_px) + ", got " +
          std::to_string(options.input_size_px));
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

/// Convolutions in bfloat16 for as long as it lives, if asked for.
class Autocast {
 public:
  Autocast(Precision precision, const torch::Device& device)
      : on_(precision == Precision::kBfloat16), device_(device.type()) {
    if (on_) set(true);
  }
  ~Autocast() {
    if (!on_) return;
    set(false);
    at::autocast::clear_cache();
  }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  Autocast(Autocast&&) = delete;
  Autocast& operator=(Autocast&&) = delete;

 private:
  void set(bool enabled) const {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    at::autocast::set_autocast_dtype(device_, at::kBFloat16);
    at::autocast::set_autocast_enabled(device_, enabled);
#else
    if (device_ == torch::kCUDA) {
      at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
      at::autocast::set_enabled(enabled);
    } else {
      at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
      at::autocast::set_cpu_enabled(enabled);
    }
#endif
  }

  bool on_;
  torch::DeviceType device_;
};

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
  std::optional<double> dice;
};

/// A training that has come some way. All that it depends on is here or in the options, and chance
/// is keyed by (seed, epoch), so that an epoch is a function of this state.
class Training {
 public:
  Training(const DataSet& data, const DataSet& validation, const TrainingOptions& options)
      : data_(data),
        validation_(validation),
        options_(options),
        device_(torch_device(options.device)),
        network_(std::make_shared<UNet>(layout_of(options.architecture))),
        optimiser_(start(), torch::optim::AdamOptions(options.learning_rate)) {}

  /// @return  mean loss over the images
  [[nodiscard]] double run_epoch(int epoch, const Observer& observer) {
    network_->train();
    Rng rng(options_.seed, static_cast<std::uint64_t>(epoch), kOrderStream);
    const std::vector<std::size_t> order = permutation(data_.size(), rng);
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
    for (const auto& [name, tensor] : state_of(*network_)) {
      if (!torch::isfinite(tensor).all().item<bool>()) refuse_loss(epoch, batches);
    }
    return sum / static_cast<double>(order.size());
  }

  [[nodiscard]] Validation validate() {
    const torch::NoGradGuard no_gradient;
    network_->eval();
    const auto count = validation_.size();
    const auto batch_size = static_cast<std::size_t>(std::min(options_.batch_size, 8));
    double loss = 0.0;
    DiceSum dice;
    for (std::size_t begin = 0; begin < count; begin += batch_size) {
      std::vector<std::size_t> which;
      for (std::size_t i = begin; i < std::min(begin + batch_size, count); ++i) which.push_back(i);
      const Batch batch = batch_of(validation_, which, device_);
      const torch::Tensor scores = forward(batch.images);
      loss += loss_of(scores, batch.labels, options_.loss).item<double>() *
              static_cast<double>(which.size());
      const DiceSum some = dice_sum(scores, batch.labels);
      dice.sum += some.sum;
      dice.count += some.count;
    }
    if (count == 0) return {};
    return {.loss = loss / static_cast<double>(count), .dice = dice.mean()};
  }

  void remember_as_best() {
    best_.clear();
    for (const auto& [name, tensor] : state_of(*network_)) best_.push_back(tensor.clone());
  }

  /// All that a further epoch depends on, but for the number of steps.
  [[nodiscard]] TensorList state() {
    TensorList state;
    const TensorList network = state_of(*network_);
    for (const auto& [name, tensor] : network) state.emplace_back("network/" + name, tensor);
    for (std::size_t i = 0; i < best_.size(); ++i) {
      state.emplace_back("best/" + network[i].first, best_[i]);
    }
    for (const auto& parameter : network_->named_parameters()) {
      const auto& moments = moments_of(parameter.value());
      state.emplace_back("mean gradient/" + parameter.key(), moments.exp_avg());
      state.emplace_back("mean square/" + parameter.key(), moments.exp_avg_sq());
    }
    return state;
  }

  /// Of the optimiser, so far.
  [[nodiscard]] std::int64_t steps() { return moments_of(network_->parameters().front()).step(); }

  /// Becomes what a training was whose state() and steps() these are.
  /// @throws std::runtime_error  if the tensors are not those of this network
  void restore(std::span<const NamedTensor> tensors, std::int64_t steps, bool has_best) {
    if (has_best) remember_as_best();
    for (const torch::Tensor& parameter : network_->parameters()) {
      auto moments = std::make_unique<torch::optim::AdamParamState>();
      moments->step(steps);
      moments->exp_avg(torch::zeros_like(parameter));
      moments->exp_avg_sq(torch::zeros_like(parameter));
      state_at(optimiser_.state(), parameter) = std::move(moments);
    }
    copy_values(tensors, state());
  }

  /// The best network so far; the present one if none was remembered.
  [[nodiscard]] Segmenter result() {
    const torch::NoGradGuard no_gradient;
    const auto state = state_of(*network_);
    for (std::size_t i = 0; i < best_.size(); ++i) state[i].second.copy_(best_[i]);
    return make_segmenter(network_, options_.architecture, options_.input_size_px, device_);
  }

 private:
  torch::optim::AdamParamState& moments_of(const torch::Tensor& parameter) {
    return static_cast<torch::optim::AdamParamState&>(*state_at(optimiser_.state(), parameter));
  }

  /// Makes the network ready, and tells the optimiser what to change.
  std::vector<torch::Tensor> start() {
    initialise(*network_, options_.seed);
    network_->to(device_);
    use_channels_last(*network_);
    return network_->parameters();
  }

  [[nodiscard]] torch::Tensor forward(const torch::Tensor& images) {
    const Autocast autocast(options_.precision, device_);
    return network_->forward(images).to(torch::kFloat);
  }

  [[nodiscard]] double step(std::span<const std::size_t> which, int epoch) {
    Batch batch = batch_of(data_, which, device_);
    if (options_.augmentation == Augmentation::kMild) augment(batch, which, options_.seed, epoch);
    optimiser_.zero_grad();
    const torch::Tensor loss = loss_of(forward(batch.images), batch.labels, options_.loss);
    loss.backward();
    optimiser_.step();
    return loss.item<double>();
  }

  [[noreturn]] void refuse_loss(int epoch, int batch) const {
    throw std::runtime_error(
        "training stopped in epoch " + std::to_string(epoch) + ", batch " + std::to_string(batch) +
        ": the loss or a weight is not finite; the learning rate was " +
        std::to_string(options_.learning_rate) + ", try a smaller one");
  }

  const DataSet& data_;
  const DataSet& validation_;
  const TrainingOptions& options_;
  torch::Device device_;
  std::shared_ptr<UNet> network_;
  torch::optim::Adam optimiser_;
  std::vector<torch::Tensor> best_;
};

bool is_over(std::span<const EpochReport> epochs, const TrainingOptions& options) {
  const int done = static_cast<int>(epochs.size());
  const int best = best_epoch(epochs);
  return done >= options.epochs ||
         (options.patience && best > 0 && done - best >= *options.patience);
}

/// Puts a training where a checkpoint of it left off.
/// @throws std::runtime_error  naming the file, if it is no checkpoint, or one of another training
Checkpoint restored(
    Training& run,
    const std::filesystem::path& path,
    const std::string& options,
    const std::string& images) {
  Checkpoint checkpoint = read_checkpoint(path);
  require_same_training(path, checkpoint, options, images);
  try {
    run.restore(checkpoint.tensors, checkpoint.steps, best_epoch(checkpoint.epochs) > 0);
  } catch (const std::runtime_error& error) {
    refuse_checkpoint(path, error.what());
  }
  return checkpoint;
}

}  // namespace

std::string_view name_of(Loss loss) {
  switch (loss) {
    case Loss::kDice:
      return "dice";
    case Loss::kCrossEntropy:
      return "cross-entropy";
    case Loss::kSum:
      return "sum";
  }
  throw std::invalid_argument("loss must be one of the enumeration");
}

std::string_view name_of(Augmentation augmentation) {
  return augmentation == Augmentation::kMild ? "mild" : "none";
}

std::string_view name_of(Precision precision) {
  return precision == Precision::kBfloat16 ? "bfloat16" : "float32";
}

Loss loss_named(std::string_view name) {
  for (const Loss loss : kLosses) {
    if (name_of(loss) == name) return loss;
  }
  throw std::invalid_argument("loss must be dice, cross-entropy or sum, got " + std::string(name));
}

TrainingOptions default_options(Architecture architecture) {
  switch (architecture) {
    case Architecture::kSmall:
      return {
          .architecture = architecture,
          .epochs = 14,
          .batch_size = 8,
          .learning_rate = 2e-3,
          .loss = Loss::kSum};
    case Architecture::kUnet1:
      return {
          .architecture = architecture,
          .epochs = 30,
          .batch_size = 32,
          .learning_rate = 1e-3,
          .loss = Loss::kDice};
    case Architecture::kUnet2:
      return {
          .architecture = architecture,
          .epochs = 30,
          .batch_size = 10,
          .learning_rate = 1e-4,
          .loss = Loss::kCrossEntropy};
  }
  throw std::invalid_argument("architecture must be one of the enumeration");
}

Segmenter train(
    std::span<const LabelledImage> training,
    std::span<const LabelledImage> validation,
    const TrainingOptions& options,
    const Observer& observer,
    const std::filesystem::path& checkpoint) {
  check(options);
  require(!training.empty(), "training needs at least one image, got none");
  use_threads(options.threads);
  const DataSet training_data = data_set(training, options.input_size_px, "training");
  const DataSet validation_data = data_set(validation, options.input_size_px, "validation");

  Training run(training_data, validation_data, options);
  Checkpoint done{.options = described(options), .images = {}, .epochs = {}, .tensors = {}};
  if (!checkpoint.empty()) {
    done.images = sha256_of(training_data, validation_data);
    if (std::filesystem::exists(checkpoint)) {
      done = restored(run, checkpoint, done.options, done.images);
    } else {
      const FileWriter tried(checkpoint);  // what cannot be written is to fail before an epoch
    }
  }
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
    const auto [validation_loss, validation_dice] = run.validate();
    const double elapsed_s =
        earlier_s + std::chrono::duration<double>(Clock::now() - begin).count();
    epochs.push_back(
        {.epoch = epoch,
         .epochs = options.epochs,
         .training_loss = training_loss,
         .validation_loss = validation_loss,
         .validation_dice = validation_dice,
         .elapsed_s = elapsed_s,
         .remaining_s = elapsed_s / epoch * (options.epochs - epoch)});
    if (best_epoch(epochs) == epoch) run.remember_as_best();
    if (!checkpoint.empty()) {
      done.steps = run.steps();
      done.tensors = stored(run.state());
      write_checkpoint(checkpoint, done);
    }
    report(epochs.back());
  }
  return run.result();
}

}  // namespace segnoise
