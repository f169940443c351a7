#pragma once

#include "cardiac/echo.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise {

/// What an Info_2CH.cfg or Info_4CH.cfg says of a view; absent what it does not say.
struct Cfg {
  std::optional<int> end_diastole = {};  ///< frame number, from 1; may be after end_systole
  std::optional<int> end_systole = {};
  std::optional<int> frame_count = {};
  std::optional<Sex> sex = {};
  std::optional<double> age_years = {};
  std::optional<Quality> quality = {};
  std::optional<double> ef_percent = {};     ///< EF; LVef of the legacy release
  std::optional<double> edv_ml = {};         ///< LVedv, legacy release only
  std::optional<double> esv_ml = {};         ///< LVesv
  std::optional<double> frame_rate_hz = {};  ///< NIfTI release only

  bool operator==(const Cfg&) const = default;
};

/// A cfg file's content and what is odd about it.
struct ParsedCfg {
  Cfg cfg;
  std::vector<std::string> warnings;  ///< one line each, without the file's name
};

/// Reads `Key: value` lines in any order, of either release, with any line ends.
///
/// A line that cannot be understood (an unknown key, a value that is none, out of its range or not
/// finite, a key given twice) is left out with a warning; of a key given twice, both.
[[nodiscard]] ParsedCfg parse_cfg(std::string_view text);

/// The text of a cfg file of the NIfTI release: what is absent is left out, volumes too, age and
/// ejection fraction are rounded to whole numbers.
[[nodiscard]] std::string cfg_text(const Cfg& cfg);

}  // namespace segnoise
