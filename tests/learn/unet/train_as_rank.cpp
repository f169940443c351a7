// train-as-rank NAME=VALUE...: one of the processes that train_as_ranks_test.cpp has train
// together. Prints the losses of all epochs, to the last bit, and the network's digest.

#include "learn/core/ranks.h"
#include "learn/unet/ellipses.h"
#include "learn/unet/training.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

using namespace segnoise;

namespace {

void run(std::map<std::string, std::string> arguments) {
  const auto environment = learn::rank_environment(&std::getenv);
  std::optional<learn::Ranks> ranks;
  if (environment)
    ranks.emplace(*environment, learn::RankTimeouts{.meeting = std::chrono::seconds(60)});
  const std::string fate = arguments["fate" + std::to_string(ranks ? ranks->rank() : 0)];

  // 10 images in batches of 4, 4 and 2: shares differ, and of three ranks one has none of the last.
  const auto training = testing::hearts(10, testing::kCoarse, 1);
  const auto validation = testing::hearts(9, testing::kCoarse, 2);
  const learn::UNetOptions options{
      .architecture = learn::architecture_named(arguments["architecture"]),
      .input_size_px = 64,
      .loss = learn::loss_named(arguments["loss"]),
      .augmentation = learn::Augmentation::kMild,
      .loop = {
          .epochs = 3,
          .batch_size = 4,
          .learning_rate = 5e-5,
          .seed = fate == "differ" ? 4U : 3U,
          .device = learn::Device::kCpu,
          .threads = 1}};
  const learn::TrainingObserver observer{
      .on_step =
          [&](const learn::StepReport& step) {
            if (step.epoch < 2 || step.batch < 2) return;
            if (fate == "exit") std::_Exit(7);
            if (fate == "throw") throw std::runtime_error("interrupted");
          },
      .on_epoch =
          [](const learn::EpochReport& epoch) {
            std::printf("epoch %a %a\n", epoch.training_loss, epoch.validation_loss.value());
          }};
  const learn::Segmenter network = learn::train_unet(
      training, validation, options, observer, arguments["checkpoint"], ranks ? &*ranks : nullptr);
  std::printf("network %s\n", network.sha256().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::map<std::string, std::string> arguments;
    for (int i = 1; i < argc; ++i) {
      const std::string argument = argv[i];
      const std::size_t sign = argument.find('=');
      arguments[argument.substr(0, sign)] = argument.substr(sign + 1);
    }
    run(arguments);
    return 0;
  } catch (const std::exception& error) {
    std::printf("error %s\n", error.what());
    return 1;
  }
}
