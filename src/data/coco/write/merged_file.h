#pragma once

#include <filesystem>
#include <vector>

namespace segnoise::coco {

/// Joins all shards of a noisy version into the whole: the very bytes that write_noisy_file()
/// writes without shards.
///
/// @param shards  all of one version, in any order
/// @throws std::runtime_error  one line that names the file and what is wrong: no shard, one that
///         is missing or there twice, shards of different versions. Nothing is left behind then.
void merge_shards(
    const std::vector<std::filesystem::path>& shards, const std::filesystem::path& output);

}  // namespace segnoise::coco
