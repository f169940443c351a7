#include "core/shape/rle.h"

#include "core/shape/column_toggles.h"
#include "core/shape/run_writer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

constexpr std::uint64_t kMaxCount = std::numeric_limits<std::uint32_t>::max();

/// Calls visit(x, y, end) for every part of a foreground run that lies in one column: rows
/// [y, end) of column x, in COCO's order.
template <class Visit>
void for_each_column_part(const RunLengths& runs, Visit visit) {
  const std::int64_t height = runs.size().height;
  if (height == 0) return;
  std::int64_t x = 0;
  std::int64_t y = 0;
  const auto advance = [&](std::int64_t pixels) {
    y += pixels;
    if (y < height) return;
    const std::int64_t columns = y < 2 * height ? 1 : y / height;
    x += columns;
    y -= columns * height;
  };
  bool is_foreground = false;
  for (const std::int64_t count : runs.counts()) {
    if (is_foreground) {
      for (std::int64_t left = count; left > 0;) {
        const std::int64_t part = std::min(left, height - y);
        visit(static_cast<int>(x), static_cast<int>(y), static_cast<int>(y + part));
        left -= part;
        advance(part);
      }
    } else {
      advance(count);
    }
    is_foreground = !is_foreground;
  }
}

/// The toggles of some runs, one after another.
class Toggles {
 public:
  explicit Toggles(const RunLengths& runs) : counts_(runs.counts()) { advance(); }

  /// Where the mask next changes, in pixels from the frame's first; the end, once there is no more.
  [[nodiscard]] std::uint32_t next() const { return next_; }

  /// Whether the pixel before next() is in the mask.
  [[nodiscard]] bool is_foreground() const { return used_ % 2 == 0; }

  /// Passes all toggles at a place.
  void pass(std::uint32_t at) {
    while (next_ == at && used_ < counts_.size()) advance();
  }

 private:
  void advance() {
    if (used_ < counts_.size()) next_ += counts_[used_++];
  }

  const std::vector<std::uint32_t>& counts_;
  std::size_t used_ = 0;
  std::uint32_t next_ = 0;
};

/// The foreground runs of a mask one after another, as pixels [begin(), end()) in COCO's order.
class ForegroundRuns {
 public:
  explicit ForegroundRuns(const RunLengths& runs) : counts_(runs.counts()) { advance(); }

  [[nodiscard]] bool is_over() const { return is_over_; }
  [[nodiscard]] std::int64_t begin() const { return begin_; }
  [[nodiscard]] std::int64_t end() const { return end_; }

  void advance() {
    if (used_ + 1 >= counts_.size()) {
      is_over_ = true;
      return;
    }
    begin_ = end_ + counts_[used_];
    end_ = begin_ + counts_[used_ + 1];
    used_ += 2;
  }

 private:
  const std::vector<std::uint32_t>& counts_;
  std::size_t used_ = 0;
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
  bool is_over_ = false;
};

void require_one_size(const RunLengths& a, const RunLengths& b) {
  if (a.size() == b.size()) return;
  throw std::invalid_argument(
      "run lengths must have one frame size, got " + size_text(a.size()) + " and " +
      size_text(b.size()));
}

constexpr int kGroupBits = 5;
constexpr std::size_t kMaxGroups = 7;  ///< 35 bits: differences of two counts have 33 and a sign
constexpr std::int64_t kGroupMask = 0x1F;
constexpr std::int64_t kSignBit = 0x10;
constexpr std::int64_t kMoreBit = 0x20;
constexpr char kFirstCharacter = '0';
constexpr std::size_t kFirstDifference = 3;  ///< counts before it stand for themselves

/// A number that begins a text, as signed groups of 5 bits, and how many there are.
struct Number {
  std::int64_t value = 0;
  std::size_t characters = 0;
};

Number leading_number(std::string_view text, std::size_t at) {
  Number number;
  for (int shift = 0; number.characters < kMaxGroups; shift += kGroupBits) {
    if (at + number.characters >= text.size()) {
      throw std::invalid_argument("an RLE string must not end within a number, but does");
    }
    const std::size_t place = at + number.characters;
    const std::int64_t group = static_cast<unsigned char>(text[place]) - kFirstCharacter;
    if (group < 0 || group > (kMoreBit | kGroupMask)) {
      throw std::invalid_argument(
          "an RLE string must have characters of codes 48 to 111, got code " +
          std::to_string(group + kFirstCharacter) + " at " + std::to_string(place));
    }
    ++number.characters;
    number.value |= (group & kGroupMask) << shift;
    if ((group & kMoreBit) == 0) {
      if ((group & kSignBit) != 0) number.value -= std::int64_t{1} << (shift + kGroupBits);
      return number;
    }
  }
  throw std::invalid_argument(
      "a number of an RLE string must have at most 7 characters, got more at " +
      std::to_string(at));
}

}  // namespace

RunLengths::RunLengths(Size size, std::vector<std::uint32_t> counts)
    : size_(size), counts_(std::move(counts)) {
  if (size.width < 0 || size.height < 0 || size.pixel_count() > kMaxCount) {
    throw std::invalid_argument(
        "an RLE's frame must have 0 to 2^32 - 1 pixels, got " + size_text(size));
  }
  const std::uint64_t sum = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
  if (sum != size.pixel_count()) {
    throw std::invalid_argument(
        "an RLE's counts must add up to the " + std::to_string(size.pixel_count()) +
        " pixels of its frame, " + size_text(size) + ", got " + std::to_string(sum));
  }
}

RunLengths run_lengths(const Mask& mask) { return ColumnToggles(mask).run_lengths(); }

Mask mask_of(const RunLengths& runs) {
  Mask mask(runs.size(), bounding_box(runs));
  MaskToggles toggles(mask);
  for_each_column_part(runs, [&](int x, int y, int end) {
    toggles.flip(x, y);
    toggles.flip(x, end);
  });
  toggles.fill_down();
  return mask;
}

RunLengths operator|(const RunLengths& a, const RunLengths& b) {
  require_one_size(a, b);
  RunWriter writer(a.counts().size() + b.counts().size());
  Toggles of_a(a);
  Toggles of_b(b);
  const auto end = static_cast<std::uint32_t>(a.size().pixel_count());
  bool is_foreground = false;
  for (std::uint32_t at = 0; (at = std::min(of_a.next(), of_b.next())) < end;) {
    of_a.pass(at);
    of_b.pass(at);
    if ((of_a.is_foreground() || of_b.is_foreground()) != is_foreground) {
      is_foreground = !is_foreground;
      writer.toggle(at);
    }
  }
  if (is_foreground) writer.toggle(end);
  return std::move(writer).finish(a.size());
}

std::int64_t area(const RunLengths& runs) {
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < runs.counts().size(); i += 2) sum += runs.counts()[i];
  return sum;
}

std::int64_t intersection_area(const RunLengths& a, const RunLengths& b) {
  require_one_size(a, b);
  std::int64_t sum = 0;
  ForegroundRuns of_a(a);
  ForegroundRuns of_b(b);
  while (!of_a.is_over() && !of_b.is_over()) {
    const std::int64_t begin = std::max(of_a.begin(), of_b.begin());
    const std::int64_t end = std::min(of_a.end(), of_b.end());
    sum += std::max<std::int64_t>(0, end - begin);
    if (of_a.end() < of_b.end()) {
      of_a.advance();
    } else {
      of_b.advance();
    }
  }
  return sum;
}

Box bounding_box(const RunLengths& runs) {
  int left = runs.size().width;
  int right = 0;
  int top = runs.size().height;
  int bottom = 0;
  for_each_column_part(runs, [&](int x, int y, int end) {
    left = std::min(left, x);
    right = x + 1;
    top = std::min(top, y);
    bottom = std::max(bottom, end);
  });
  if (right == 0) return {};
  return {left, top, right - left, bottom - top};
}

std::string compressed(const RunLengths& runs) {
  const std::vector<std::uint32_t>& counts = runs.counts();
  std::string text;
  text.reserve(2 * counts.size());  // most numbers are small differences
  std::array<char, 64 * kMaxGroups> part;
  std::size_t used = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::int64_t rest = counts[i];
    if (i >= kFirstDifference) rest -= counts[i - 2];
    for (bool has_more = true; has_more; ++used) {
      const std::int64_t group = rest & kGroupMask;
      rest >>= kGroupBits;
      has_more = rest != -((group & kSignBit) >> (kGroupBits - 1));
      part[used] = static_cast<char>(kFirstCharacter + group + (has_more ? kMoreBit : 0));
    }
    if (used > part.size() - kMaxGroups) {
      text.append(part.data(), used);
      used = 0;
    }
  }
  text.append(part.data(), used);
  return text;
}

RunLengths decompressed(std::string_view text, Size size) {
  std::vector<std::uint32_t> counts;
  counts.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, characters] = leading_number(text, at);
    at += characters;
    const std::size_t i = counts.size();
    const std::int64_t count = value + (i >= kFirstDifference ? std::int64_t{counts[i - 2]} : 0);
    if (count < 0 || count > std::int64_t{kMaxCount}) {
      throw std::invalid_argument(
          "a count of an RLE string must be in [0, 2^32 - 1], got " + std::to_string(count) +
          " as number " + std::to_string(i));
    }
    counts.push_back(static_cast<std::uint32_t>(count));
  }
  return {size, std::move(counts)};
}

}  // namespace segnoise::shape
