#include "learn/training.h"

#include "learn/loss.h"
#include "learn/network.h"
#include "learn/segmenter_parts.h"
#include "random/rng.h"
#include "shape/resample.h"

#include <torch/optim/adam.h>
#include <torch/version.h>

#include <ATen/autocast_mode.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

constexpr std::uint32_t kOrderStream = 2;
constexpr std::uint32_t kAugmentationStream = 3;

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

/// Images and labels on the network's grid, as small as they can be without loss that matters:
/// 16-bit floats keep 11 bits of an intensity that had 8.
struct DataSet {
  torch::Tensor images;  ///< (N, 1, S, S) half
  torch::Tensor labels;  ///< (N, S, S) uint8

  [[nodiscard]] std::size_t size() const {
    return images.defined() ? static_cast<std::size_t>(images.size(0)) : 0;
  }
};

torch::Tensor network_labels(const LabelMap& labels, int input_size_px) {
  const LabelMap square = resampled(labels, {input_size_px, input_size_px});
  torch::Tensor tensor = torch::empty({input_size_px, input_size_px}, torch::kUInt8);
  std::memcpy(tensor.data_ptr<std::uint8_t>(), square.pixels().data(), square.pixels().size());
  return tensor;
}

DataSet data_set(
    std::span<const LabelledImage> examples, int input_size_px, const std::string& kind) {
  if (examples.empty()) return {};
  const auto count = static_cast<std::int64_t>(examples.size());
  DataSet data{
      .images = torch::empty({count, 1, input_size_px, input_size_px}, torch::kHalf),
      .labels = torch::empty({count, input_size_px, input_size_px}, torch::kUInt8)};
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& [image, labels] = examples[static_cast<std::size_t>(i)];
    const std::string name = kind + " image " + std::to_string(i);
    require(same_grid(image.grid(), labels.grid()), name + " and its labels must be on one grid");
    data.images[i][0].copy_(network_input(image, input_size_px, name));
    const auto highest = std::ranges::max(labels.pixels());
    require(
        highest < kClassCount,
        name + " must have labels below " + std::to_string(kClassCount) + ", got " +
            std::to_string(highest));
    data.labels[i].copy_(network_labels(labels, input_size_px));
  }
  return data;
}

struct Batch {
  torch::Tensor images;  ///< (N, 1, S, S) float
  torch::Tensor labels;  ///< (N, S, S) uint8
};

Batch batch_of(
    const DataSet& data, std::span<const std::size_t> which, const torch::Device& device) {
  torch::Tensor index = torch::empty({static_cast<std::int64_t>(which.size())}, torch::kLong);
  std::ranges::transform(which, index.data_ptr<std::int64_t>(), [](std::size_t i) {
    return static_cast<std::int64_t>(i);
  });
  return {
      .images = data.images.index_select(0, index)
                    .to(device, torch::kFloat)
                    .contiguous(torch::MemoryFormat::ChannelsLast),
      .labels = data.labels.index_select(0, index).to(device)};
}

/// Moves and scales the images of a batch, each as drawn from (seed, epoch, its index).
void augment(Batch& batch, std::span<const std::size_t> which, std::uint64_t seed, int epoch) {
  const auto count = static_cast<std::int64_t>(which.size());
  torch::Tensor maps = torch::empty({count, 2, 3});
  torch::Tensor gains = torch::empty({count, 1, 1, 1});
  for (std::int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<std::uint64_t>(which[static_cast<std::size_t>(i)]);
    Rng rng(seed, (static_cast<std::uint64_t>(epoch) << 32U) + index, kAugmentationStream);
    const auto within = [&rng](double low, double high) {
      return low + (high - low) * rng.uniform();
    };
    const double scale = within(0.9, 1.1);
    const double angle = within(-10.0, 10.0) * std::numbers::pi / 180.0;
    // The grid's sides run from -1 to 1: 5 % of a side is 0.1.
    const std::array<double, 6> map{
        std::cos(angle) / scale,
        -std::sin(angle) / scale,
        within(-0.1, 0.1),
        std::sin(angle) / scale,
        std::cos(angle) / scale,
        within(-0.1, 0.1)};
    std::ranges::transform(
        map, maps[i].data_ptr<float>(), [](double value) { return static_cast<float>(value); });
    gains[i] = within(0.8, 1.2);
  }
  constexpr std::int64_t kBilinear = 0;
  constexpr std::int64_t kNearest = 1;
  constexpr std::int64_t kZeros = 0;
  const torch::Tensor grid = torch::affine_grid_generator(
      maps.to(batch.images.device()), batch.images.sizes(), /*align_corners=*/false);
  batch.images = (torch::grid_sampler(batch.images, grid, kBilinear, kZeros, false) *
                  gains.to(batch.images.device()))
                     .clamp_max_(1.0)
                     .contiguous(torch::MemoryFormat::ChannelsLast);
  batch.labels = torch::grid_sampler(
                     batch.labels.unsqueeze(1).to(torch::kFloat), grid, kNearest, kZeros, false)
                     .squeeze(1)
                     .to(torch::kUInt8);
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

  /// The best network so far; the present one if none was remembered.
  [[nodiscard]] Segmenter result() {
    const torch::NoGradGuard no_gradient;
    const auto state = state_of(*network_);
    for (std::size_t i = 0; i < best_.size(); ++i) state[i].second.copy_(best_[i]);
    return make_segmenter(network_, options_.architecture, options_.input_size_px, device_);
  }

 private:
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
    const Observer& observer) {
  check(options);
  require(!training.empty(), "training needs at least one image, got none");
  use_threads(options.threads);
  const DataSet training_data = data_set(training, options.input_size_px, "training");
  const DataSet validation_data = data_set(validation, options.input_size_px, "validation");

  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  Training run(training_data, validation_data, options);
  std::optional<double> best_dice;
  int best_epoch = 0;
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    const double training_loss = run.run_epoch(epoch, observer);
    const auto [validation_loss, validation_dice] = run.validate();
    if (validation_dice && (!best_dice || *validation_dice > *best_dice)) {
      best_dice = validation_dice;
      best_epoch = epoch;
      run.remember_as_best();
    }
    const double elapsed_s = std::chrono::duration<double>(Clock::now() - begin).count();
    if (observer.on_epoch) {
      observer.on_epoch(
          {.epoch = epoch,
           .epochs = options.epochs,
           .training_loss = training_loss,
           .validation_loss = validation_loss,
           .validation_dice = validation_dice,
           .elapsed_s = elapsed_s,
           .remaining_s = elapsed_s / epoch * (options.epochs - epoch)});
    }
    if (best_dice && options.patience && epoch - best_epoch >= *options.patience) break;
  }
  return run.result();
}

}  // namespace segnoise
