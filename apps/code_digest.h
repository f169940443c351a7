#pragma once

#include <string>

namespace segnoise {

/// SHA-256 over the sources of the modules that shape the results of a study, as 64 hexadecimal
/// digits; made when the program is built.
[[nodiscard]] std::string code_digest();

}  // namespace segnoise
