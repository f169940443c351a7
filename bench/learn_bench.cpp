// Training steps and predictions of the networks on the CPU with 2 threads: milliseconds an image.
// BM_TrainingStep/unet1 is to be compared with bench/pytorch_step.py, the same in Python PyTorch.

#include "learn/runtime.h"
#include "learn/training.h"
#include "random/rng.h"

#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdint>
#include <vector>

namespace segnoise {
namespace {

constexpr int kThreads = 2;
constexpr int kBatch = 8;
constexpr int kWarmUpSteps = 2;  // as many as bench/pytorch_step.py
constexpr int kTimedSteps = 12;

std::vector<LabelledImage> noise(int count, const Grid& grid) {
  Rng rng(1);
  std::vector<LabelledImage> images;
  for (int i = 0; i < count; ++i) {
    LabelledImage image{.image = Image(grid), .labels = LabelMap(grid)};
    for (float& pixel : image.image.pixels()) pixel = static_cast<float>(rng.below(256));
    for (auto& label : image.labels.pixels()) label = static_cast<std::uint8_t>(rng.below(4));
    images.push_back(std::move(image));
  }
  return images;
}

TrainingOptions options_for(Architecture architecture) {
  TrainingOptions options = default_options(architecture);
  options.epochs = 1;
  options.batch_size = kBatch;
  options.device = Device::kCpu;
  options.threads = kThreads;
  return options;
}

/// Time between the observer's calls in train() itself, without the first steps, which warm up.
void BM_TrainingStep(benchmark::State& state, Architecture architecture, Precision precision) {
  using Clock = std::chrono::steady_clock;
  TrainingOptions options = options_for(architecture);
  options.precision = precision;
  const auto images = noise((kWarmUpSteps + kTimedSteps) * kBatch, {.size = {256, 256}});
  double total_s = 0.0;
  for (auto _ : state) {
    Clock::time_point begin;
    Clock::time_point end;
    const Observer observer{
        .on_step =
            [&](const StepReport& step) {
              end = Clock::now();
              if (step.batch == kWarmUpSteps) begin = end;
            },
        .on_epoch = {}};
    benchmark::DoNotOptimize(train(images, {}, options, observer));
    const double elapsed_s = std::chrono::duration<double>(end - begin).count();
    state.SetIterationTime(elapsed_s);
    total_s += elapsed_s;
  }
  const auto steps = static_cast<double>(state.iterations()) * kTimedSteps;
  state.counters["ms_per_image"] = 1e3 * total_s / steps / kBatch;
}

void BM_Predict(benchmark::State& state, Architecture architecture) {
  const Grid grid{.size = {600, 400}, .spacing_mm = {0.308, 0.308}};
  std::vector<Image> images;
  for (const auto& image : noise(kBatch, grid)) images.push_back(image.image);
  const Segmenter segmenter = train(noise(1, {.size = {256, 256}}), {}, options_for(architecture));
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.predict(images));
  state.counters["ms_per_image"] = benchmark::Counter(
      kBatch * 1e-3, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(BM_TrainingStep, unet1, Architecture::kUnet1, Precision::kFloat32)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TrainingStep, unet1_bfloat16, Architecture::kUnet1, Precision::kBfloat16)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TrainingStep, unet2, Architecture::kUnet2, Precision::kFloat32)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TrainingStep, small, Architecture::kSmall, Precision::kFloat32)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TrainingStep, small_bfloat16, Architecture::kSmall, Precision::kBfloat16)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Predict, unet1, Architecture::kUnet1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Predict, small, Architecture::kSmall)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise

int main(int argc, char** argv) {
  segnoise::prepare_process(argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
