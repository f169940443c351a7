#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace segnoise::storage {

/// A file or folder that a program was told of.
struct NamedPath {
  std::string name;  ///< the option, as the user types it
  std::filesystem::path path;
};

/// Why a program must not write what it is told to write: an output is an input, or another output,
/// or a file of a folder that is read. No program overwrites what it reads.
///
/// Files are told apart by what they are, not by how they are named: through links and "./", and,
/// where the file system does so, in upper and lower case. Of what is not there yet, folder and
/// name are compared, in upper and lower case. Devices and pipes may be named again and again.
///
/// @return  "--output must be another file than FILE, got a.json and ./a.json"; nothing if all is
///          well
[[nodiscard]] std::optional<std::string> conflict_of(
    std::span<const NamedPath> inputs, std::span<const NamedPath> outputs);

}  // namespace segnoise::storage
