#pragma once

#include <string>

namespace segnoise::base {

/// A duration as people say it: "8 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] std::string spoken_duration(double seconds);

}  // namespace segnoise::base
