#pragma once

#include <span>
#include <string>
#include <string_view>

namespace segnoise::base {

/// Names as a sentence has them: "a", "a or b", "a, b or c"; nothing for none.
[[nodiscard]] std::string alternatives(std::span<const std::string_view> names);

}  // namespace segnoise::base
