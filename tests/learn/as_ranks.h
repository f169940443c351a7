#pragma once

#include "learn/core/rank_group.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <future>
#include <netinet/in.h>
#include <span>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace segnoise::testing {

/// A port that nobody listens on.
inline int free_port() {
  const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening, any, size) != 0 || ::getsockname(listening, any, &size) != 0) {
    throw std::runtime_error("loopback gives no port");
  }
  ::close(listening);
  return ntohs(address.sin_port);
}

/// Runs a function as each of some ranks, on a thread of its own; what it throws comes out.
inline void as_ranks(int count, const std::function<void(const learn::Ranks&)>& function) {
  const int port = free_port();
  std::vector<std::future<void>> ranks;
  for (int rank = 0; rank < count; ++rank) {
    ranks.push_back(std::async(std::launch::async, [=, &function] {
      function(learn::Ranks({.rank = rank, .ranks = count, .address = "127.0.0.1", .port = port}));
    }));
  }
  for (auto& rank : ranks) rank.get();
}

/// The same for a function that talks to the others by itself.
inline void as_rank_groups(int count, const std::function<void(learn::RankGroup&)>& function) {
  as_ranks(count, [&](const learn::Ranks& ranks) { function(*ranks.parts().group); });
}

inline void expect_near(
    const torch::Tensor& value, const torch::Tensor& expected, double tolerance) {
  ASSERT_EQ(value.sizes(), expected.sizes());
  EXPECT_LE((value - expected).abs().max().item<double>(), tolerance);
}

/// This rank's part of a tensor whose first axis is the image.
inline torch::Tensor share(const torch::Tensor& images, const learn::RankGroup& group) {
  std::vector<std::int64_t> index(static_cast<std::size_t>(images.size(0)));
  for (std::size_t i = 0; i < index.size(); ++i) index[i] = static_cast<std::int64_t>(i);
  const auto mine = group.share_of(std::span(index));
  return mine.empty() ? images.slice(0, 0, 0) : images.slice(0, mine.front(), mine.back() + 1);
}

}  // namespace segnoise::testing
