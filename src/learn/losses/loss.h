#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace segnoise::learn {

/// What training makes small, for the scores of a batch's pixels and their labels; each is defined
/// in the header of its name.
enum class Loss : std::uint8_t { kDice, kCrossEntropy, kSum };

/// All that there are.
[[nodiscard]] std::vector<Loss> losses();

/// "dice", "cross-entropy", "sum".
[[nodiscard]] std::string_view name_of(Loss loss);

/// @throws std::invalid_argument  if nothing has that name; the message lists what has
[[nodiscard]] Loss loss_named(std::string_view name);

}  // namespace segnoise::learn
