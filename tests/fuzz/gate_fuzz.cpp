// Feeds arbitrary bytes to the gate as each kind of image file: it may refuse them, and nothing
// else.

#include "data/frames/gate.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kEndings{".nii", ".nii.gz", ".mha", ".mhd"};
  if (size == 0) return 0;
  static const std::string base =
      (std::filesystem::temp_directory_path() / ("gate_fuzz-" + std::to_string(getpid()))).string();
  const std::string path = base + kEndings[data[0] % kEndings.size()];
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  try {
    const segnoise::frames::StoredFrame frame = segnoise::frames::pass_gate(path);
    if (frame.pixels.size() != frame.header.pixel_bytes()) __builtin_trap();
  } catch (const std::runtime_error&) {
  }
  std::filesystem::remove(path);
  return 0;
}
