#include "base/in_order.h"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace segnoise::base {
namespace {

using ::testing::ElementsAre;

class InOrder : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Threads, InOrder, ::testing::Values(1, 2, 8));

TEST_P(InOrder, UsesThePartsInOrderWhoeverIsFirst) {
  std::vector<std::size_t> used;
  const auto start = [] {
    return [](std::size_t i) {
      if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
      return std::make_unique<std::size_t>(i * i);
    };
  };
  in_order(500, GetParam(), start, [&](const auto& part) { used.push_back(*part); });
  ASSERT_EQ(used.size(), 500U);
  for (std::size_t i = 0; i < used.size(); ++i) EXPECT_EQ(used[i], i * i);
}

TEST_P(InOrder, ThrowsTheErrorOfTheFirstPartThatFails) {
  std::vector<std::size_t> used;
  const auto start = [] {
    return [](std::size_t i) {
      if (i == 30) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      if (i >= 30) throw std::runtime_error("part " + std::to_string(i));
      return i;
    };
  };
  try {
    in_order(100, GetParam(), start, [&](std::size_t part) { used.push_back(part); });
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "part 30");
  }
  EXPECT_EQ(used.size(), 30U);
}

TEST_P(InOrder, EndsWhenAPartCannotBeUsed) {
  const auto start = [] { return [](std::size_t i) { return i; }; };
  const auto use = [](std::size_t part) {
    if (part == 5) throw std::runtime_error("the device is full");
  };
  EXPECT_THROW(in_order(100'000, GetParam(), start, use), std::runtime_error);
}

TEST_P(InOrder, MakesNothingOfNothing) {
  const auto start = [] { return [](std::size_t i) { return i; }; };
  in_order(0, GetParam(), start, [](std::size_t) { FAIL(); });
}

TEST(PartQueue, LetsOnlySoManyPartsWait) {
  std::atomic<std::size_t> made = 0;
  std::size_t used = 0;
  const auto start = [&] { return [&](std::size_t i) { return ++made, i; }; };
  in_order(200, 2, start, [&](std::size_t) {
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    EXPECT_LE(made.load(), ++used + 8 + 2);
  });
}

}  // namespace
}  // namespace segnoise::base
