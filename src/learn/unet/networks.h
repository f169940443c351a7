#pragma once

#include "learn/unet/architecture.h"
#include "learn/unet/layout.h"
#include "learn/unet/training.h"

#include <span>
#include <string_view>

namespace segnoise::learn {

/// A network that can be trained.
struct UNetDescription {
  std::string_view name;
  UNetLayout layout;
  UNetOptions defaults;  ///< default_options()
};

/// The table of all, in the order of Architecture; what is said of a network is said there alone.
[[nodiscard]] std::span<const UNetDescription> unets();

[[nodiscard]] const UNetDescription& description_of(Architecture architecture);

}  // namespace segnoise::learn
