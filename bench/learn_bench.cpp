// Training steps and predictions of the networks on the CPU: milliseconds an image, of wall time
// and, for shared machines, of CPU time of all threads. Started by torchrun or srun, the processes
// train together: bench/learn_ranks.sh. BM_TrainingStep/unet1 is to be compared with
// bench/pytorch_step.py, the same in Python PyTorch.

#include "core/random/rng.h"
#include "learn/core/ranks.h"
#include "learn/core/runtime.h"
#include "learn/unet/training.h"

#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <vector>

namespace segnoise {
namespace {

constexpr int kThreads = 2;
constexpr int kBatch = 8;
constexpr int kWarmUpSteps = 2;  // as many as bench/pytorch_step.py
constexpr int kTimedSteps = 12;

std::vector<shape::LabelledImage> noise(int count, const shape::Grid& grid) {
  random::Rng rng(1);
  std::vector<shape::LabelledImage> images;
  for (int i = 0; i < count; ++i) {
    shape::LabelledImage image{.image = shape::Image(grid), .labels = shape::LabelMap(grid)};
    for (float& pixel : image.image.pixels()) pixel = static_cast<float>(rng.below(256));
    for (auto& label : image.labels.pixels()) label = static_cast<std::uint8_t>(rng.below(4));
    images.push_back(std::move(image));
  }
  return images;
}

/// The processes that this one trains with, if it was started as one of several.
const learn::Ranks* ranks() {
  static std::optional<learn::Ranks> joined;
  const auto environment = learn::rank_environment(&std::getenv);
  if (environment && !joined) joined.emplace(*environment);
  return joined ? &*joined : nullptr;
}

learn::UNetOptions options_for(learn::Architecture architecture) {
  learn::UNetOptions options = learn::default_options(architecture);
  options.loop.epochs = 1;
  options.loop.batch_size = kBatch;
  options.loop.device = learn::Device::kCpu;
  options.loop.threads = kThreads;
  return options;
}

/// Time between the observer's calls in train_unet() itself, without the first steps, which warm
/// up.
void BM_TrainingStep(
    benchmark::State& state,
    learn::Architecture architecture,
    learn::Precision precision,
    int threads) {
  using Clock = std::chrono::steady_clock;
  learn::UNetOptions options = options_for(architecture);
  options.loop.threads = threads;
  options.loop.precision = precision;
  const auto images = noise((kWarmUpSteps + kTimedSteps) * kBatch, {.size = {256, 256}});
  double total_s = 0.0;
  double total_cpu_s = 0.0;
  for (auto _ : state) {
    Clock::time_point begin;
    Clock::time_point end;
    std::clock_t cpu_begin = 0;
    std::clock_t cpu_end = 0;
    const learn::TrainingObserver observer{
        .on_step =
            [&](const learn::StepReport& step) {
              end = Clock::now();
              cpu_end = std::clock();
              if (step.batch == kWarmUpSteps) begin = end, cpu_begin = cpu_end;
            },
        .on_epoch = {}};
    benchmark::DoNotOptimize(learn::train_unet(images, {}, options, observer, {}, ranks()));
    const double elapsed_s = std::chrono::duration<double>(end - begin).count();
    state.SetIterationTime(elapsed_s);
    total_s += elapsed_s;
    total_cpu_s += static_cast<double>(cpu_end - cpu_begin) / CLOCKS_PER_SEC;
  }
  const auto steps = static_cast<double>(state.iterations()) * kTimedSteps;
  state.counters["ms_per_image"] = 1e3 * total_s / steps / kBatch;
  state.counters["cpu_ms_per_image"] = 1e3 * total_cpu_s / steps / kBatch;
}

void BM_Predict(benchmark::State& state, learn::Architecture architecture) {
  const shape::Grid grid{.size = {600, 400}, .spacing_mm = {0.308, 0.308}};
  std::vector<shape::Image> images;
  for (const auto& image : noise(kBatch, grid)) images.push_back(image.image);
  const learn::Segmenter segmenter =
      learn::train_unet(noise(1, {.size = {256, 256}}), {}, options_for(architecture));
  const std::clock_t begin = std::clock();
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.predict(images));
  const auto cpu_s = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  state.counters["cpu_ms_per_image"] =
      1e3 * cpu_s / static_cast<double>(state.iterations()) / kBatch;
  state.counters["ms_per_image"] = benchmark::Counter(
      kBatch * 1e-3, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(
    BM_TrainingStep, unet1, learn::Architecture::kUnet1, learn::Precision::kFloat32, kThreads)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_TrainingStep,
    unet1_1thread,
    learn::Architecture::kUnet1,
    learn::Precision::kFloat32,
    /*threads=*/1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_TrainingStep,
    unet1_bfloat16,
    learn::Architecture::kUnet1,
    learn::Precision::kBfloat16,
    kThreads)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_TrainingStep, unet2, learn::Architecture::kUnet2, learn::Precision::kFloat32, kThreads)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_TrainingStep, small, learn::Architecture::kSmall, learn::Precision::kFloat32, kThreads)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_TrainingStep,
    small_bfloat16,
    learn::Architecture::kSmall,
    learn::Precision::kBfloat16,
    kThreads)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Predict, unet1, learn::Architecture::kUnet1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Predict, small, learn::Architecture::kSmall)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise

int main(int argc, char** argv) {
  segnoise::learn::prepare_process(argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
