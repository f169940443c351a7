#include "data/coco/convert/value_masks.h"

#include "core/shape/geometry.h"
#include "core/shape/runs.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <unordered_map>

namespace segnoise::coco {
namespace {

constexpr std::uint32_t kUnwanted = std::numeric_limits<std::uint32_t>::max();

/// What was found of the values that are wanted.
struct Found {
  struct Value {
    std::uint32_t value;
    shape::Box box;
  };
  struct ValueRun {
    shape::Run run;
    std::uint32_t index;  ///< of its value
  };
  std::vector<Value> values = {};
  std::vector<ValueRun> runs = {};
};

class Finder {
 public:
  explicit Finder(const std::function<bool(std::uint32_t)>& is_wanted) : is_wanted_(is_wanted) {}

  void look_at_row(int y, std::span<const std::uint32_t> row) {
    for (std::size_t begin = 0, end = 0; begin < row.size(); begin = end) {
      const std::uint32_t value = row[begin];
      while (end < row.size() && row[end] == value) ++end;
      const std::uint32_t index = index_of(value);
      if (index == kUnwanted) continue;
      const shape::Run run{y, static_cast<int>(begin), static_cast<int>(end)};
      shape::Box& box = found_.values[index].box;
      box = shape::hull(box, {run.begin, y, run.length(), 1});
      found_.runs.push_back({run, index});
    }
  }

  [[nodiscard]] const Found& found() const { return found_; }

 private:
  std::uint32_t index_of(std::uint32_t value) {
    const auto [place, is_new] = indices_.try_emplace(value, kUnwanted);
    if (is_new && is_wanted_(value)) {
      place->second = static_cast<std::uint32_t>(found_.values.size());
      found_.values.push_back({value, {}});
    }
    return place->second;
  }

  const std::function<bool(std::uint32_t)>& is_wanted_;
  std::unordered_map<std::uint32_t, std::uint32_t> indices_;
  Found found_;
};

}  // namespace

std::vector<ValueMask> masks_of_values(
    const images::PixelValues& values, const std::function<bool(std::uint32_t)>& is_wanted) {
  Finder finder(is_wanted);
  for (int y = 0; y < values.height(); ++y) finder.look_at_row(y, values.row(y));
  std::vector<ValueMask> masks;
  for (const Found::Value& found : finder.found().values) {
    masks.push_back({found.value, shape::Mask(values.size(), found.box)});
  }
  for (const Found::ValueRun& found : finder.found().runs) {
    add_run(masks[found.index].mask, found.run);
  }
  std::ranges::sort(masks, {}, &ValueMask::value);
  return masks;
}

}  // namespace segnoise::coco
