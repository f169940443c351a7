#include "show/pictures/headless_window.h"

#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <array>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <string>

namespace segnoise::pictures {
namespace {

[[noreturn]] void fail(const std::string& step) {
  std::ostringstream message;
  message
      << "cannot draw with OpenGL: " << step << " failed (EGL error 0x" << std::hex << eglGetError()
      << "); an EGL driver is needed, such as Mesa's (Debian packages libegl1 and libgl1-mesa-dri)";
  throw std::runtime_error(message.str());
}

/// An OpenGL context without a window system, current from construction to destruction.
class EglContext {
 public:
  EglContext() {
    display_ = open_display();
    if (display_ == EGL_NO_DISPLAY) fail("opening a display without a surface");
    if (eglInitialize(display_, nullptr, nullptr) == EGL_FALSE) fail("eglInitialize");
    try {
      make_current_context();
    } catch (...) {
      close();
      throw;
    }
  }

  ~EglContext() { close(); }
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;
  EglContext(EglContext&&) = delete;
  EglContext& operator=(EglContext&&) = delete;

  void make_current() const {
    if (eglMakeCurrent(display_, surface_, surface_, context_) == EGL_FALSE) fail("eglMakeCurrent");
  }

  [[nodiscard]] bool is_current() const { return eglGetCurrentContext() == context_; }

 private:
  static EGLDisplay open_display() {
    const auto get_platform_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
        eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display != nullptr) {
      EGLDisplay display =
          get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
      if (display != EGL_NO_DISPLAY) return display;
    }
    return eglGetDisplay(EGL_DEFAULT_DISPLAY);
  }

  void make_current_context() {
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) fail("eglBindAPI for OpenGL");
    constexpr std::array kConfig{
        EGL_SURFACE_TYPE,
        EGL_PBUFFER_BIT,
        EGL_RENDERABLE_TYPE,
        EGL_OPENGL_BIT,
        EGL_RED_SIZE,
        8,
        EGL_GREEN_SIZE,
        8,
        EGL_BLUE_SIZE,
        8,
        EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display_, kConfig.data(), &config, 1, &count) == EGL_FALSE || count == 0) {
      fail("eglChooseConfig for OpenGL");
    }
    // VTK draws into a framebuffer of its own; the surface is only there to be current.
    constexpr std::array kSurface{EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    surface_ = eglCreatePbufferSurface(display_, config, kSurface.data());
    if (surface_ == EGL_NO_SURFACE) fail("eglCreatePbufferSurface");
    constexpr std::array kContext{
        EGL_CONTEXT_MAJOR_VERSION,
        3,
        EGL_CONTEXT_MINOR_VERSION,
        2,
        EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
        EGL_NONE};
    context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, kContext.data());
    if (context_ == EGL_NO_CONTEXT) fail("eglCreateContext for OpenGL 3.2");
    make_current();
  }

  // The display stays initialised: it is one for the process, and another window may use it.
  void close() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    if (surface_ != EGL_NO_SURFACE) eglDestroySurface(display_, surface_);
  }

  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLSurface surface_ = EGL_NO_SURFACE;
  EGLContext context_ = EGL_NO_CONTEXT;
};

void answer(vtkObject* /*caller*/, unsigned long event, void* client, void* data) {
  const auto& context = *static_cast<const EglContext*>(client);
  switch (event) {
    case vtkCommand::WindowMakeCurrentEvent:
      context.make_current();
      break;
    case vtkCommand::WindowIsCurrentEvent:
      *static_cast<bool*>(data) = context.is_current();
      break;
    case vtkCommand::WindowSupportsOpenGLEvent:
    case vtkCommand::WindowIsDirectEvent:
      *static_cast<int*>(data) = 1;
      break;
    default:
      break;
  }
}

// GLEW misses GLX, which is not there without X, and VTK reports it as an error at each render.
void keep_quiet(vtkObject* /*caller*/, unsigned long /*event*/, void* /*client*/, void* /*data*/) {}

class EglWindow : public HeadlessWindow {
 public:
  EglWindow(int width_px, int height_px) {
    vtkNew<vtkCallbackCommand> answers;
    answers->SetClientData(&context_);
    answers->SetCallback(answer);
    for (const auto event :
         {vtkCommand::WindowMakeCurrentEvent,
          vtkCommand::WindowIsCurrentEvent,
          vtkCommand::WindowSupportsOpenGLEvent,
          vtkCommand::WindowIsDirectEvent}) {
      window_->AddObserver(event, answers);
    }
    vtkNew<vtkCallbackCommand> silence;
    silence->SetCallback(keep_quiet);
    window_->AddObserver(vtkCommand::ErrorEvent, silence);
    window_->AddObserver(vtkCommand::WarningEvent, silence);

    window_->SetMultiSamples(0);
    window_->SetSize(width_px, height_px);
    window_->SetReadyForRendering(true);
    if (!window_->InitializeFromCurrentContext()) fail("VTK's set-up of OpenGL 3.2");
  }

  ~EglWindow() override {
    context_.make_current();
    window_->Finalize();
  }
  EglWindow(const EglWindow&) = delete;
  EglWindow& operator=(const EglWindow&) = delete;
  EglWindow(EglWindow&&) = delete;
  EglWindow& operator=(EglWindow&&) = delete;

  [[nodiscard]] vtkRenderWindow& window() override { return *window_; }

 private:
  EglContext context_;  // outlives the window that draws with it
  vtkNew<vtkGenericOpenGLRenderWindow> window_;
};

}  // namespace

std::unique_ptr<HeadlessWindow> open_headless_window(int width_px, int height_px) {
  return std::make_unique<EglWindow>(width_px, height_px);
}

}  // namespace segnoise::pictures
