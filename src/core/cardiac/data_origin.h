#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace segnoise::cardiac {

/// Whose the frames of a study are, which decides on what may be said of their licence.
enum class DataOrigin : std::uint8_t {
  kPhantom,  ///< made by this program
  kCamus,    ///< recognised as CAMUS: CC BY-NC-SA 4.0, and to be cited
  kOther     ///< somebody's own; nothing is known of their licence
};

/// In the order of their definition.
inline constexpr std::array kDataOrigins{
    DataOrigin::kPhantom, DataOrigin::kCamus, DataOrigin::kOther};

/// "phantom", "camus", "other".
[[nodiscard]] std::string_view name_of(DataOrigin origin);

}  // namespace segnoise::cardiac
