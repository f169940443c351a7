#pragma once

#include "core/cardiac/echo.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::camus {

/// What an Info_2CH.cfg or Info_4CH.cfg says of a view; absent what it does not say.
struct Cfg {
  std::optional<int> end_diastole = {};  ///< frame number, from 1; may be after end_systole
  std::optional<int> end_systole = {};
  std::optional<int> frame_count = {};
  std::optional<cardiac::Sex> sex = {};
  std::optional<double> age_years = {};
  std::optional<cardiac::Quality> quality = {};
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

/// Reads `Key: value` lines in any order, of either release, with any line ends, keys and words in
/// letters of either case.
///
/// An ejection fraction between 0 and 1 is taken for a fraction of 1, with a warning.
/// A line that cannot be understood (an unknown key, a value that is none, out of its range or not
/// finite, a key given twice) is left out with a warning; of a key given twice, both.
[[nodiscard]] ParsedCfg parse_cfg(std::string_view text);

/// The name of a view's cfg file: "Info_2CH.cfg".
[[nodiscard]] std::string cfg_name(cardiac::View view);
inline constexpr std::size_t kLongestCfg = std::size_t{64} << 10;

/// The text of a cfg file of the NIfTI release: what is absent is left out, volumes too, age and
/// ejection fraction are rounded to whole numbers.
[[nodiscard]] std::string cfg_text(const Cfg& cfg);

}  // namespace segnoise::camus
