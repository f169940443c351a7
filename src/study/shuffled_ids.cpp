#include "study/shuffled_ids.h"

#include "random/rng.h"

#include <algorithm>
#include <utility>

namespace segnoise {

std::vector<std::string> shuffled_ids(
    std::vector<std::string> ids, std::string_view purpose, std::uint64_t seed) {
  std::ranges::sort(ids);
  Rng rng(seed, identity_of(purpose));
  std::vector<std::string> in_order;
  for (const std::size_t i : permutation(ids.size(), rng)) {
    in_order.push_back(std::move(ids[i]));
  }
  return in_order;
}

}  // namespace segnoise
