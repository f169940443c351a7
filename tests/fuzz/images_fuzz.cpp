// Feeds arbitrary bytes to the decoders of JPEG and PNG; what they take must be of the size that
// was asked for.

#include "data/images/photograph.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

using namespace segnoise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const shape::Size expected{data[0], data[1]};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  try {
    if (images::decode_photograph(bytes, expected).size() != expected) __builtin_trap();
  } catch (const std::runtime_error&) {
  }
  return 0;
}
