#pragma once

#include <memory>

namespace segnoise::window {

/// A display that takes windows; VTK ends the process where there is none, so it must be asked
/// first. It stays connected: an X server may start anew when its last client goes, and refuse the
/// next one meanwhile.
class OpenDisplay {
 public:
  /// @throws std::runtime_error  one line: there is no display (DISPLAY is not set), it refuses, or
  ///                             has no OpenGL (GLX)
  OpenDisplay();

 private:
  std::shared_ptr<void> connection_;
};

}  // namespace segnoise::window
