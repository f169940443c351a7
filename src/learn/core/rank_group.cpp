#include "learn/core/rank_group.h"

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace segnoise::learn {
namespace {

void require_in_range(const std::string& name, int value, int least, int most) {
  if (value < least || value > most) {
    throw std::invalid_argument(
        name + " must be from " + std::to_string(least) + " to " + std::to_string(most) + ", got " +
        std::to_string(value));
  }
}

std::string first_line(const std::exception& error) {
  const auto* torch_error = dynamic_cast<const c10::Error*>(&error);
  const std::string text = torch_error ? torch_error->what_without_backtrace() : error.what();
  return text.substr(0, text.find('\n'));
}

/// Runs what needs the other ranks, and turns what LibTorch and Gloo throw into our error.
template <class Function>
auto with_others(int rank, int ranks, const std::string& failure, Function&& function) {
  try {
    return function();
  } catch (const std::exception& error) {
    throw std::runtime_error(
        "rank " + std::to_string(rank) + " of " + std::to_string(ranks) + ' ' + failure + ": " +
        first_line(error));
  }
}

std::shared_ptr<gloo::transport::Device> network_device(const std::string& address) {
  using Gloo = c10d::ProcessGroupGloo;
  if (const char* interface = std::getenv("GLOO_SOCKET_IFNAME")) {
    return Gloo::createDeviceForInterface(interface);
  }
  if (address == "localhost" || address.starts_with("127.")) {
    return Gloo::createDeviceForHostname("127.0.0.1");
  }
  return Gloo::createDefaultDevice();
}

c10::intrusive_ptr<c10d::ProcessGroup> met(
    const RankEnvironment& environment, const RankTimeouts& timeouts) {
  c10d::TCPStoreOptions meeting;
  meeting.port = static_cast<std::uint16_t>(environment.port);
  meeting.isServer = environment.rank == 0;
  meeting.timeout = timeouts.meeting;
  const auto store = c10::make_intrusive<c10d::TCPStore>(environment.address, meeting);
  // The store's own wait for all goes on without them when its time is up.
  if (store->add("arrived", 1) == environment.ranks) store->set("all arrived", {1});
  store->wait({"all arrived"}, timeouts.meeting);
  const auto options = c10d::ProcessGroupGloo::Options::create(timeouts.exchange);
  options->devices.push_back(network_device(environment.address));
  options->threads = 2;
  return c10::make_intrusive<c10d::ProcessGroupGloo>(
      store, environment.rank, environment.ranks, options);
}

}  // namespace

RankGroup::RankGroup(const RankEnvironment& environment, const RankTimeouts& timeouts)
    : rank_(environment.rank), ranks_(environment.ranks) {
  constexpr int kMostRanks = 1 << 20;
  constexpr int kHighestPort = 65535;
  require_in_range("ranks", ranks_, 1, kMostRanks);
  require_in_range("rank", rank_, 0, ranks_ - 1);
  require_in_range("port", environment.port, 1, kHighestPort);
  const std::string place = environment.address + " port " + std::to_string(environment.port);
  gloo_ = with_others(rank_, ranks_, "did not meet the others at " + place, [&] {
    return met(environment, timeouts);
  });
}

RankGroup::~RankGroup() = default;

torch::Tensor RankGroup::summed(const torch::Tensor& mine) {
  const torch::NoGradGuard no_gradient;
  std::vector<torch::Tensor> sum{
      mine.detach().to(torch::kCPU).clone(torch::MemoryFormat::Contiguous)};
  with_others(rank_, ranks_, "lost the others", [&] { return gloo_->allreduce(sum)->wait(); });
  return sum.front().to(mine.device());
}

torch::Tensor RankGroup::gathered(const torch::Tensor& mine) {
  // One rank's values and zeros of the others: their sum is exact.
  torch::Tensor rows = torch::zeros({ranks_, mine.numel()}, mine.options());
  rows[rank_].copy_(mine);
  return summed(rows);
}

std::optional<std::string> RankGroup::of_first(const std::optional<std::string>& bytes) {
  const bool is_first = rank_ == 0;
  const auto size = is_first && bytes ? static_cast<std::int64_t>(bytes->size()) : -1;
  const auto first_size = gathered(torch::tensor({size}, torch::kLong))[0].item<std::int64_t>();
  if (first_size < 0) return std::nullopt;
  std::string text = is_first ? *bytes : std::string(static_cast<std::size_t>(first_size), '\0');
  std::vector<torch::Tensor> tensor{torch::from_blob(text.data(), {first_size}, torch::kUInt8)};
  with_others(rank_, ranks_, "lost the others", [&] { return gloo_->broadcast(tensor)->wait(); });
  return text;
}

torch::Tensor over_ranks(const torch::Tensor& mine, RankGroup* group) {
  if (group == nullptr) return mine;
  return group->summed(mine) + (mine - mine.detach());
}

Ranks::Ranks(const RankEnvironment& environment, const RankTimeouts& timeouts)
    : parts_(std::make_unique<Parts>()) {
  parts_->group = c10::make_intrusive<RankGroup>(environment, timeouts);
}

Ranks::~Ranks() = default;

int Ranks::rank() const { return parts_->group->rank(); }

int Ranks::count() const { return parts_->group->ranks(); }

}  // namespace segnoise::learn
