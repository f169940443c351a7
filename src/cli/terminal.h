#pragma once

namespace segnoise::cli {

/// Whether what is printed to stdout may hold escape sequences for colours: it is a terminal, and
/// nobody asked for none (https://no-color.org).
[[nodiscard]] bool stdout_shows_colours();

}  // namespace segnoise::cli
