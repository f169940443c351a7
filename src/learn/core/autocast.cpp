#include "learn/core/autocast.h"

#include <torch/version.h>

#include <ATen/autocast_mode.h>

namespace segnoise::learn {

Autocast::Autocast(Precision precision, const torch::Device& device)
    : on_(precision == Precision::kBfloat16), device_(device.type()) {
  if (on_) set(true);
}

Autocast::~Autocast() {
  if (!on_) return;
  set(false);
  at::autocast::clear_cache();
}

void Autocast::set(bool enabled) const {
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

}  // namespace segnoise::learn
