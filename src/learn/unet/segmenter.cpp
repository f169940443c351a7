#include "learn/unet/segmenter.h"

#include "core/shape/resample.h"
#include "learn/core/named_tensors.h"
#include "learn/core/network_state.h"
#include "learn/core/tensor_file.h"
#include "learn/core/torch_device.h"
#include "learn/unet/networks.h"
#include "learn/unet/segmenter_parts.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise::learn {
namespace {

constexpr const char* kNetworkFormat = "camus-noise network";
constexpr const char* kNetworkVersion = "1";
constexpr std::size_t kBatch = 8;
constexpr int kMaxInputPx = 4096;

/// The class with the highest score at each pixel of a grid; scores: (C, S, S).
shape::LabelMap highest_scores(const torch::Tensor& scores, const shape::Grid& grid) {
  const torch::Tensor native =
      torch::upsample_bilinear2d(
          scores.unsqueeze(0), {grid.size.height, grid.size.width}, /*align_corners=*/false)
          .contiguous();
  const auto pixel_count = grid.size.pixel_count();
  const float* score = native.data_ptr<float>();
  shape::LabelMap labels(grid);
  std::vector<float> best(score, score + pixel_count);
  for (std::int64_t label = 1; label < native.size(1); ++label) {
    score += pixel_count;
    for (std::size_t i = 0; i < pixel_count; ++i) {
      if (score[i] > best[i]) {
        best[i] = score[i];
        labels.pixels()[i] = static_cast<std::uint8_t>(label);
      }
    }
  }
  return labels;
}

TensorFile file_of(const UNet& network, Architecture architecture, int input_size_px) {
  TensorFile file;
  file.metadata = {
      {"format", kNetworkFormat},
      {"version", kNetworkVersion},
      {"architecture", std::string(name_of(architecture))},
      {"input_size_px", std::to_string(input_size_px)}};
  file.tensors = stored(state_of(network));
  return file;
}

const std::string& metadata_entry(const TensorFile& file, const std::string& key) {
  const auto entry = file.metadata.find(key);
  if (entry == file.metadata.end()) throw std::runtime_error("it does not state its " + key);
  return entry->second;
}

int input_size_of(const TensorFile& file, Architecture architecture) {
  const std::string& text = metadata_entry(file, "input_size_px");
  int size = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9' || size > kMaxInputPx) return 0;
    size = 10 * size + (digit - '0');
  }
  return size % input_multiple_px(architecture) == 0 && size <= kMaxInputPx ? size : 0;
}

void copy_state(const TensorFile& file, const UNet& network) {
  const TensorList state = state_of(network);
  copy_values(file.tensors, state);
  for (const auto& [name, tensor] : state) {
    if (!torch::isfinite(tensor).all().item<bool>()) {
      throw std::runtime_error("tensor " + name + " holds values that are not finite");
    }
  }
}

Segmenter segmenter_of(const std::string& bytes, Device device) {
  if (bytes.starts_with("PK\3\4")) {
    throw std::runtime_error(
        "it is a zip archive, perhaps a TorchScript module, which is a program and must be trusted "
        "expressly (--trust-model)");
  }
  const TensorFile file = decoded(bytes);
  if (metadata_entry(file, "format") != kNetworkFormat)
    throw std::runtime_error("it is of another format");
  if (metadata_entry(file, "version") != kNetworkVersion) {
    throw std::runtime_error("its version must be 1, got " + metadata_entry(file, "version"));
  }
  const Architecture architecture = architecture_named(metadata_entry(file, "architecture"));
  const int input_size_px = input_size_of(file, architecture);
  if (input_size_px == 0) throw std::runtime_error("its input size does not suit its architecture");
  auto network = std::make_shared<UNet>(description_of(architecture).layout);
  copy_state(file, *network);
  return make_segmenter(std::move(network), architecture, input_size_px, torch_device(device));
}

}  // namespace

torch::Tensor network_input(const shape::Image& image, int input_size_px, const std::string& name) {
  if (image.size().width < 1 || image.size().height < 1) {
    throw std::invalid_argument(name + " must have pixels, got none");
  }
  if (!std::ranges::all_of(image.pixels(), [](float value) { return std::isfinite(value); })) {
    throw std::invalid_argument(name + " must have finite intensities, got one that is not");
  }
  const shape::Image square = shape::resampled(image, {input_size_px, input_size_px});
  torch::Tensor input = torch::empty({input_size_px, input_size_px});
  std::memcpy(input.data_ptr<float>(), square.pixels().data(), square.pixels().size_bytes());
  return input.div_(255.0);
}

Segmenter make_segmenter(
    std::shared_ptr<UNet> network,
    Architecture architecture,
    int input_size_px,
    torch::Device device) {
  network->eval();
  network->to(device);
  use_channels_last(*network);
  auto parts = std::make_unique<Segmenter::Parts>();
  parts->scores = [network](const torch::Tensor& images) { return network->forward(images); };
  parts->device = device;
  parts->input_size_px = input_size_px;
  parts->architecture = architecture;
  parts->network = std::move(network);
  return Segmenter(std::move(parts));
}

Segmenter::Segmenter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&& other) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&& other) noexcept = default;

shape::LabelMap Segmenter::predict(const shape::Image& image) const {
  return std::move(predict(std::span(&image, 1)).front());
}

std::vector<shape::LabelMap> Segmenter::predict(std::span<const shape::Image> images) const {
  const torch::InferenceMode no_gradient;
  std::vector<shape::LabelMap> predictions;
  for (std::size_t begin = 0; begin < images.size(); begin += kBatch) {
    const auto batch = images.subspan(begin, std::min(kBatch, images.size() - begin));
    std::vector<torch::Tensor> inputs;
    for (const shape::Image& image : batch) {
      inputs.push_back(network_input(image, parts_->input_size_px, "the image"));
    }
    const torch::Tensor scores = with_torch_errors("the network failed", [&] {
      return parts_->scores(torch::stack(inputs).unsqueeze(1).to(parts_->device))
          .to(torch::kCPU, torch::kFloat)
          .contiguous();
    });
    if (!torch::isfinite(scores).all().item<bool>()) {
      throw std::runtime_error("the network must give finite scores, and gave others");
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      predictions.push_back(highest_scores(scores[static_cast<std::int64_t>(i)], batch[i].grid()));
    }
  }
  return predictions;
}

int Segmenter::input_size_px() const { return parts_->input_size_px; }

std::optional<Architecture> Segmenter::architecture() const {
  if (!parts_->network) return std::nullopt;
  return parts_->architecture;
}

std::string Segmenter::sha256() const {
  if (!parts_->network) return parts_->file_sha256;
  return storage::sha256_of(
      encoded(file_of(*parts_->network, parts_->architecture, parts_->input_size_px)));
}

void Segmenter::save(const std::filesystem::path& path) const {
  if (!parts_->network) {
    throw std::invalid_argument("a TorchScript module cannot be saved as a network of ours");
  }
  storage::write_file(
      path, encoded(file_of(*parts_->network, parts_->architecture, parts_->input_size_px)));
}

Segmenter Segmenter::load(const std::filesystem::path& path, Device device) {
  const std::string bytes = read_whole(path);
  try {
    return with_torch_errors("it does not load", [&] { return segmenter_of(bytes, device); });
  } catch (const std::exception& error) {
    throw std::runtime_error(
        path.string() + " must be a network that camus-noise has written: " + error.what());
  }
}

}  // namespace segnoise::learn
