#pragma once

#include "show/pictures/picture.h"
#include "show/session/session.h"
#include "show/window/scene_layout.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace segnoise::window {

/// A frame of a sequence that is being played.
struct CineMoment {
  const session::CineFrame* frame = nullptr;  ///< nothing stands still
  int number = 0;                             ///< from 1
  int of = 0;
};

/// What of a session's picture is not the session's.
struct SceneLook {
  Zoom zoom = Zoom::kVentricle;
  std::array<CineMoment, cardiac::kViews.size()> cine = {};  ///< by view, shown in place of ED
  std::string message = {};                                  ///< in place of the help
};

/// Draws a session: frames with outlines, numbers, sliders. Needs neither OpenGL nor a display, so
/// that a screenshot is the window to the bit. What a slider does not change is drawn once.
class Scene {
 public:
  /// @param size  of the picture; made at least kLeastWindow
  /// @throws std::runtime_error  if VTK's font cannot be used
  const pictures::Picture& draw(
      const session::Session& session, shape::Size size, const SceneLook& look);

  /// Of the last picture.
  [[nodiscard]] const SceneLayout& layout() const { return layout_; }

  /// The slider at a place of it: 0 of the seed, then those of the severities.
  [[nodiscard]] std::optional<std::size_t> slider_at(int x, int y) const;

 private:
  struct Key {
    std::size_t visits = 0;
    shape::Size size = {};
    Zoom zoom = Zoom::kVentricle;

    bool operator==(const Key&) const = default;
  };

  Key key_;
  SceneLayout layout_;
  pictures::Picture background_;
  pictures::Picture picture_;
};

/// Sets the slider of a session to where its handle is put.
/// @param slider    see Scene::slider_at()
/// @param fraction  of the slider's length; brought into [0, 1]
void turn(session::Session& session, std::size_t slider, double fraction);

}  // namespace segnoise::window
