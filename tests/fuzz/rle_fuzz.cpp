// Feeds arbitrary bytes to the decoder of COCO's run lengths; what it takes, it must write and read
// back, and make the same mask of.

#include "core/shape/mask.h"
#include "core/shape/rle.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

using namespace segnoise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const shape::Size frame{data[0], data[1]};
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  try {
    const shape::RunLengths runs = shape::decompressed(text, frame);
    if (shape::decompressed(shape::compressed(runs), frame) != runs) __builtin_trap();
    const shape::Mask mask = mask_of(runs);
    if (mask.count() != shape::area(runs) || mask_of(shape::run_lengths(mask)) != mask)
      __builtin_trap();
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
