#include "learn/unet/batches.h"

#include "core/random/rng.h"
#include "core/shape/resample.h"
#include "learn/unet/architecture.h"
#include "learn/unet/segmenter_parts.h"
#include "storage/sha256.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace segnoise::learn {
namespace {

constexpr std::uint32_t kAugmentationStream = 3;

torch::Tensor network_labels(const shape::LabelMap& labels, int input_size_px) {
  const shape::LabelMap square = shape::resampled(labels, {input_size_px, input_size_px});
  torch::Tensor tensor = torch::empty({input_size_px, input_size_px}, torch::kUInt8);
  std::memcpy(tensor.data_ptr<std::uint8_t>(), square.pixels().data(), square.pixels().size());
  return tensor;
}

void update(storage::Sha256& sum, const torch::Tensor& tensor) {
  const auto* first = static_cast<const std::byte*>(tensor.data_ptr());
  sum.update(std::span(first, tensor.nbytes()));
}

}  // namespace

DataSet data_set(
    std::span<const shape::LabelledImage> examples, int input_size_px, const std::string& kind) {
  if (examples.empty()) return {};
  const auto count = static_cast<std::int64_t>(examples.size());
  DataSet data{
      .images = torch::empty({count, 1, input_size_px, input_size_px}, torch::kHalf),
      .labels = torch::empty({count, input_size_px, input_size_px}, torch::kUInt8)};
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& [image, labels] = examples[static_cast<std::size_t>(i)];
    const std::string name = kind + " image " + std::to_string(i);
    if (!shape::same_grid(image.grid(), labels.grid())) {
      throw std::invalid_argument(name + " and its labels must be on one grid");
    }
    data.images[i][0].copy_(network_input(image, input_size_px, name));
    const auto highest = std::ranges::max(labels.pixels());
    if (highest >= kClassCount) {
      throw std::invalid_argument(
          name + " must have labels below " + std::to_string(kClassCount) + ", got " +
          std::to_string(highest));
    }
    data.labels[i].copy_(network_labels(labels, input_size_px));
  }
  return data;
}

Structures structures_in(const DataSet& data) {
  if (data.size() == 0) return {};
  Structures structures;
  for (std::int64_t label = 1; label < kClassCount; ++label) {
    if (data.labels.eq(label).any().item<bool>()) structures.push_back(label);
  }
  return structures;
}

std::string sha256_of(const DataSet& training, const DataSet& validation) {
  storage::Sha256 sum;
  const std::string sizes =
      std::to_string(training.size()) + ' ' + std::to_string(validation.size()) + '\n';
  sum.update(std::as_bytes(std::span(sizes)));
  for (const DataSet* data : {&training, &validation}) {
    if (data->size() == 0) continue;
    update(sum, data->images);
    update(sum, data->labels);
  }
  return sum.hex_digest();
}

Batch batch_of(
    const DataSet& data, std::span<const std::size_t> which, const torch::Device& device) {
  torch::Tensor index = torch::empty({static_cast<std::int64_t>(which.size())}, torch::kLong);
  std::ranges::transform(which, index.data_ptr<std::int64_t>(), [](std::size_t i) {
    return static_cast<std::int64_t>(i);
  });
  return {
      .inputs = {data.images.index_select(0, index)
                     .to(device, torch::kFloat)
                     .contiguous(torch::MemoryFormat::ChannelsLast)},
      .targets = {data.labels.index_select(0, index).to(device)}};
}

void augment(Batch& batch, std::span<const std::size_t> which, std::uint64_t seed, int epoch) {
  torch::Tensor& images = batch.inputs.front();
  torch::Tensor& labels = batch.targets.front();
  const auto count = static_cast<std::int64_t>(which.size());
  torch::Tensor maps = torch::empty({count, 2, 3});
  torch::Tensor gains = torch::empty({count, 1, 1, 1});
  for (std::int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<std::uint64_t>(which[static_cast<std::size_t>(i)]);
    random::Rng rng(seed, (static_cast<std::uint64_t>(epoch) << 32U) + index, kAugmentationStream);
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
      maps.to(images.device()), images.sizes(), /*align_corners=*/false);
  images = (torch::grid_sampler(images, grid, kBilinear, kZeros, false) * gains.to(images.device()))
               .clamp_max_(1.0)
               .contiguous(torch::MemoryFormat::ChannelsLast);
  labels = torch::grid_sampler(labels.unsqueeze(1).to(torch::kFloat), grid, kNearest, kZeros, false)
               .squeeze(1)
               .to(torch::kUInt8);
}

}  // namespace segnoise::learn
