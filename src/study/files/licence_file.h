#pragma once

#include <string>

namespace segnoise::study_files {

/// What the owner of a data set says of its use, as it is to stand in reports: a text in UTF-8 of
/// at most 64 KiB, without the white space about it.
/// @throws std::runtime_error  one line: if the file cannot be read, is empty, too long or not
/// UTF-8
[[nodiscard]] std::string read_licence(const std::string& path);

}  // namespace segnoise::study_files
