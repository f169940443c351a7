#include "coco/coco_file.h"

#include "coco/members.h"

#include <limits>
#include <simdjson.h>
#include <stdexcept>
#include <unordered_set>

namespace segnoise {
namespace {

/// A string without its quotes and escapes.
std::string unquoted(simdjson::ondemand::parser& parser, std::string_view text, Span place) {
  const simdjson::padded_string value(place.of(text));
  simdjson::ondemand::document document;
  std::string_view unescaped;
  if (parser.iterate(value).get(document) != simdjson::SUCCESS ||
      document.get_string().get(unescaped) != simdjson::SUCCESS) {
    throw JsonError("expected a text in quotes", place.begin);
  }
  return std::string(unescaped);
}

int side(const KnownMembers& image, std::string_view name) {
  const std::int64_t side = image.whole_number(name);
  constexpr std::int64_t kGreatest = std::numeric_limits<int>::max();
  if (side < 1 || side > kGreatest) image.reject(image.at(name), "in [1, 2147483647]");
  return static_cast<int>(side);
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

std::optional<std::string> CocoFile::file_name_of(const CocoImage& image) const {
  try {
    simdjson::ondemand::parser parser;
    const KnownMembers members(text(), image.place, {"file_name", "coco_url"});
    if (const auto name = members.find("file_name")) return unquoted(parser, text(), *name);
    const auto place = members.find("coco_url");
    if (!place) return std::nullopt;
    const std::string url = unquoted(parser, text(), *place);
    const std::size_t last = url.rfind('/');
    if (last == std::string::npos || last == 0) return url;
    const std::size_t before = url.rfind('/', last - 1);
    return before == std::string::npos ? url : url.substr(before + 1);
  } catch (const JsonError& error) {
    throw std::runtime_error(located(error));
  }
}

void CocoFile::read() {
  const std::size_t begin = skip_blanks(text(), 0);
  if (begin == text().size()) throw JsonError("the file is empty, expected JSON", begin);
  std::size_t end = begin;
  members_ = members_of(text(), {begin, text().size()}, &end);
  if (const std::size_t more = skip_blanks(text(), end); more != text().size()) {
    throw JsonError("expected nothing behind the end of the JSON", more);
  }
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
    const CocoImage image{
        .id = members.whole_number("id"),
        .size = {side(members, "width"), side(members, "height")},
        .place = *place};
    if (image.size.pixel_count() > std::numeric_limits<std::uint32_t>::max()) {
      throw JsonError(
          "an image must have fewer than 2^32 pixels, as COCO's run lengths count them",
          place->begin);
    }
    if (!image_indices_.emplace(image.id, images_.size()).second) {
      throw JsonError("two images have the id " + std::to_string(image.id), place->begin);
    }
    images_.push_back(image);
  }
}

void CocoFile::read_categories() {
  simdjson::ondemand::parser parser;
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
    if (const auto name = members.find("name")) category.name = unquoted(parser, text(), *name);
    if (const auto above = members.find("supercategory")) {
      category.supercategory = unquoted(parser, text(), *above);
    }
    categories_.push_back(std::move(category));
  }
}

}  // namespace segnoise
