#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/mask.h"

#include <optional>
#include <string>
#include <vector>

namespace segnoise::cardiac {

/// The left ventricle of one frame as several readers outlined it.
struct OutlinedFrame {
  std::string patient = {};
  View view = View::kTwoChamber;
  Instant instant = Instant::kEndDiastole;
  std::optional<Quality> quality = {};  ///< of the image
  shape::Spacing spacing_mm = {};
  std::vector<shape::Mask> outlines = {};  ///< by reader, none empty, all of one size

  /// "patient0001 2CH ED".
  [[nodiscard]] std::string text() const;
};

/// The same frames by the same readers, every frame by each.
struct ReaderOutlines {
  std::vector<std::string> readers = {};   ///< two or more
  std::vector<OutlinedFrame> frames = {};  ///< those of a patient one after another
};

}  // namespace segnoise::cardiac
