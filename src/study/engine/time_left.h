#pragma once

#include <cstddef>
#include <span>

namespace segnoise::engine {

/// Tasks that run side by side, each of which takes about as long as the others.
struct RunningTasks {
  std::span<const double> running_s = {};  ///< for how long each of those that run has, so far
  std::size_t waiting = 0;                 ///< those that have not begun
  std::size_t side_by_side = 1;            ///< how many run at a time, >= 1
};

/// The time until all have ended, if a waiting one begins whenever another ends. While none ends it
/// falls with the clock, or stays where it is: one that takes longer than the others is taken to
/// end any moment.
///
/// @param each_s  how long one takes, >= 0
/// @return        s
[[nodiscard]] double time_left_s(double each_s, const RunningTasks& tasks);

}  // namespace segnoise::engine
