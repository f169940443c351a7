#include "learn/unet/architecture.h"

#include <array>
#include <stdexcept>
#include <string>

namespace segnoise::learn {
namespace {

constexpr std::array kArchitectures{
    Architecture::kSmall, Architecture::kUnet1, Architecture::kUnet2};

}  // namespace

std::string_view name_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::kSmall:
      return "small";
    case Architecture::kUnet1:
      return "unet1";
    case Architecture::kUnet2:
      return "unet2";
  }
  throw std::invalid_argument("architecture must be one of the enumeration");
}

Architecture architecture_named(std::string_view name) {
  for (const Architecture architecture : kArchitectures) {
    if (name_of(architecture) == name) return architecture;
  }
  throw std::invalid_argument(
      "architecture must be small, unet1 or unet2, got " + std::string(name));
}

int input_multiple_px(Architecture architecture) {
  return architecture == Architecture::kUnet2 ? 16 : 32;
}

}  // namespace segnoise::learn
