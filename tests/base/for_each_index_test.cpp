#include "base/for_each_index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace segnoise::base {
namespace {

const auto kIdle = [](std::size_t, const std::stop_token&) {};
const auto kIgnore = [](std::size_t) {};

TEST(ForEachIndex, DoesEachOnceWhateverTheThreads) {
  for (const int threads : {1, 2, 8, 100}) {
    std::vector<int> times(37, 0);
    std::size_t told = 0;
    for_each_index(
        times.size(),
        threads,
        [&](std::size_t i, const std::stop_token&) { ++times[i]; },
        [&](std::size_t done) {
          EXPECT_GE(done, told);
          told = done;
        });
    EXPECT_EQ(times, std::vector<int>(37, 1)) << threads << " threads";
    EXPECT_EQ(told, 37U) << threads << " threads";
  }
  for_each_index(
      0, 4, [](std::size_t, const std::stop_token&) { FAIL(); }, [](std::size_t) { FAIL(); });
}

TEST(ForEachIndex, TellsOnTheThreadThatAsked) {
  const auto own = std::this_thread::get_id();
  for_each_index(9, 3, kIdle, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), own); });
}

TEST(ForEachIndex, ThrowsTheFirstErrorAndStops) {
  for (const int threads : {1, 4}) {
    std::atomic<int> begun = 0;
    const auto work = [&](std::size_t i, const std::stop_token&) {
      ++begun;
      if (i == 2) throw std::runtime_error("2");
    };
    try {
      for_each_index(100'000, threads, work, kIgnore);
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "2");
    }
    EXPECT_LT(begun, 100'000);
  }
}

TEST(ForEachIndex, EndsWhenTheOneWhoIsToldThrows) {
  for (const int threads : {1, 4}) {
    EXPECT_THROW(
        for_each_index(100, threads, kIdle, [](std::size_t) { throw std::domain_error("enough"); }),
        std::domain_error);
  }
}

TEST(ForEachIndex, StopsWhatIsUnderWayWhenTheOneWhoIsToldThrows) {
  const auto until_stopped = [](std::size_t, const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::yield();
  };
  for (const int threads : {1, 3}) {
    EXPECT_THROW(
        for_each_index(
            5, threads, until_stopped, [](std::size_t) { throw std::domain_error("enough"); }),
        std::domain_error);
  }
}

TEST(ForEachIndex, NeedsAThread) {
  EXPECT_THROW(for_each_index(3, 0, kIdle, kIgnore), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::base
