#pragma once

#include <memory>

class vtkRenderWindow;

namespace segnoise::pictures {

/// A VTK render window that needs no display.
///
/// Which OpenGL is behind it is decided when the program is built: EGL without a surface where
/// there is EGL (headless_window_egl.cpp), else whatever window VTK makes, off screen
/// (headless_window_native.cpp).
class HeadlessWindow {
 public:
  virtual ~HeadlessWindow() = default;
  HeadlessWindow() = default;
  HeadlessWindow(const HeadlessWindow&) = delete;
  HeadlessWindow& operator=(const HeadlessWindow&) = delete;
  HeadlessWindow(HeadlessWindow&&) = delete;
  HeadlessWindow& operator=(HeadlessWindow&&) = delete;

  [[nodiscard]] virtual vtkRenderWindow& window() = 0;
};

/// Opens a window that can be rendered to and read back; one thread's at a time.
///
/// @param width_px, height_px  >= 1
/// @throws std::runtime_error  if the system has no usable OpenGL driver, saying what is missing
[[nodiscard]] std::unique_ptr<HeadlessWindow> open_headless_window(int width_px, int height_px);

}  // namespace segnoise::pictures
