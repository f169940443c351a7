#pragma once

#include "cli/command_description.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::cli {

/// The switch that Slicer, and nobody else, puts on every command line: a parameter of the XML that
/// is always true and that its users do not see.
inline constexpr std::string_view kSlicerSwitch = "--slicer";

/// The program as a command-line module of 3D Slicer: what --xml prints.
///
/// Slicer sends every number and every enumeration, also those that its user left alone. So an
/// option that has no default of its own becomes a string, which Slicer leaves out while it is
/// empty, or an enumeration that begins with "default".
///
/// Source: the Slicer execution model, of Slicer 5.
[[nodiscard]] std::string slicer_xml(const CommandDescription& command);

/// A name that Slicer takes, [A-Za-z_][A-Za-z0-9_]*: "learning_rate" for "learning-rate".
[[nodiscard]] std::string slicer_name(std::string_view name);

/// Whether Slicer sends this value because its user left the option alone.
[[nodiscard]] bool is_left_alone(const OptionDescription& option, const std::string& value);

/// Text between tags, or within a quoted attribute.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace segnoise::cli
