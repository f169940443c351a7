#pragma once

#include "show/pictures/picture.h"

#include <string>
#include <vector>

namespace segnoise::pictures {

enum class Weight { kRegular, kBold };
enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  int size_px = 24;  ///< of the font, as in "12 pt"
  Weight weight = Weight::kRegular;
  Rgb colour = kBlack;
};

/// Width of a line of text as draw_text() sets it, in pixels; 0 for an empty one.
/// @param text  UTF-8; characters that VTK's built-in sans serif lacks are left out
/// @throws std::runtime_error  if the font cannot be used
[[nodiscard]] int text_width(const std::string& text, const TextStyle& style);

/// Distance between the tops of successive lines, in pixels.
[[nodiscard]] int line_height(const TextStyle& style);

/// Draws one line of text; cut off at the borders of the picture.
///
/// @param x, y  upper left corner of the line, or the middle or right end of its upper edge, as
/// align
///              says; all texts of one style that are drawn at one y share their baseline
/// @throws std::runtime_error  if the font cannot be used
void draw_text(
    Picture& picture,
    int x,
    int y,
    const std::string& text,
    const TextStyle& style,
    Align align = Align::kLeft);

/// Text broken between words into lines no wider than a number of pixels, unless a single word is.
/// A line break in the text is kept.
[[nodiscard]] std::vector<std::string> wrapped(
    const std::string& text, int width_px, const TextStyle& style);

}  // namespace segnoise::pictures
