#include "network_training.h"

#include "base/duration_text.h"
#include "base/text_width.h"

#include <cstddef>
#include <filesystem>
#include <iomanip>
#include <sstream>

namespace segnoise {
namespace {

std::string epoch_line(const std::string& condition, const learn::EpochReport& epoch) {
  std::ostringstream line;
  line << base::shortened(condition, 20) << ": epoch " << epoch.epoch << " of " << epoch.epochs
       << ", " << base::spoken_duration(epoch.remaining_s) << " left" << std::fixed
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

plan::LearningPlan brief_on_phantom(plan::LearningPlan plan) {
  if (plan.network) return plan;
  plan.input_size_px = plan.input_size_px.value_or(64);
  plan.epochs = plan.epochs.value_or(12);
  plan.batch_size = plan.batch_size.value_or(4);
  return plan;
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

engine::Learner trainer(
    const learn::UNetOptions& options, engine::Observer& observer, const learn::Ranks* ranks) {
  return [options, &observer, ranks](const engine::LearningTask& task) -> engine::LearnedNetwork {
    plan::TrainingRecord record{.condition = task.condition};
    const learn::TrainingObserver told{
        .on_step =
            [&](const learn::StepReport& step) {
              observer.step(
                  task.condition + ": epoch " + std::to_string(step.epoch) + ", batch",
                  static_cast<std::size_t>(step.batch),
                  static_cast<std::size_t>(step.batches));
            },
        .on_epoch =
            [&](const learn::EpochReport& epoch) {
              observer.line(epoch_line(task.condition, epoch));
              record.epochs.push_back(
                  {.epoch = epoch.epoch,
                   .training_loss = epoch.training_loss,
                   .validation_dice = epoch.validation_score});
            }};
    const auto network = std::make_shared<learn::Segmenter>(learn::train_unet(
        task.training, task.validation, options, told, task.checkpoint_file, ranks));
    if (ranks == nullptr || ranks->rank() == 0) {
      std::filesystem::create_directories(task.network_file.parent_path());
      network->save(task.network_file);
    }
    engine::LearnedNetwork learned = owner_of(network)(task);
    learned.record = std::move(record);
    return learned;
  };
}

engine::Learner owner_of(std::shared_ptr<const learn::Segmenter> network) {
  return [network = std::move(network)](const engine::LearningTask&) -> engine::LearnedNetwork {
    return {.predict = [network](const shape::Image& image) { return network->predict(image); }};
  };
}

}  // namespace segnoise
