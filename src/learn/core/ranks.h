#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace segnoise::learn {

/// Which of several processes this one is, and where they meet.
struct RankEnvironment {
  int rank = 0;         ///< from 0
  int ranks = 1;        ///< processes in all
  std::string address;  ///< of the machine that rank 0 runs on
  int port = 0;         ///< on which rank 0 waits for the others

  bool operator==(const RankEnvironment&) const = default;
};

/// Reads the environment that torchrun or Slurm's srun has given this process.
///
/// torchrun: RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT. srun: SLURM_PROCID and
/// SLURM_STEP_NUM_TASKS or SLURM_NTASKS; where MASTER_ADDR is not set, the ranks meet on loopback
/// if all are on one node, else on the first node of SLURM_STEP_NODELIST, else at
/// SLURM_LAUNCH_NODE_IPADDR; where MASTER_PORT is not set, at a port that follows from SLURM_JOB_ID
/// and SLURM_STEP_ID.
///
/// @param get_environment  std::getenv, or what stands in for it
/// @return                 nothing if neither has started this process
/// @throws std::runtime_error  naming the variable, if one is missing or means nothing
[[nodiscard]] std::optional<RankEnvironment> rank_environment(
    const std::function<const char*(const char*)>& get_environment);

/// How long ranks wait for one another before they give up.
struct RankTimeouts {
  std::chrono::milliseconds meeting = std::chrono::minutes(2);    ///< for all to be there
  std::chrono::milliseconds exchange = std::chrono::minutes(10);  ///< for a sum or the like
};

/// Processes that train one network together, each on its share of every batch; see train().
///
/// They talk through LibTorch's Gloo, over the interface named by GLOO_SOCKET_IFNAME, loopback if
/// they meet there, else the one that the machine's name stands for. When one ends, for whatever
/// reason, the others find out at their next exchange and end with a std::runtime_error.
class Ranks {
 public:
  /// Waits until all are there.
  /// @throws std::invalid_argument  if rank, ranks or port are out of range
  /// @throws std::runtime_error     if they do not meet in time
  explicit Ranks(const RankEnvironment& environment, const RankTimeouts& timeouts = {});
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  Ranks(Ranks&&) = delete;
  Ranks& operator=(Ranks&&) = delete;

  [[nodiscard]] int rank() const;   ///< from 0
  [[nodiscard]] int count() const;  ///< >= 1

  /// For learn alone, where LibTorch is known.
  class Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace segnoise::learn
