// screen_against_picture FILE.png WIDTH HEIGHT: whether the upper left of the screen shows a
// picture of that size, but for one pixel in a thousand whose levels differ by more than 8.

#include "data/images/photograph.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

using namespace segnoise;

namespace {

constexpr int kTolerance = 8;

int level(unsigned long pixel, unsigned long mask) {
  while ((mask & 1U) == 0) {
    mask >>= 1U;
    pixel >>= 1U;
  }
  return static_cast<int>(pixel & mask);
}

long differing_pixels(const images::Photograph& picture) {
  Display* display = XOpenDisplay(nullptr);
  if (display == nullptr) throw std::runtime_error("no display");
  XImage* screen = XGetImage(
      display,
      DefaultRootWindow(display),
      0,
      0,
      static_cast<unsigned>(picture.width()),
      static_cast<unsigned>(picture.height()),
      AllPlanes,
      ZPixmap);
  if (screen == nullptr) throw std::runtime_error("the screen is smaller than the picture");
  const auto differ = [](int a, int b) { return std::abs(a - b) > kTolerance; };
  long count = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      const unsigned long pixel = XGetPixel(screen, x, y);
      const shape::Rgb& expected = picture(x, y);
      count += differ(level(pixel, screen->red_mask), expected.red) ||
                       differ(level(pixel, screen->green_mask), expected.green) ||
                       differ(level(pixel, screen->blue_mask), expected.blue)
                   ? 1
                   : 0;
    }
  }
  XDestroyImage(screen);
  XCloseDisplay(display);
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::runtime_error("expected FILE.png WIDTH HEIGHT");
    const shape::Size size{std::stoi(argv[2]), std::stoi(argv[3])};
    const long differing = differing_pixels(images::read_photograph(argv[1], size));
    std::cout << differing << " of " << size.pixel_count() << " pixels differ\n";
    return differing * 1000 <= static_cast<long>(size.pixel_count()) ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
