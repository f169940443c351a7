#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/loop.h"

#include <torch/types.h>

namespace segnoise::learn {

/// Convolutions in bfloat16 for as long as it lives, if asked for.
class Autocast {
 public:
  Autocast(Precision precision, const torch::Device& device);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  Autocast(Autocast&&) = delete;
  Autocast& operator=(Autocast&&) = delete;

 private:
  void set(bool enabled) const;

  bool on_;
  torch::DeviceType device_;
};

}  // namespace segnoise::learn
