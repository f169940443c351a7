#include "data/coco/read/coco_file.h"

#include "data/coco/read/members.h"

#include <limits>
#include <stdexcept>
#include <unordered_set>
#include <utility>

namespace segnoise::coco {
namespace {

int side(const KnownMembers& image, std::string_view name) {
  const std::int64_t side = image.whole_number(name);
  constexpr std::int64_t kGreatest = std::numeric_limits<int>::max();
  if (side < 1 || side > kGreatest) image.reject(image.at(name), "in [1, 2147483647]");
  return static_cast<int>(side);
}

shape::Size stated_size(const KnownMembers& image) {
  const shape::Size size{side(image, "width"), side(image, "height")};
  if (size.pixel_count() > shape::kMostFramePixels) {
    throw JsonError(
        "width x height must be at most 2^28 pixels, got " + shape::size_text(size),
        image.place().begin);
  }
  return size;
}

std::optional<std::string> name_in(std::string_view text, const CocoImage& image) {
  const KnownMembers members(text, image.place, {"file_name", "coco_url"});
  if (members.find("file_name")) return members.text("file_name");
  if (!members.find("coco_url")) return std::nullopt;
  std::string url = members.text("coco_url");
  const std::size_t last = url.rfind('/');
  if (last == std::string::npos || last == 0) return url;
  const std::size_t before = url.rfind('/', last - 1);
  return before == std::string::npos ? url : url.substr(before + 1);
}

/// Reads what is in an element of "images" or "categories", whose errors name it by its id.
template <class Read>
void read_named(const char* kind, std::int64_t id, const Read& read) {
  try {
    read();
  } catch (const JsonError& error) {
    throw JsonError(
        std::string(kind) + ' ' + std::to_string(id) + ": " + error.what(), error.offset());
  }
}

}  // namespace

CocoFile::CocoFile(const std::filesystem::path& path) : path_(path), file_(path) {
  try {
    read();
  } catch (const JsonError& error) {
    throw std::runtime_error(located(error));
  }
}

std::optional<std::size_t> CocoFile::index_of_image(std::int64_t id) const {
  const auto found = image_indices_.find(id);
  if (found == image_indices_.end()) return std::nullopt;
  return found->second;
}

std::string CocoFile::located(const JsonError& error) const {
  return path_.string() + ", byte " + std::to_string(error.offset()) + ": " + error.what();
}

shape::Size CocoFile::size_of(const CocoImage& image) const {
  if (image.size.width > 0) return image.size;
  try {
    read_named("image", image.id, [&] {
      (void)stated_size(KnownMembers(text(), image.place, {"width", "height"}));
    });
  } catch (const JsonError& error) {
    throw std::runtime_error(located(error));
  }
  return image.size;
}

std::optional<std::string> CocoFile::file_name_of(const CocoImage& image) const {
  try {
    std::optional<std::string> file_name;
    read_named("image", image.id, [&] { file_name = name_in(text(), image); });
    return file_name;
  } catch (const JsonError& error) {
    throw std::runtime_error(located(error));
  }
}

void CocoFile::read() {
  const std::size_t begin = begin_of_json(text());
  std::size_t end = begin;
  members_ = members_of(text(), {begin, text().size()}, &end);
  expect_end_of_json(text(), end);
  annotations_place_ = array_named("annotations");
  images_place_ = array_named("images");
  categories_place_ = array_named("categories");
  read_images();
  read_categories();
}

Span CocoFile::array_named(std::string_view name) const {
  std::optional<Span> found;
  for (const Member& member : members_) {
    if (member.name != name) continue;
    if (found) throw JsonError(std::string(name) + " is given twice", member.value.begin);
    found = member.value;
  }
  if (!found) {
    throw JsonError(std::string(name) + " is missing: this is no file of COCO instances", 0);
  }
  if (text()[found->begin] != '[') {
    throw JsonError(std::string(name) + " must be an array", found->begin);
  }
  return *found;
}

void CocoFile::read_images() {
  Elements elements(text(), images_place_);
  while (const auto place = elements.next()) {
    const KnownMembers members(text(), *place, {"id", "width", "height"});
    CocoImage image{.id = members.whole_number("id"), .place = *place};
    try {
      image.size = stated_size(members);
    } catch (const JsonError&) {  // size_of() says so, if anyone needs it
    }
    if (!image_indices_.emplace(image.id, images_.size()).second) {
      throw JsonError("two images have the id " + std::to_string(image.id), place->begin);
    }
    images_.push_back(image);
  }
}

void CocoFile::read_categories() {
  std::unordered_set<std::int64_t> ids;
  Elements elements(text(), categories_place_);
  while (const auto place = elements.next()) {
    const KnownMembers members(
        text(), *place, {"id", "name", "supercategory", "instance_count", "image_count"});
    CocoCategory category{
        .id = members.whole_number("id"),
        .place = *place,
        .instance_count_place = members.find("instance_count"),
        .image_count_place = members.find("image_count")};
    if (!ids.insert(category.id).second) {
      throw JsonError("two categories have the id " + std::to_string(category.id), place->begin);
    }
    read_named("category", category.id, [&] {
      if (members.find("name")) category.name = members.text("name");
      if (!members.find("supercategory")) return;
      std::string above = members.text("supercategory");
      if (!above.empty()) category.supercategory = std::move(above);
    });
    categories_.push_back(std::move(category));
  }
}

noise::CategoryTable category_table(const CocoFile& file) {
  std::vector<noise::Category> categories;
  for (const CocoCategory& category : file.categories()) {
    categories.push_back({category.id, category.supercategory.value_or("")});
  }
  return noise::CategoryTable(std::move(categories));
}

}  // namespace segnoise::coco
