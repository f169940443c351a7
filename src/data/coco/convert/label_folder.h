#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise::coco {

/// Files that a data set keeps in one folder of a split, by city or sequence, as "aachen/x.png":
/// those with one of some endings, hidden ones left out, sorted by their bytes.
///
/// @param folder  of the split
/// @param layout  how the data set lies, for errors: "ROOT/gtFine/<split>/<city>"
/// @throws std::runtime_error  one line: the folder is missing (with the names beside it), cannot
///                             be read, or holds no such file two levels down
[[nodiscard]] std::vector<std::string> label_files(
    const std::filesystem::path& folder,
    const std::vector<std::string>& endings,
    const std::string& layout);

}  // namespace segnoise::coco
