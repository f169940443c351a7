#include "core/shape/label_map.h"

#include "core/shape/components.h"
#include "core/shape/distance.h"
#include "core/shape/runs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

constexpr std::uint8_t kBackground = 0;

/// Which of eight pixels carry the label, lowest bit first, by arithmetic on all at once.
Mask::Word label_bits_of_eight(const std::uint8_t* pixels, std::uint8_t label) {
  constexpr Mask::Word kOnes = 0x0101010101010101U;
  constexpr Mask::Word kLowBits = 0x7F * kOnes;
  Mask::Word bytes = 0;
  for (unsigned i = 0; i < 8; ++i) bytes |= Mask::Word{pixels[i]} << (8 * i);
  const Mask::Word different = bytes ^ (label * kOnes);
  // The top bit of each byte is set where any of its bits is; its complement, where none is.
  const Mask::Word top = ((different & kLowBits) + kLowBits) | different;
  const Mask::Word equal = ~top >> 7 & kOnes;
  // Moves bit 8i to bit 56 + i, without two sums meeting in a place.
  return equal * 0x0102040810204080U >> 56;
}

/// Which of up to 64 pixels carry the label, lowest bit first.
Mask::Word label_bits(std::span<const std::uint8_t> pixels, std::uint8_t label) {
  Mask::Word bits = 0;
  std::size_t i = 0;
  for (; i + 8 <= pixels.size(); i += 8) {
    bits |= label_bits_of_eight(pixels.data() + i, label) << i;
  }
  for (; i < pixels.size(); ++i) bits |= Mask::Word{pixels[i] == label} << i;
  return bits;
}

void draw(LabelMap& labels, const Mask& mask, std::uint8_t label) {
  for (const Run& run : runs(mask)) {
    std::ranges::fill(
        labels.row(run.y).subspan(
            static_cast<std::size_t>(run.begin), static_cast<std::size_t>(run.length())),
        label);
  }
}

/// The part of a label map inside a box.
LabelMap cropped(const LabelMap& labels, const Box& box) {
  LabelMap crop(Grid{{box.width, box.height}, labels.spacing_mm()});
  for (int y = 0; y < box.height; ++y) {
    const auto from = labels.row(box.y + y).subspan(
        static_cast<std::size_t>(box.x), static_cast<std::size_t>(box.width));
    std::ranges::copy(from, crop.row(y).begin());
  }
  return crop;
}

}  // namespace

Mask mask_of(const LabelMap& labels, std::uint8_t label) {
  Mask whole(labels.size(), frame_box(labels.size()));
  const Box& window = whole.window();
  for (int y = window.y; y < window.bottom(); ++y) {
    auto rest = labels.row(y);
    for (Mask::Word& word : whole.row(y)) {
      const std::size_t count = std::min(rest.size(), std::size_t{Mask::kWordBits});
      word = label_bits(rest.first(count), label);
      rest = rest.subspan(count);
    }
  }
  return whole.windowed(whole.extent());
}

LabelMap with_structure(const LabelMap& labels, std::uint8_t label, const Mask& redrawn) {
  if (redrawn.size() != labels.size()) {
    throw std::invalid_argument(
        "the redrawn structure must have the label map's frame, " + size_text(labels.size()) +
        ", got " + size_text(redrawn.size()));
  }
  LabelMap result = labels;
  const Mask before = mask_of(labels, label);
  const Mask lost = before - redrawn;
  if (!lost.empty()) {
    // The nearest pixel outside the structure is never farther than the ring around its extent.
    const Box box = intersection(grown(before.extent(), 1, 1), frame_box(labels.size()));
    const LabelMap crop = cropped(labels, box);
    const Mask others = complement(mask_of(crop, label));
    const auto nearest = nearest_pixel(others, labels.spacing_mm());
    for (const Run& run : runs(lost)) {
      for (int x = run.begin; x < run.end; ++x) {
        const std::int32_t from = nearest(x - box.x, run.y - box.y);
        result(x, run.y) = from < 0 ? kBackground : crop.pixels()[static_cast<std::size_t>(from)];
      }
    }
  }
  draw(result, redrawn, label);
  return result;
}

LabelMap tidied(const LabelMap& labels) {
  constexpr std::size_t kLabels = std::numeric_limits<std::uint8_t>::max() + 1;
  std::array<bool, kLabels> occurs{};
  for (const std::uint8_t label : labels.pixels()) occurs[label] = true;

  struct Structure {
    std::uint8_t label;
    Mask mask;
  };
  std::vector<Structure> kept;
  LabelMap result(labels.grid());
  for (std::size_t i = kBackground + 1; i < kLabels; ++i) {
    if (!occurs[i]) continue;
    const auto label = static_cast<std::uint8_t>(i);
    kept.push_back({label, largest_component(mask_of(labels, label))});
    draw(result, kept.back().mask, label);
  }
  for (const auto& [label, mask] : kept) {
    for (const Run& run : runs(holes_filled(mask) - mask)) {
      for (int x = run.begin; x < run.end; ++x) {
        if (result(x, run.y) == kBackground) result(x, run.y) = label;
      }
    }
  }
  return result;
}

}  // namespace segnoise::shape
