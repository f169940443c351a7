#include "learn/core/named_tensors.h"

#include <stdexcept>

namespace segnoise::learn {

std::vector<NamedTensor> stored(const TensorList& tensors) {
  std::vector<NamedTensor> values;
  values.reserve(tensors.size());
  for (const auto& [name, tensor] : tensors) {
    const torch::Tensor plain = tensor.to(torch::kCPU).contiguous();
    const float* first = plain.data_ptr<float>();
    values.push_back(
        {.name = name,
         .shape = plain.sizes().vec(),
         .values = std::vector<float>(first, first + plain.numel())});
  }
  return values;
}

void copy_values(std::span<const NamedTensor> from, const TensorList& tensors) {
  const torch::NoGradGuard no_gradient;
  if (from.size() != tensors.size()) {
    throw std::runtime_error(
        "it must hold " + std::to_string(tensors.size()) + " tensors, got " +
        std::to_string(from.size()));
  }
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const auto& [name, tensor] = tensors[i];
    if (from[i].name != name || from[i].shape != tensor.sizes().vec()) {
      throw std::runtime_error(
          "tensor " + std::to_string(i) + " must be " + name + " of the architecture's shape");
    }
    tensor.copy_(
        torch::from_blob(const_cast<float*>(from[i].values.data()), tensor.sizes(), torch::kFloat));
  }
}

}  // namespace segnoise::learn
