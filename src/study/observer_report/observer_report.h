#pragma once

#include "core/cardiac/reader_outlines.h"
#include "core/observers/observer_setup.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::observer_report {

/// Observers as they were fitted to readers' outlines, and to which.
struct ObserverReport {
  std::vector<std::string> readers = {};      ///< without the reference
  std::optional<std::string> reference = {};  ///< the reader who was taken for the truth
  std::vector<std::string> left_out = {};     ///< frames, a line each with the reason
  observers::ObserverFit fit = {};
};

/// Called after each frame.
using FrameProgress = std::function<void(std::size_t done, std::size_t of)>;

/// Measures the outlines, and fits the observer model to them.
///
/// A frame whose outlines do not all go around the middle of one long axis is left out.
///
/// @param reference  a reader; "" for the mean outline of them all
/// @throws std::runtime_error  one line: no reader of that name, no frame that can be measured, and
///                             as observers::fit_observers() does
[[nodiscard]] ObserverReport fit_report(
    const cardiac::ReaderOutlines& outlines,
    const std::string& reference,
    const FrameProgress& progress = {});

/// Tables of the population and of the readers, for a terminal.
[[nodiscard]] std::string observer_text(const ObserverReport& report);

/// The same as JSON: each parameter with its unit, estimate and 95 % interval, or why it is not
/// known.
/// @param command_line  that asked for it
[[nodiscard]] std::string observer_json(
    const ObserverReport& report, const std::string& command_line, const std::string& version);

/// The setup that makes readings as these, which its description says.
[[nodiscard]] noise::NoiseSetup fitted_setup(const ObserverReport& report, const std::string& name);

}  // namespace segnoise::observer_report
