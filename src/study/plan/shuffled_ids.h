#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::plan {

/// Ids in a random order that depends on the set of ids, the seed and the purpose, not on the order
/// in which they come.
[[nodiscard]] std::vector<std::string> shuffled_ids(
    std::vector<std::string> ids, std::string_view purpose, std::uint64_t seed);

}  // namespace segnoise::plan
