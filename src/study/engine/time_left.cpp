#include "study/engine/time_left.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

namespace segnoise::engine {

double time_left_s(double each_s, const RunningTasks& tasks) {
  std::priority_queue<double, std::vector<double>, std::greater<>> free_at_s;
  double end_s = 0.0;
  for (const double running_s : tasks.running_s) {
    const double task_end_s = std::max(0.0, each_s - running_s);
    free_at_s.push(task_end_s);
    end_s = std::max(end_s, task_end_s);
  }
  while (free_at_s.size() < std::max<std::size_t>(1, tasks.side_by_side)) free_at_s.push(0.0);
  for (std::size_t i = 0; i < tasks.waiting; ++i) {
    const double task_end_s = free_at_s.top() + each_s;
    free_at_s.pop();
    free_at_s.push(task_end_s);
    end_s = std::max(end_s, task_end_s);
  }
  return end_s;
}

}  // namespace segnoise::engine
