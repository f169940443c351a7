// Feeds arbitrary bytes to the decoder of COCO's run lengths; what it takes, it must write and read
// back, and make the same mask of.

#include "shape/mask.h"
#include "shape/rle.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

using namespace segnoise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Size frame{data[0], data[1]};
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  try {
    const RunLengths runs = decompressed(text, frame);
    if (decompressed(compressed(runs), frame) != runs) __builtin_trap();
    const Mask mask = mask_of(runs);
    if (mask.count() != area(runs) || mask_of(run_lengths(mask)) != mask) __builtin_trap();
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
