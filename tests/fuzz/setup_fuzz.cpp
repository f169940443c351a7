// Feeds arbitrary bytes to the reader of setup files; what it takes, it must write and read back.

#include "data/setups/setup_file.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const segnoise::noise::NoiseSetup setup = segnoise::setups::parse_setup(text, "input");
    if (segnoise::setups::parse_setup(segnoise::setups::to_json(setup), "output") != setup)
      __builtin_trap();
  } catch (const std::runtime_error&) {
  }
  return 0;
}
