#pragma once

#include <cstddef>
#include <functional>

namespace segnoise {

/// Does work(0) ... work(count - 1), each once, on some threads, in no particular order.
///
/// @param threads  >= 1; with 1 everything happens on this thread
/// @param work     is called on several threads at a time: results belong at their index
/// @param on_done  told on this thread, after some were done, how many are by now; what it throws
///                 ends the work
/// @throws  what work threw for the smallest index that failed; what is not begun then is left
/// @throws std::invalid_argument  if threads < 1
void for_each_index(
    std::size_t count,
    int threads,
    const std::function<void(std::size_t)>& work,
    const std::function<void(std::size_t)>& on_done);

}  // namespace segnoise
