#include "learn/unet/architecture.h"

#include "base/alternatives.h"
#include "learn/unet/networks.h"

#include <stdexcept>
#include <string>

namespace segnoise::learn {

std::vector<Architecture> architectures() {
  std::vector<Architecture> all;
  for (const UNetDescription& network : unets()) all.push_back(network.defaults.architecture);
  return all;
}

std::string_view name_of(Architecture architecture) { return description_of(architecture).name; }

Architecture architecture_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const UNetDescription& network : unets()) {
    if (network.name == name) return network.defaults.architecture;
    names.push_back(network.name);
  }
  throw std::invalid_argument(
      "architecture must be " + base::alternatives(names) + ", got " + std::string(name));
}

int input_multiple_px(Architecture architecture) {
  const UNetLayout& layout = description_of(architecture).layout;
  return layout.stem_stride << layout.encoder.size();
}

}  // namespace segnoise::learn
