#pragma once

#include "data/coco/read/json_scan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// A part of a data set: of its images, every of-th from the index-th on, and their annotations.
struct Shard {
  std::size_t index = 0;
  std::size_t of = 1;

  bool operator==(const Shard&) const = default;
};

/// "0/4": the first of four.
/// @return  nothing unless it is i/n with 0 <= i < n <= 1,000,000
[[nodiscard]] std::optional<Shard> shard_of(std::string_view text);

/// What a shard's file says, as its last member, of its place in the whole.
struct ShardNote {
  static constexpr std::string_view kName = "noise_shard";

  Shard shard = {};

  /// The comma and the blanks that stand in the whole before its first image and annotation.
  std::string image_lead = {};
  std::string annotation_lead = {};

  /// For each of its annotations, where the one that it was made of stood in the clean file.
  std::vector<std::size_t> positions = {};

  /// "noise_shard":{...}
  [[nodiscard]] std::string member() const;

  /// @param place  of the member's value
  /// @throws JsonError  if it is not what member() writes
  [[nodiscard]] static ShardNote read(std::string_view text, Span place);

  bool operator==(const ShardNote&) const = default;
};

}  // namespace segnoise::coco
