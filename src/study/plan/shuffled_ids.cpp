#include "study/plan/shuffled_ids.h"

#include "core/random/rng.h"

#include <algorithm>
#include <utility>

namespace segnoise::plan {

std::vector<std::string> shuffled_ids(
    std::vector<std::string> ids, std::string_view purpose, std::uint64_t seed) {
  std::ranges::sort(ids);
  random::Rng rng(seed, random::identity_of(purpose));
  std::vector<std::string> in_order;
  for (const std::size_t i : random::permutation(ids.size(), rng)) {
    in_order.push_back(std::move(ids[i]));
  }
  return in_order;
}

}  // namespace segnoise::plan
