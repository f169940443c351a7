#pragma once

#include "core/noise/setup.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::setups {

/// What a setup is wanted for, which decides what its short name means.
enum class Scenario : std::uint8_t {
  kBenchmark,  ///< instances of any data set: low, medium, high (Benchmark-N); easy, mid, hard
               ///< (one-of)
  kCamus,      ///< the left ventricle at ED and ES: low, medium, high; observer-intra ...
};

/// The short names of the built-in setups of a scenario.
[[nodiscard]] std::vector<std::string> setup_names(Scenario scenario);

/// What read_setup() takes, as the unit of an option: "low|medium|high|file.json".
[[nodiscard]] std::string setup_unit(Scenario scenario);

/// A built-in setup by its short name, or one from a file of the schema in docs/setups.md.
///
/// @param name_or_path  what ends in ".json" is a path
/// @throws std::runtime_error  naming the setup, the key, its value and what is accepted: for an
/// unknown
///         name, a file that cannot be read or is no JSON, a key that is unknown, missing, given
///         twice or of another type, and a value out of range
[[nodiscard]] noise::NoiseSetup read_setup(const std::string& name_or_path, Scenario scenario);

/// A setup from the text of a setup file.
/// @param source  what errors call the text
/// @throws std::runtime_error  as read_setup() does
[[nodiscard]] noise::NoiseSetup parse_setup(std::string_view json, const std::string& source);

/// A setup with one parameter changed, wherever its operation stands in it.
///
/// @param assignment  "operation.key=value", as in "localization.sigma=4"; "unit=px256" for the
///                    unit. Keys and values are those of the schema in docs/setups.md; a value that
///                    is no JSON is a string.
/// @throws std::runtime_error  naming the assignment and what is wrong: no such operation in the
///                    setup, or as read_setup() does
[[nodiscard]] noise::NoiseSetup overridden(
    const noise::NoiseSetup& setup, std::string_view assignment);

/// The text of a setup file; parse_setup() reads the same setup back.
/// @throws std::invalid_argument  as validate() does
[[nodiscard]] std::string to_json(const noise::NoiseSetup& setup);

/// The same on one line, to be part of another JSON text.
[[nodiscard]] std::string to_json_line(const noise::NoiseSetup& setup);

}  // namespace segnoise::setups
