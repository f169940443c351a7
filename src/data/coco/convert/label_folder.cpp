#include "data/coco/convert/label_folder.h"

#include <algorithm>
#include <stdexcept>

namespace segnoise::coco {
namespace {

/// Names of what a folder holds, sorted; hidden ones left out.
std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.')) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

/// Names of folders only.
std::vector<std::string> folders_in(const std::filesystem::path& folder) {
  std::vector<std::string> names = names_in(folder);
  std::erase_if(names, [&](const auto& name) { return !is_directory(folder / name); });
  return names;
}

[[noreturn]] void refuse(const std::filesystem::path& folder, const std::string& layout) {
  std::filesystem::path there = folder;
  while (there.has_relative_path() && !is_directory(there)) there = there.parent_path();
  if (there.empty()) there = ".";
  std::string names;
  for (const auto& name : folders_in(there)) names += (names.empty() ? "" : ", ") + name;
  throw std::runtime_error(
      "there is no folder " + folder.string() + ": expected " + layout + "; the folders in " +
      there.string() + " are: " + (names.empty() ? "none" : names));
}

}  // namespace

std::vector<std::string> label_files(
    const std::filesystem::path& folder,
    const std::vector<std::string>& endings,
    const std::string& layout) {
  if (!is_directory(folder)) refuse(folder, layout);
  std::vector<std::string> files;
  for (const std::string& part : folders_in(folder)) {
    for (const std::string& name : names_in(folder / part)) {
      const auto is_end = [&](const std::string& ending) { return name.ends_with(ending); };
      if (std::ranges::none_of(endings, is_end)) continue;
      files.push_back(part);
      files.back().append("/").append(name);
    }
  }
  if (files.empty()) {
    throw std::runtime_error(
        "no labels in " + folder.string() + ": expected " + layout + "/*" + endings.front());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace segnoise::coco
