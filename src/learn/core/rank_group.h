#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/ranks.h"

#include <torch/types.h>

#include <ATen/core/ivalue.h>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace c10d {
class ProcessGroup;
}

namespace segnoise::learn {

/// What processes that train together tell one another. Every rank must call the same functions in
/// the same order, with tensors of the same shape and type; all get the same bits back.
///
/// All throw std::runtime_error if another rank has gone, or does not answer in time.
class RankGroup : public torch::CustomClassHolder {
 public:
  RankGroup(const RankEnvironment& environment, const RankTimeouts& timeouts);
  ~RankGroup() override;
  RankGroup(const RankGroup&) = delete;
  RankGroup& operator=(const RankGroup&) = delete;
  RankGroup(RankGroup&&) = delete;
  RankGroup& operator=(RankGroup&&) = delete;

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int ranks() const { return ranks_; }

  /// The sum over the ranks of a tensor of any shape.
  /// @return  not differentiable, on the device of the tensor
  [[nodiscard]] torch::Tensor summed(const torch::Tensor& mine);

  /// (n) of each rank, as (rank, n).
  [[nodiscard]] torch::Tensor gathered(const torch::Tensor& mine);

  /// What rank 0 has, be it nothing.
  [[nodiscard]] std::optional<std::string> of_first(const std::optional<std::string>& bytes);

  /// Whether the i-th of some tasks that need nobody else is this rank's.
  [[nodiscard]] bool has_turn(std::size_t i) const {
    return i % static_cast<std::size_t>(ranks_) == static_cast<std::size_t>(rank_);
  }

  /// This rank's share of a batch: contiguous, with all shares in order of rank the whole batch,
  /// sizes at most one apart. Empty if the batch has too few for all.
  template <class Item>
  [[nodiscard]] std::span<Item> share_of(std::span<Item> batch) const {
    const auto ranks = static_cast<std::size_t>(ranks_);
    const auto rank = static_cast<std::size_t>(rank_);
    const std::size_t begin = batch.size() * rank / ranks;
    return batch.subspan(begin, batch.size() * (rank + 1) / ranks - begin);
  }

 private:
  int rank_;
  int ranks_;
  c10::intrusive_ptr<c10d::ProcessGroup> gloo_;
};

using RankGroupPtr = c10::intrusive_ptr<RankGroup>;

/// The sum over the ranks of what each has a share of. Its derivative is that of this rank's share:
/// the gradients by a network's parameters are summed over the ranks later.
///
/// @param group  none: this process alone has all of it
[[nodiscard]] torch::Tensor over_ranks(const torch::Tensor& mine, RankGroup* group);

class Ranks::Parts {
 public:
  RankGroupPtr group;
};

}  // namespace segnoise::learn
