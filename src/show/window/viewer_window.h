#pragma once

#include "show/pictures/picture.h"
#include "show/session/session.h"

#include <array>
#include <functional>
#include <string>

namespace segnoise::window {

/// What a window asks of its program.
struct ViewerActions {
  /// Half sequences of the session's patient, by view.
  std::function<std::array<session::Cine, cardiac::kViews.size()>()> load_cine = {};

  /// Each writes a file and returns what to tell the user; std::runtime_error if it cannot.
  std::function<std::string(const pictures::Picture&)> save_picture = {};
  std::function<std::string()> save_setup = {};

  /// Called a hundred times a second; what it throws closes the window.
  std::function<void()> on_idle = {};
};

/// The window as it opens, and a screenshot without one.
inline constexpr shape::Size kViewerSize{1280, 800};

/// Shows a session in a window until the user closes it.
///
/// What fails on the way, a patient who cannot be loaded or a file that cannot be written, is told
/// in the window, which stays.
///
/// @throws std::runtime_error  one line: before it opens, if there is no display that it could open
///                             on; after it was closed, the first file that could not be written
void show_in_window(session::Session& session, const ViewerActions& actions);

}  // namespace segnoise::window
