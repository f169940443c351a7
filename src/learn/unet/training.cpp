#include "learn/unet/training.h"

#include "learn/core/network_state.h"
#include "learn/core/task.h"
#include "learn/core/torch_device.h"
#include "learn/losses/pixel_loss.h"
#include "learn/unet/batches.h"
#include "learn/unet/dice_score.h"
#include "learn/unet/network.h"
#include "learn/unet/networks.h"
#include "learn/unet/segmenter_parts.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace segnoise::learn {
namespace {

/// To label pixels as they are labelled. An image is an input, its labels a target, the scores of
/// its pixels the output.
class UNetTask final : public Task {
 public:
  UNetTask(
      std::span<const shape::LabelledImage> training,
      std::span<const shape::LabelledImage> validation,
      const UNetOptions& options)
      : options_(options),
        device_(torch_device(options.loop.device)),
        training_(data_set(training, options.input_size_px, "training")),
        validation_(data_set(validation, options.input_size_px, "validation")),
        structures_(structures_in(training_)),
        network_(std::make_shared<UNet>(description_of(options.architecture).layout)) {
    initialise(*network_, options.loop.seed);
    network_->to(device_);
    use_channels_last(*network_);
  }

  [[nodiscard]] std::string description() const override { return described(options_); }

  [[nodiscard]] std::string samples_sha256() const override {
    return sha256_of(training_, validation_);
  }

  [[nodiscard]] std::size_t training_count() const override { return training_.size(); }
  [[nodiscard]] std::size_t validation_count() const override { return validation_.size(); }
  [[nodiscard]] torch::nn::Module& network() override { return *network_; }

  [[nodiscard]] Batch training_batch(std::span<const std::size_t> which, int epoch) override {
    Batch batch = batch_of(training_, which, device_);
    if (options_.augmentation == Augmentation::kMild) {
      augment(batch, which, options_.loop.seed, epoch);
    }
    return batch;
  }

  [[nodiscard]] Batch validation_batch(std::span<const std::size_t> which) override {
    return batch_of(validation_, which, device_);
  }

  [[nodiscard]] Tensors forward(const Tensors& inputs) override {
    return {network_->forward(inputs.front())};
  }

  [[nodiscard]] torch::Tensor loss(
      const Tensors& outputs, const Tensors& targets, RankGroup* group) override {
    return loss_of(options_.loss, {outputs.front(), targets.front(), structures_, group});
  }

  [[nodiscard]] ScoreSum score(const Tensors& outputs, const Tensors& targets) override {
    return dice_sum(outputs.front(), targets.front());
  }

  /// The network as it is.
  [[nodiscard]] Segmenter segmenter() const {
    return make_segmenter(network_, options_.architecture, options_.input_size_px, device_);
  }

 private:
  UNetOptions options_;
  torch::Device device_;
  DataSet training_;
  DataSet validation_;
  Structures structures_;  ///< that occur in the training labels
  std::shared_ptr<UNet> network_;
};

}  // namespace

std::string_view name_of(Augmentation augmentation) {
  return augmentation == Augmentation::kMild ? "mild" : "none";
}

UNetOptions default_options(Architecture architecture) {
  return description_of(architecture).defaults;
}

std::string described(const UNetOptions& options) {
  return "architecture " + std::string(name_of(options.architecture)) + ", input_size_px " +
         std::to_string(options.input_size_px) + ", loss " + std::string(name_of(options.loss)) +
         ", augmentation " + std::string(name_of(options.augmentation));
}

Segmenter train_unet(
    std::span<const shape::LabelledImage> training,
    std::span<const shape::LabelledImage> validation,
    const UNetOptions& options,
    const TrainingObserver& observer,
    const std::filesystem::path& checkpoint,
    const Ranks* ranks) {
  const int multiple_px = input_multiple_px(options.architecture);
  if (options.input_size_px < multiple_px || options.input_size_px % multiple_px != 0) {
    throw std::invalid_argument(
        "input_size_px must be a multiple of " + std::to_string(multiple_px) + ", got " +
        std::to_string(options.input_size_px));
  }
  UNetTask task(training, validation, options);
  train(task, options.loop, observer, checkpoint, ranks);
  return task.segmenter();
}

}  // namespace segnoise::learn
