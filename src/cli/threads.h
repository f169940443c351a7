#pragma once

namespace segnoise::cli {

/// The number of threads that an option asks for; 0 asks for one for each core.
[[nodiscard]] int threads_of(int wanted);

}  // namespace segnoise::cli
