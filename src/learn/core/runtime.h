#pragma once

#include <cstdint>
#include <string_view>

namespace segnoise::learn {

/// Where networks are computed: auto takes CUDA if LibTorch has it and a card answers, else the
/// CPU.
enum class Device : std::uint8_t { kAuto, kCpu, kCuda };

/// "auto", "cpu", "cuda".
[[nodiscard]] std::string_view name_of(Device device);

/// @throws std::invalid_argument  if no device has that name; the message lists them
[[nodiscard]] Device device_named(std::string_view name);

/// Whether this LibTorch was built with CUDA and finds a card.
[[nodiscard]] bool cuda_is_available();

/// @throws std::runtime_error  if the device is kCuda and cuda_is_available() says no
void require_available(Device device);

/// Sets the process up for training and prediction; in programs that do, as soon as the command
/// line is read.
///
/// On Linux: has the allocator keep freed memory, as returning and fetching it at every step
/// costs more than a third of the time; and if the environment does not say how idle OpenMP threads
/// wait, or holds settings known to slow LibTorch down (OPENBLAS_CORETYPE, OMP_DYNAMIC), starts the
/// program anew, once, with OMP_WAIT_POLICY=passive and without those. Elsewhere, and where
/// starting anew fails, the program simply goes on, slower. Results do not depend on any of this.
///
/// @param argv  as main received it, ending in a null pointer
void prepare_process(char** argv);

/// Threads that LibTorch computes with from now on, in the whole process; it starts with its own
/// idea of how many, often 1. The number can change the last bits of a trained network.
///
/// @param threads  >= 0; 0 takes one for each core that the process may use
/// @throws std::invalid_argument  if threads < 0
void use_threads(int threads);

}  // namespace segnoise::learn
