#pragma once

#include <string>

namespace segnoise::charts {

/// A chart that the reader can ask: a Vega-Lite specification, drawn by the runtime that its page
/// carries.
struct Chart {
  std::string name = {};     ///< of letters, digits and hyphens, once in a page: "ef-agreement"
  std::string spec = {};     ///< JSON; data are within it
  std::string alt = {};      ///< what it shows, for those who cannot see it
  std::string caption = {};  ///< how to read it
};

}  // namespace segnoise::charts
