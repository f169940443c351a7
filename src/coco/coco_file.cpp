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

std::optional<Size> CocoFile::size_of_image(std::int64_t id) const {
  const auto found = sizes_.find(id);
  if (found == sizes_.end()) return std::nullopt;
  return found->second;
}

std::string CocoFile::located(const JsonError& error) const {
  return path_.string() + ", byte " + std::to_string(error.offset()) + ": " + error.what();
}

void CocoFile::read() {
  const std::size_t begin = skip_blanks(text(), 0);
  if (begin == text().size()) throw JsonError("the file is empty, expected JSON", begin);
  const std::size_t end = end_of_value(text(), begin);
  if (const std::size_t more = skip_blanks(text(), end); more != text().size()) {
    throw JsonError("expected nothing behind the end of the JSON", more);
  }
  members_ = members_of(text(), {begin, end});
  annotations_ = array_named("annotations");
  read_images(array_named("images"));
  read_categories(array_named("categories"));
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

void CocoFile::read_images(Span images) {
  Elements elements(text(), images);
  while (const auto place = elements.next()) {
    const KnownMembers image(text(), *place, {"id", "width", "height"});
    const std::int64_t id = image.whole_number("id");
    if (!sizes_.emplace(id, Size{side(image, "width"), side(image, "height")}).second) {
      throw JsonError("two images have the id " + std::to_string(id), place->begin);
    }
  }
}

void CocoFile::read_categories(Span categories) {
  simdjson::ondemand::parser parser;
  std::unordered_set<std::int64_t> ids;
  Elements elements(text(), categories);
  while (const auto place = elements.next()) {
    const KnownMembers members(text(), *place, {"id", "name", "supercategory"});
    CocoCategory category{.id = members.whole_number("id"), .place = *place};
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
