#include "show/pictures/rendered_picture.h"

#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkUnsignedCharArray.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

// Mean over squares of pixels. OpenGL's rows run upwards, a picture's downwards.
Picture reduced(const vtkUnsignedCharArray& pixels, shape::Size size) {
  constexpr int kSquare = kOversampling * kOversampling;
  Picture picture = blank_picture(size, kWhite);
  const std::uint8_t* bytes = const_cast<vtkUnsignedCharArray&>(pixels).GetPointer(0);
  const auto stride = static_cast<std::size_t>(oversampled(size.width)) * 3;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::array<int, 3> sum{};
      for (int dy = 0; dy < kOversampling; ++dy) {
        const auto row = static_cast<std::size_t>(oversampled(size.height - 1 - y) + dy) * stride;
        const std::uint8_t* byte = bytes + row + static_cast<std::size_t>(oversampled(x)) * 3;
        for (int i = 0; i < 3 * kOversampling; ++i)
          sum.at(static_cast<std::size_t>(i % 3)) += byte[i];
      }
      const auto mean = [](int total) {
        return static_cast<std::uint8_t>((total + kSquare / 2) / kSquare);
      };
      picture(x, y) = {mean(sum[0]), mean(sum[1]), mean(sum[2])};
    }
  }
  return picture;
}

}  // namespace

Picture picture_of(vtkRenderWindow& window, shape::Size size) {
  const shape::Size drawn{oversampled(size.width), oversampled(size.height)};
  vtkNew<vtkUnsignedCharArray> pixels;
  constexpr int kBackBuffer = 0;
  window.GetPixelData(0, 0, drawn.width - 1, drawn.height - 1, kBackBuffer, pixels);
  if (static_cast<std::size_t>(pixels->GetNumberOfValues()) != drawn.pixel_count() * 3) {
    throw std::runtime_error("cannot read a figure back from OpenGL");
  }
  return reduced(*pixels, size);
}

}  // namespace segnoise::pictures
