#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace segnoise::base {

/// Does work(0) ... work(count - 1), each once, on some threads of its own, in no particular order.
///
/// @param threads  >= 1
/// @param work     is called on several threads at a time: results belong at their index. It may
///                 end early once its token says stop: what it did is not wanted any more
/// @param on_done  told on this thread how many are done: whenever some were, ten times a second in
///                 between, and at last all of them. What it throws stops the work
/// @throws  what work threw for the smallest index that failed; what is not begun then is left
/// @throws std::invalid_argument  if threads < 1
void for_each_index(
    std::size_t count,
    int threads,
    const std::function<void(std::size_t, const std::stop_token&)>& work,
    const std::function<void(std::size_t)>& on_done);

}  // namespace segnoise::base
