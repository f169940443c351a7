#include "base/for_each_index.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace segnoise::base {
namespace {

/// Which indices are given out, done and failed.
class Ledger {
 public:
  Ledger(std::size_t count, std::size_t workers) : count_(count), workers_(workers) {}

  /// The next index; nothing if none is left, or one has failed.
  [[nodiscard]] std::optional<std::size_t> claim() {
    const std::lock_guard lock(mutex_);
    if (error_ || claimed_ == count_) return std::nullopt;
    return claimed_++;
  }

  void done() {
    const std::lock_guard lock(mutex_);
    ++done_;
    changed_.notify_one();
  }

  void failed(std::size_t index, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (error_ && failed_ < index) return;
    failed_ = index;
    error_ = std::move(error);
  }

  /// A worker has gone home.
  void left() {
    const std::lock_guard lock(mutex_);
    --workers_;
    changed_.notify_one();
  }

  struct State {
    std::size_t done = 0;
    bool is_over = false;  ///< no worker is left
  };

  /// Waits until more than so many are done, no worker is left, or some time has passed.
  [[nodiscard]] State wait_for_more_than(std::size_t known) {
    constexpr std::chrono::milliseconds kPatience{100};
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kPatience, [&] { return done_ > known || workers_ == 0; });
    return {done_, workers_ == 0};
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t count_;
  std::size_t workers_;
  std::size_t claimed_ = 0;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::exception_ptr error_ = nullptr;
};

/// Asks to stop when it goes out of scope.
struct StopAtEnd {
  std::stop_source& source;
  ~StopAtEnd() { source.request_stop(); }
};

}  // namespace

void for_each_index(
    std::size_t count,
    int threads,
    const std::function<void(std::size_t, const std::stop_token&)>& work,
    const std::function<void(std::size_t)>& on_done) {
  if (threads < 1) {
    throw std::invalid_argument("threads must be >= 1, got " + std::to_string(threads));
  }
  const std::size_t workers = std::min(static_cast<std::size_t>(threads), count);
  Ledger ledger(count, workers);
  std::stop_source source;
  const auto serve = [&ledger, &work, stop = source.get_token()] {
    while (!stop.stop_requested()) {
      const auto index = ledger.claim();
      if (!index) break;
      try {
        work(*index, stop);
        ledger.done();
      } catch (...) {
        ledger.failed(*index, std::current_exception());
      }
    }
    ledger.left();
  };
  {
    std::vector<std::jthread> pool;
    pool.reserve(workers);
    const StopAtEnd stop{source};  // before the threads are joined
    for (std::size_t i = 0; i < workers; ++i) pool.emplace_back(serve);
    Ledger::State state{.is_over = workers == 0};
    while (!state.is_over) {
      state = ledger.wait_for_more_than(state.done);
      on_done(state.done);
    }
  }
  ledger.rethrow();
}

}  // namespace segnoise::base
