#pragma once

#include "show/charts/chart.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace segnoise::testing {

/// The specification of a chart that is there.
inline nlohmann::json spec_of(const std::optional<charts::Chart>& chart) {
  return nlohmann::json::parse(chart.value().spec);
}

}  // namespace segnoise::testing
