#include "show/pictures/headless_window.h"

#include <vtkNew.h>
#include <vtkRenderWindow.h>

#include <cstdlib>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

class NativeWindow : public HeadlessWindow {
 public:
  NativeWindow(int width_px, int height_px) {
#if defined(__unix__) && !defined(__APPLE__)
    // Without a display, VTK's X window ends the process.
    if (std::getenv("DISPLAY") == nullptr) {
      throw std::runtime_error(
          "cannot draw with OpenGL: DISPLAY is not set, and this program was built without EGL");
    }
#endif
    window_->SetOffScreenRendering(1);
    window_->SetMultiSamples(0);
    window_->SetSize(width_px, height_px);
    if (window_->SupportsOpenGL() == 0) {
      throw std::runtime_error("cannot draw with OpenGL: the system's driver lacks OpenGL 3.2");
    }
  }

  [[nodiscard]] vtkRenderWindow& window() override { return *window_; }

 private:
  vtkNew<vtkRenderWindow> window_;
};

}  // namespace

std::unique_ptr<HeadlessWindow> open_headless_window(int width_px, int height_px) {
  return std::make_unique<NativeWindow>(width_px, height_px);
}

}  // namespace segnoise::pictures
