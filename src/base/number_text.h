#pragma once

#include <string>

namespace segnoise::base {

// Numbers as text, alike in every locale; what is not finite is "nan", "inf" or "-inf".

/// Appends a number with that many decimals, as printf's "%.2f" rounds it.
/// @param decimals  0 to 20
void append_decimal(double value, int decimals, std::string& text);
[[nodiscard]] std::string decimal_text(double value, int decimals);

/// Appends as few digits as read back as the same number: "0.1", "1e+300".
void append_shortest(double value, std::string& text);
[[nodiscard]] std::string shortest_text(double value);

}  // namespace segnoise::base
