#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/geometry.h"
#include "show/session/session.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace segnoise::window {

/// Around what is drawn, in pixels of the window.
inline constexpr int kMargin = 16;

/// How much of each frame is shown.
enum class Zoom : std::uint8_t { kVentricle, kWholeFrame };

/// What of a frame is shown where in the window.
struct FramePlace {
  shape::Box field = {};  ///< pixels of the frame
  shape::Box drawn = {};  ///< pixels of the window
};

/// Where everything is in a window.
struct SceneLayout {
  shape::Size size = {};                     ///< of the window
  cardiac::PerFrame<shape::Box> cells = {};  ///< empty where the patient lacks the view
  cardiac::PerFrame<std::optional<FramePlace>> frames = {};  ///< nothing where he lacks the frame
  double px_per_mm = 1.0;                                    ///< of all frames
  shape::Box side = {};                                      ///< numbers and sliders
  std::vector<shape::Box> sliders = {};  ///< their tracks: of the seed, then of each severity
  shape::Box help = {};                  ///< at the bottom
};

/// The smallest window that everything fits into.
inline constexpr shape::Size kLeastWindow{960, 640};

/// Divides a window: the frames to the left, a row for each view that the patient has, ED beside
/// ES, all in one scale; numbers and sliders to the right; help below.
///
/// @param size  made at least kLeastWindow
[[nodiscard]] SceneLayout laid_out(const session::Session& session, shape::Size size, Zoom zoom);

}  // namespace segnoise::window
