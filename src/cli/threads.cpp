#include "cli/threads.h"

#include <algorithm>
#include <thread>

namespace segnoise::cli {

int threads_of(int wanted) {
  return wanted > 0 ? wanted : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace segnoise::cli
