#include "data/coco/convert/cityscapes.h"

#include "data/coco/convert/cityscapes_polygons.h"
#include "data/coco/convert/label_folder.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

constexpr std::string_view kIdsEnding = "_gtFine_instanceIds.png";
constexpr std::string_view kPolygonsEnding = "_gtFine_polygons.json";

std::vector<ObjectClass> known_classes() {
  return {
      {24, "person", "human"},
      {25, "rider", "human"},
      {26, "car", "vehicle"},
      {27, "truck", "vehicle"},
      {28, "bus", "vehicle"},
      {29, "caravan", "vehicle"},
      {30, "trailer", "vehicle"},
      {31, "train", "vehicle"},
      {32, "motorcycle", "vehicle"},
      {33, "bicycle", "vehicle"}};
}

std::vector<std::string> evaluated_classes() {
  return {"person", "rider", "car", "truck", "bus", "train", "motorcycle", "bicycle"};
}

/// "aachen/aachen_000000_000019" for each image with labels of either kind.
std::vector<std::string> image_names(const std::filesystem::path& folder) {
  std::vector<std::string> names = label_files(
      folder,
      {std::string(kIdsEnding), std::string(kPolygonsEnding)},
      "ROOT/gtFine/<split>/<city>");
  for (std::string& name : names) {
    name.resize(name.size() - (name.ends_with(kIdsEnding) ? kIdsEnding : kPolygonsEnding).size());
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// @param image  the labels' path up to their endings
images::PixelValues labels_of(const std::string& image) {
  const std::filesystem::path ids = image + std::string(kIdsEnding);
  const std::filesystem::path polygons = image + std::string(kPolygonsEnding);
  if (!exists(ids)) return draw_cityscapes_instances(polygons);
  if (exists(polygons)) {
    const shape::Size size = images::png_size(ids);  // before a pixel is decoded
    if (const shape::Size frame = cityscapes_frame(polygons); frame != size) {
      throw std::runtime_error(
          ids.string() + ": its size is " + shape::size_text(size) + ", but " +
          polygons.filename().string() + " is of " + shape::size_text(frame));
    }
  }
  return images::read_grey_png(ids);
}

std::optional<PixelMeaning> meaning_of(
    std::uint32_t value, const std::vector<ObjectClass>& classes) {
  const bool is_group = value < kCityscapesInstancesPerClass;
  const noise::CategoryId id = is_group ? value : value / kCityscapesInstancesPerClass;
  if (std::ranges::find(classes, id, &ObjectClass::id) == classes.end()) return std::nullopt;
  return PixelMeaning{id, is_group};
}

}  // namespace

InstanceDataSet cityscapes(
    const std::filesystem::path& root, const std::string& split, const ClassChoice& choice) {
  const std::vector<ObjectClass> classes =
      chosen_classes(known_classes(), evaluated_classes(), choice);
  const std::filesystem::path folder = root / "gtFine" / split;
  const std::vector<std::string> names = image_names(folder);

  InstanceDataSet set{.description = "Cityscapes gtFine " + split, .classes = classes};
  for (const std::string& name : names) set.file_names.push_back(name + "_leftImg8bit.png");
  set.labels = [folder, names](std::size_t i) { return labels_of((folder / names[i]).string()); };
  set.meaning = [classes](std::uint32_t value) { return meaning_of(value, classes); };
  return set;
}

}  // namespace segnoise::coco
