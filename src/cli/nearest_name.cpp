#include "cli/nearest_name.h"

#include "base/lower_case.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace segnoise::cli {
namespace {

std::size_t letters_between(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row_before_last;
  std::vector<std::size_t> last(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::vector<std::size_t> row(to.size() + 1, i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t changed = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
      const bool is_swapped =
          i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (is_swapped) row[j] = std::min(row[j], row_before_last[j - 2] + 1);
    }
    row_before_last = std::move(last);
    last = std::move(row);
  }
  return last.back();
}

}  // namespace

std::optional<std::string> nearest_name(
    std::string_view typed, std::span<const std::string> names) {
  constexpr std::size_t kLongestWord = 100;
  if (typed.empty() || typed.size() > kLongestWord) return std::nullopt;
  const std::string word = base::lower_case(typed);
  const auto begins_so = [&](const std::string& name) {
    return base::lower_case(name).starts_with(word);
  };
  if (std::ranges::count_if(names, begins_so) == 1) return *std::ranges::find_if(names, begins_so);

  std::optional<std::string> nearest;
  std::size_t fewest = kLongestWord;
  for (const std::string& name : names) {
    const std::size_t between = letters_between(word, base::lower_case(name));
    const std::size_t most = std::max<std::size_t>(1, std::max(word.size(), name.size()) / 3);
    const bool is_near = between <= most && between < std::min(word.size(), name.size());
    if (is_near && between < fewest) {
      fewest = between;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace segnoise::cli
