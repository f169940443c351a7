#include "show/window/display.h"

#include <X11/Xlib.h>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace segnoise::window {
namespace {

[[noreturn]] void fail(const std::string& reason) {
  throw std::runtime_error(
      "cannot open a window: " + reason + "; --screenshot FILE needs no display");
}

}  // namespace

OpenDisplay::OpenDisplay() {
  const char* name = std::getenv("DISPLAY");
  if (name == nullptr || *name == '\0') fail("there is no display (DISPLAY is not set)");
  Display* display = XOpenDisplay(nullptr);
  if (display == nullptr) fail("the display '" + std::string(name) + "' refuses");
  connection_ = {display, [](Display* open) { XCloseDisplay(open); }};

  int opcode = 0;
  int event = 0;
  int error = 0;
  if (XQueryExtension(display, "GLX", &opcode, &event, &error) == False) {
    fail("the display '" + std::string(name) + "' has no OpenGL (GLX)");
  }
}

}  // namespace segnoise::window
