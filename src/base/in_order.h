#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::base {

/// Parts that some threads make and one takes in order. Only so many wait at a time that memory
/// stays bounded.
template <class Part>
class PartQueue {
 public:
  PartQueue(std::size_t count, std::size_t most_waiting) : count_(count), slots_(most_waiting) {}

  /// The next part to make; nothing if none is left, or nobody wants it any more.
  [[nodiscard]] std::optional<std::size_t> claim() {
    std::unique_lock lock(mutex_);
    room_.wait(
        lock, [&] { return is_over_ || claimed_ == count_ || claimed_ < taken_ + slots_.size(); });
    if (is_over_ || claimed_ == count_) return std::nullopt;
    return claimed_++;
  }

  void put(std::size_t index, std::variant<Part, std::exception_ptr> part) {
    const std::lock_guard lock(mutex_);
    slots_[index % slots_.size()] = std::move(part);
    made_.notify_one();
  }

  /// The next part in order, when it is there.
  /// @throws  what making it threw
  [[nodiscard]] Part take() {
    std::unique_lock lock(mutex_);
    auto& slot = slots_[taken_ % slots_.size()];
    made_.wait(lock, [&] { return slot.has_value(); });
    std::variant<Part, std::exception_ptr> part = *std::exchange(slot, std::nullopt);
    ++taken_;
    room_.notify_one();
    lock.unlock();
    if (auto* error = std::get_if<std::exception_ptr>(&part)) std::rethrow_exception(*error);
    return std::get<Part>(std::move(part));
  }

  /// No further part is wanted.
  void stop() {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    room_.notify_all();
  }

 private:
  std::size_t count_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable made_;
  std::vector<std::optional<std::variant<Part, std::exception_ptr>>> slots_;
  std::size_t claimed_ = 0;
  std::size_t taken_ = 0;
  bool is_over_ = false;
};

/// Makes the parts 0 ... count - 1 of a result on some threads, and uses them in order on this one.
///
/// What comes out does not depend on the number of threads, nor does which error is thrown: that of
/// the first part that fails, after all parts before it have been used.
///
/// @param threads  >= 1; with 1 everything happens on this thread
/// @param start    called once on each thread: gives the function that makes a part from its index
/// @param use      is given the parts
template <class Start, class Use>
void in_order(std::size_t count, int threads, const Start& start, const Use& use) {
  if (threads <= 1 || count <= 1) {
    auto make = start();
    for (std::size_t i = 0; i < count; ++i) use(make(i));
    return;
  }
  using Part = decltype(start()(std::size_t{}));
  constexpr std::size_t kWaitingPerThread = 4;
  PartQueue<Part> queue(count, kWaitingPerThread * static_cast<std::size_t>(threads));
  const auto work = [&] {
    std::optional<decltype(start())> make;
    while (const auto index = queue.claim()) {
      try {
        if (!make) make.emplace(start());
        queue.put(*index, (*make)(*index));
      } catch (...) {
        queue.put(*index, std::current_exception());
      }
    }
  };
  struct Stop {
    PartQueue<Part>& queue;
    ~Stop() { queue.stop(); }
  };
  std::vector<std::jthread> workers;
  workers.reserve(static_cast<std::size_t>(threads));
  const Stop stop{queue};  // before the threads are joined
  for (int i = 0; i < threads; ++i) workers.emplace_back(work);
  for (std::size_t i = 0; i < count; ++i) use(queue.take());
}

}  // namespace segnoise::base
