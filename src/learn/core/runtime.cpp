#include "learn/core/runtime.h"

#include <torch/cuda.h>

#include <ATen/Parallel.h>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

#ifdef __linux__
#include <malloc.h>
#include <sched.h>
#include <unistd.h>
#endif

namespace segnoise::learn {
namespace {

constexpr std::array kDevices{Device::kAuto, Device::kCpu, Device::kCuda};

#ifdef __linux__
/// Set in the environment of the program that was started anew, so that this happens once.
constexpr const char* kPrepared = "SEGNOISE_PROCESS_PREPARED";

bool environment_needs_change() {
  return std::getenv("OMP_WAIT_POLICY") == nullptr || std::getenv("OPENBLAS_CORETYPE") != nullptr ||
         std::getenv("OMP_DYNAMIC") != nullptr;
}
#endif

int core_count() {
#ifdef __linux__
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0) return CPU_COUNT(&allowed);
#endif
  const unsigned count = std::thread::hardware_concurrency();
  return count == 0 ? 1 : static_cast<int>(count);
}

}  // namespace

std::string_view name_of(Device device) {
  switch (device) {
    case Device::kAuto:
      return "auto";
    case Device::kCpu:
      return "cpu";
    case Device::kCuda:
      return "cuda";
  }
  throw std::invalid_argument("device must be one of the enumeration");
}

Device device_named(std::string_view name) {
  for (const Device device : kDevices) {
    if (name_of(device) == name) return device;
  }
  throw std::invalid_argument("device must be auto, cpu or cuda, got " + std::string(name));
}

bool cuda_is_available() { return torch::cuda::is_available(); }

void require_available(Device device) {
  if (device == Device::kCuda && !cuda_is_available()) {
    throw std::runtime_error("device must be cpu or auto here: LibTorch finds no CUDA card");
  }
}

void prepare_process([[maybe_unused]] char** argv) {
#ifdef __linux__
  // libgomp and OpenBLAS read their settings when they are loaded, before main.
  if (std::getenv(kPrepared) == nullptr && environment_needs_change()) {
    setenv(kPrepared, "1", 1);
    setenv("OMP_WAIT_POLICY", "passive", 0);
    unsetenv("OPENBLAS_CORETYPE");
    unsetenv("OMP_DYNAMIC");
    // By its own path where it has one still: "top" would else show it as "exe".
    std::error_code none;
    const std::string path = std::filesystem::read_symlink("/proc/self/exe", none).string();
    execv(path.c_str(), argv);  // returns only if it failed
    execv("/proc/self/exe", argv);
  }
#endif
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 256 << 20);
#endif
}

void use_threads(int threads) {
  if (threads < 0) {
    throw std::invalid_argument("threads must be >= 0, got " + std::to_string(threads));
  }
  at::set_num_threads(threads == 0 ? core_count() : threads);
}

}  // namespace segnoise::learn
