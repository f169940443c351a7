#include "data/coco/compare/common_images.h"

#include "base/text_table.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace segnoise::coco {
namespace {

/// The images of a file by their names.
class NamedImages {
 public:
  explicit NamedImages(const CocoFile& file) {
    for (std::size_t i = 0; i < file.images().size(); ++i) {
      names_.push_back(file.file_name_of(file.images()[i]));
      if (names_.back()) places_[*names_.back()].push_back(i);
    }
  }

  [[nodiscard]] const std::optional<std::string>& name(std::size_t image) const {
    return names_[image];
  }

  /// All of that name.
  [[nodiscard]] std::vector<std::size_t> places(const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? std::vector<std::size_t>{} : found->second;
  }

 private:
  std::vector<std::optional<std::string>> names_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;
};

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

bool disagrees(
    const CocoFile& a,
    const CocoFile& b,
    std::size_t image,
    const NamedImages& names_a,
    const NamedImages& names_b) {
  const auto& name = names_a.name(image);
  if (!name) return false;
  if (const auto other = b.index_of_image(a.images()[image].id)) {
    const auto& other_name = names_b.name(*other);
    return other_name && last_part(*other_name) != last_part(*name);
  }
  return names_a.places(*name).size() == 1 && names_b.places(*name).size() == 1;
}

std::vector<CommonImage> by_id(const CocoFile& a, const CocoFile& b) {
  std::vector<CommonImage> images;
  for (std::size_t i = 0; i < a.images().size(); ++i) {
    const CocoImage& image = a.images()[i];
    if (const auto in_b = b.index_of_image(image.id)) {
      images.push_back({image.id, a.size_of(image), i, *in_b});
    }
  }
  return images;
}

std::vector<CommonImage> by_name(
    const CocoFile& a, const CocoFile& b, const NamedImages& names_a, const NamedImages& names_b) {
  std::vector<CommonImage> images;
  for (std::size_t i = 0; i < a.images().size(); ++i) {
    const auto& name = names_a.name(i);
    if (!name) continue;
    const auto in_b = names_b.places(*name);
    if (in_b.empty()) continue;
    const bool is_twice_in_a = names_a.places(*name).size() > 1;
    if (is_twice_in_a || in_b.size() > 1) {
      throw std::runtime_error(
          "images are matched by file name, but " + base::printable(*name) +
          " is that of two images in " + (is_twice_in_a ? a : b).path().string() +
          "; --match-images id matches them by id");
    }
    images.push_back({a.images()[i].id, a.size_of(a.images()[i]), i, in_b.front()});
  }
  return images;
}

void require_one_size(const CommonImage& image, const CocoFile& a, const CocoFile& b) {
  const shape::Size other = b.size_of(b.images()[image.in_b]);
  if (other == image.size) return;
  throw std::runtime_error(
      "image " + std::to_string(image.id_a) + " is " + shape::size_text(image.size) + " in " +
      a.path().string() + ", but " + shape::size_text(other) + " in " + b.path().string());
}

}  // namespace

CommonImages common_images(const CocoFile& a, const CocoFile& b, std::optional<ImagesBy> by) {
  CommonImages common{.by = by.value_or(ImagesBy::kId)};
  if (by == ImagesBy::kId) {
    common.images = by_id(a, b);
  } else {
    const NamedImages names_a(a);
    const NamedImages names_b(b);
    for (std::size_t i = 0; i < a.images().size() && common.by == ImagesBy::kId; ++i) {
      if (disagrees(a, b, i, names_a, names_b)) common.by = ImagesBy::kName;
    }
    common.images = common.by == ImagesBy::kName ? by_name(a, b, names_a, names_b) : by_id(a, b);
  }
  std::ranges::sort(common.images, {}, &CommonImage::id_a);
  for (const CommonImage& image : common.images) require_one_size(image, a, b);
  if (common.images.empty() && a.images().size() + b.images().size() > 0) {
    throw std::runtime_error(
        a.path().string() + " and " + b.path().string() + " have no image " +
        (common.by == ImagesBy::kId ? "id" : "file name") + " in common");
  }
  return common;
}

}  // namespace segnoise::coco
