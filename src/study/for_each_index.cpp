#include "study/for_each_index.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace segnoise {
namespace {

/// Which indices are given out, done and failed.
class Ledger {
 public:
  Ledger(std::size_t count, std::size_t workers) : count_(count), workers_(workers) {}

  [[nodiscard]] std::optional<std::size_t> claim() {
    const std::lock_guard lock(mutex_);
    if (is_over_ || claimed_ == count_) return std::nullopt;
    return claimed_++;
  }

  void done() {
    const std::lock_guard lock(mutex_);
    ++done_;
    changed_.notify_one();
  }

  void failed(std::size_t index, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    if (error_ && failed_ < index) return;
    failed_ = index;
    error_ = std::move(error);
  }

  void left() {
    const std::lock_guard lock(mutex_);
    --workers_;
    changed_.notify_one();
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }

  struct State {
    std::size_t done = 0;
    bool is_over = false;  ///< no worker is left
  };

  /// Waits until more than so many are done, or no worker is left.
  [[nodiscard]] State wait_for_more_than(std::size_t known) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_ > known || workers_ == 0; });
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
  bool is_over_ = false;
  std::size_t failed_ = 0;
  std::exception_ptr error_ = nullptr;
};

}  // namespace

void for_each_index(
    std::size_t count,
    int threads,
    const std::function<void(std::size_t)>& work,
    const std::function<void(std::size_t)>& on_done) {
  if (threads < 1) {
    throw std::invalid_argument("threads must be >= 1, got " + std::to_string(threads));
  }
  const std::size_t workers = std::min(static_cast<std::size_t>(threads), count);
  if (workers <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      work(i);
      on_done(i + 1);
    }
    return;
  }

  Ledger ledger(count, workers);
  const auto serve = [&] {
    while (const auto index = ledger.claim()) {
      try {
        work(*index);
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
    struct Stop {
      Ledger& ledger;
      ~Stop() { ledger.stop(); }
    };
    const Stop stop{ledger};  // before the threads are joined
    for (std::size_t i = 0; i < workers; ++i) pool.emplace_back(serve);
    Ledger::State state;
    while (!state.is_over) {
      const std::size_t told = state.done;
      state = ledger.wait_for_more_than(told);
      if (state.done > told) on_done(state.done);
    }
  }
  ledger.rethrow();
}

}  // namespace segnoise
