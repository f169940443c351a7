#pragma once

#include <string>
#include <string_view>

namespace segnoise::page {

/// Text as HTML has it, between tags or within double quotes; bytes that are not UTF-8 become
/// U+FFFD. A line is not broken before "%" and around "±".
[[nodiscard]] std::string escaped(std::string_view text);

/// JSON that may stand in a script element: no "<" in it can end the element.
[[nodiscard]] std::string script_json(std::string_view json);

/// RFC 4648, section 4.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace segnoise::page
