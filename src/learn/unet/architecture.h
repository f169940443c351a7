#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace segnoise::learn {

/// Scores that a network of ours gives each pixel: background, left ventricle, myocardium, atrium.
inline constexpr int kClassCount = 4;

/// The networks that can be trained; all are U-Nets that end in kClassCount scores per pixel.
///
/// Source: unet1 and unet2 are "U-Net 1" and "U-Net 2" of S. Leclerc et al., IEEE TMI 38(9),
/// 2198-2210 (2019); small is ours, see docs/decisions/0005-networks.md.
enum class Architecture : std::uint8_t {
  kSmall,  ///< batch norm, works at half resolution inside; made for quick studies on two cores
  kUnet1,  ///< 1,976,644 parameters, no batch norm, nearest upsampling
  kUnet2   ///< 17,466,532 parameters, batch norm, transposed convolutions
};

/// All that there are.
[[nodiscard]] std::vector<Architecture> architectures();

/// "small", "unet1", "unet2".
[[nodiscard]] std::string_view name_of(Architecture architecture);

/// @throws std::invalid_argument  if no architecture has that name; the message lists them
[[nodiscard]] Architecture architecture_named(std::string_view name);

/// The side of a square input must be a multiple of this, as every level halves it.
[[nodiscard]] int input_multiple_px(Architecture architecture);

}  // namespace segnoise::learn
