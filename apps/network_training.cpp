#include "network_training.h"

#include "cli/interrupt.h"

#include <iomanip>
#include <memory>
#include <sstream>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

std::string epoch_line(const std::string& condition, const learn::EpochReport& epoch) {
  std::ostringstream line;
  line << cli::shortened(condition, 20) << ": epoch " << epoch.epoch << " of " << epoch.epochs
       << ", " << cli::spoken_duration(epoch.remaining_s) << " left" << std::fixed
       << std::setprecision(4) << ", loss " << epoch.training_loss;
  if (epoch.validation_score) line << ", validation Dice " << *epoch.validation_score;
  return line.str();
}

}  // namespace

learn::UNetOptions training_options(const plan::LearningPlan& plan, bool is_phantom) {
  learn::UNetOptions options = learn::default_options(
      learn::architecture_named(plan.network.value_or(is_phantom ? "small" : "unet1")));
  options.input_size_px = plan.input_size_px.value_or(options.input_size_px);
  options.loop.epochs = plan.epochs.value_or(options.loop.epochs);
  options.loop.batch_size = plan.batch_size.value_or(options.loop.batch_size);
  options.loop.learning_rate = plan.learning_rate.value_or(options.loop.learning_rate);
  if (plan.loss) options.loss = learn::loss_named(*plan.loss);
  options.loop.patience = plan.patience;
  options.augmentation = plan.augmentation == learn::name_of(learn::Augmentation::kMild)
                             ? learn::Augmentation::kMild
                             : learn::Augmentation::kNone;
  options.loop.precision = plan.precision == learn::name_of(learn::Precision::kBfloat16)
                               ? learn::Precision::kBfloat16
                               : learn::Precision::kFloat32;
  return options;
}

std::vector<std::pair<std::string, std::string>> named_options(const learn::UNetOptions& options) {
  const auto text = [](const auto& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
  };
  return {
      {"network", text(learn::name_of(options.architecture))},
      {"input_size_px", text(options.input_size_px)},
      {"epochs", text(options.loop.epochs)},
      {"batch_size_images", text(options.loop.batch_size)},
      {"optimiser", "Adam"},
      {"learning_rate", text(options.loop.learning_rate)},
      {"loss", text(learn::name_of(options.loss))},
      {"patience_epochs", options.loop.patience ? text(*options.loop.patience) : "none"},
      {"augmentation", text(learn::name_of(options.augmentation))},
      {"precision", text(learn::name_of(options.loop.precision))},
      {"device", text(learn::name_of(options.loop.device))},
      {"threads", options.loop.threads == 0 ? "one per core" : text(options.loop.threads)}};
}

plan::Predictor Trainer::learn(
    const std::string& condition,
    std::span<const shape::LabelledImage> training,
    std::span<const shape::LabelledImage> validation,
    const fs::path& network_file,
    const fs::path& checkpoint_file) {
  plan::TrainingRecord& record = records_.emplace_back();
  record.condition = condition;
  const learn::Observer observer{
      .on_step =
          [&](const learn::StepReport& step) {
            cli::throw_if_interrupted();
            progress_.update(
                condition + ": epoch " + std::to_string(step.epoch) + ", batch",
                step.batch,
                step.batches);
          },
      .on_epoch =
          [&](const learn::EpochReport& epoch) {
            progress_.line(epoch_line(condition, epoch));
            record.epochs.push_back(
                {.epoch = epoch.epoch,
                 .training_loss = epoch.training_loss,
                 .validation_dice = epoch.validation_score});
          }};
  const auto network = std::make_shared<learn::Segmenter>(
      learn::train_unet(training, validation, options_, observer, checkpoint_file, ranks_));
  if (ranks_ == nullptr || ranks_->rank() == 0) {
    fs::create_directories(network_file.parent_path());
    network->save(network_file);
  }
  return [network](const shape::Image& image) { return network->predict(image); };
}

}  // namespace segnoise
