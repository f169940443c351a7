#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::noise {

/// The reading in which a frame was traced: its frames have an observer's hand in common.
struct Reading {
  std::uint64_t patient = 0;      ///< identity_of() the patient, and of which reading of him
  std::uint64_t observer = 0;     ///< identity_of() who read
  std::string_view view = {};     ///< "2CH" or "4CH"
  std::string_view quality = {};  ///< of the image: "Good", "Medium", "Poor"; "" if it is unknown

  bool operator==(const Reading&) const = default;
};

/// Whom chance is drawn for: draws depend on it, on the setup and on the instance, and on nothing
/// else.
struct Subject {
  std::uint64_t seed = 0;
  std::uint64_t identity = 0;           ///< an annotation id, or identity_of() a name
  std::string_view instant = {};        ///< "ED" or "ES"; "" where there is no heart cycle
  std::optional<Reading> reading = {};  ///< of an echo; only observers look at it
};

}  // namespace segnoise::noise
