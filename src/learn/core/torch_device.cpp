#include "learn/core/torch_device.h"

namespace segnoise::learn {

torch::Device torch_device(Device device) {
  require_available(device);
  return device != Device::kCpu && cuda_is_available() ? torch::kCUDA : torch::kCPU;
}

}  // namespace segnoise::learn
