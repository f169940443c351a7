// VTK 9.1 decodes UTF-8 only when it comes as vtkUnicodeString, which it already calls deprecated.
#define VTK_DEPRECATION_LEVEL 0

#include "show/pictures/text.h"

#include <vtkFreeTypeTools.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkStdString.h>
#include <vtkTextProperty.h>
#include <vtkVersionMacros.h>

#if VTK_VERSION_NUMBER < VTK_VERSION_CHECK(9, 2, 0)
#include <vtkUnicodeString.h>
#endif

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

constexpr int kDotsPerInch = 72;  // one point is one pixel
constexpr double kLineHeight = 1.25;

// Later versions decode strings, and have no vtkUnicodeString.
#if VTK_VERSION_NUMBER < VTK_VERSION_CHECK(9, 2, 0)
vtkUnicodeString decoded(const std::string& text) { return vtkUnicodeString::from_utf8(text); }
#else
vtkStdString decoded(const std::string& text) { return text; }
#endif

void set(vtkTextProperty& property, const TextStyle& style) {
  property.SetFontFamilyToArial();  // embedded in VTK: no font file is looked for
  property.SetFontSize(style.size_px);
  property.SetBold(style.weight == Weight::kBold ? 1 : 0);
  property.SetColor(1.0, 1.0, 1.0);
  property.SetJustificationToLeft();
  property.SetVerticalJustificationToBottom();
}

// Coverage of each pixel by the text's glyphs, in an image whose last row is the lowest.
shape::Raster<std::uint8_t> glyphs(const std::string& text, const TextStyle& style) {
  if (text.empty()) return {};
  vtkNew<vtkTextProperty> property;
  set(*property, style);
  vtkNew<vtkImageData> image;
  std::array<int, 2> size{};
  auto& fonts = *vtkFreeTypeTools::GetInstance();
  fonts.ScaleToPowerTwoOff();
  const bool done = fonts.RenderString(property, decoded(text), kDotsPerInch, image, size.data());
  if (!done)
    throw std::runtime_error("cannot draw text: VTK's built-in font failed on '" + text + "'");

  const auto columns = std::min(size[0], image->GetDimensions()[0]);
  const auto rows = std::min(size[1], image->GetDimensions()[1]);
  shape::Raster<std::uint8_t> coverage(
      {.size = {std::max(columns, 0), std::max(rows, 0)}, .spacing_mm = {}});
  if (coverage.pixels().empty()) return coverage;
  const int components = image->GetNumberOfScalarComponents();
  const int stride = image->GetDimensions()[0] * components;
  const auto* bytes = static_cast<const std::uint8_t*>(image->GetScalarPointer());
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {  // VTK's rows run upwards; the last component is opacity
      coverage(x, rows - 1 - y) = bytes[y * stride + x * components + components - 1];
    }
  }
  return coverage;
}

}  // namespace

int text_width(const std::string& text, const TextStyle& style) {
  return glyphs(text, style).width();
}

int line_height(const TextStyle& style) {
  return static_cast<int>(std::lround(kLineHeight * style.size_px));
}

void draw_text(
    Picture& picture, int x, int y, const std::string& text, const TextStyle& style, Align align) {
  const auto coverage = glyphs(text, style);
  const int left = align == Align::kLeft     ? x
                   : align == Align::kCentre ? x - coverage.width() / 2
                                             : x - coverage.width();
  for (int row = 0; row < coverage.height(); ++row) {
    for (int column = 0; column < coverage.width(); ++column) {
      fill(picture, {left + column, y + row, 1, 1}, style.colour, coverage(column, row) / 255.0);
    }
  }
}

std::vector<std::string> wrapped(const std::string& text, int width_px, const TextStyle& style) {
  std::vector<std::string> lines;
  std::istringstream paragraphs(text);
  for (std::string paragraph; std::getline(paragraphs, paragraph);) {
    std::istringstream words(paragraph);
    std::string line;
    for (std::string word; words >> word;) {
      std::string longer = line;
      if (!longer.empty()) longer += ' ';
      longer += word;
      if (!line.empty() && text_width(longer, style) > width_px) {
        lines.push_back(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace segnoise::pictures
