#include "data/coco/convert/converted_file.h"

#include "base/in_order.h"
#include "core/shape/hole_free.h"
#include "core/shape/rle.h"
#include "data/coco/convert/value_masks.h"
#include "data/coco/write/annotation_text.h"
#include "storage/write_file.h"

#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

/// What becomes of an image; the ids of its annotations depend on those before it.
struct ImagePart {
  shape::Size size = {};
  std::vector<std::string> annotations = {};  ///< behind their ids
  std::size_t groups = 0;
  std::size_t with_holes = 0;
};

/// Makes annotations of one data set's images.
class Converter {
 public:
  Converter(const InstanceDataSet& data_set, Segmentations segmentations)
      : data_set_(data_set), segmentations_(segmentations) {}

  [[nodiscard]] ImagePart operator()(std::size_t image) const {
    const images::PixelValues labels = data_set_.labels(image);
    const auto is_wanted = [&](std::uint32_t value) {
      return data_set_.meaning(value).has_value();
    };
    ImagePart part{.size = labels.size()};
    for (const ValueMask& each : masks_of_values(labels, is_wanted)) {
      append(image, each.mask, *data_set_.meaning(each.value), part);
    }
    return part;
  }

 private:
  void append(
      std::size_t image,
      const shape::Mask& mask,
      const PixelMeaning& meaning,
      ImagePart& part) const {
    std::string& json = part.annotations.emplace_back(R"("image_id":)");
    append_number(static_cast<std::int64_t>(image) + 1, json);
    json += R"(,"category_id":)";
    append_number(meaning.class_id, json);
    json += meaning.is_group ? R"(,"iscrowd":1,"area":)" : R"(,"iscrowd":0,"area":)";
    append_number(mask.count(), json);
    json += R"(,"bbox":)";
    append_box(mask.extent(), json);
    json += R"(,"segmentation":)";
    const shape::HoleFreeOutline outline = shape::trace_without_holes(mask);
    if (meaning.is_group || segmentations_ == Segmentations::kRunLengths) {
      append_run_lengths(shape::run_lengths(mask), json);
    } else {
      append_polygons(outline.rings, json);
    }
    json += '}';
    part.groups += meaning.is_group ? 1U : 0U;
    part.with_holes += outline.holes > 0 && !meaning.is_group ? 1U : 0U;
  }

  const InstanceDataSet& data_set_;
  Segmentations segmentations_;
};

std::string opening(const InstanceDataSet& data_set, const ConversionOptions& options) {
  std::string json = R"({"info":{"description":)";
  append_quoted(data_set.description, json);
  json += R"(,"program":)";
  append_quoted(options.program, json);
  json += R"(,"version":)";
  append_quoted(options.version, json);
  json += "},\n\"categories\":[";
  for (const ObjectClass& each : data_set.classes) {
    json += &each == &data_set.classes.front() ? "\n{\"id\":" : ",\n{\"id\":";
    append_number(each.id, json);
    json += R"(,"name":)";
    append_quoted(each.name, json);
    json += R"(,"supercategory":)";
    append_quoted(each.supercategory, json);
    json += '}';
  }
  return json + "],\n\"annotations\":[";
}

/// @param id  counted from 1
void append_image(
    std::size_t id, const std::string& file_name, shape::Size size, std::string& json) {
  json += id == 1 ? "\n{\"id\":" : ",\n{\"id\":";
  append_number(static_cast<std::int64_t>(id), json);
  json += R"(,"file_name":)";
  append_quoted(file_name, json);
  json += R"(,"width":)";
  append_number(size.width, json);
  json += R"(,"height":)";
  append_number(size.height, json);
  json += '}';
}

}  // namespace

ConversionCounts write_converted(
    const InstanceDataSet& data_set,
    const ConversionOptions& options,
    const std::filesystem::path& path,
    const std::function<void(std::size_t, std::size_t)>& progress) {
  storage::FileWriter file(path);
  file.write(opening(data_set, options));
  ConversionCounts counts;
  std::size_t annotations = 0;
  std::string images;  // COCO's readers take members in any order, and sizes are known only now
  const auto append = [&](const ImagePart& part) {
    const std::string& name = data_set.file_names[counts.images];
    append_image(++counts.images, name, part.size, images);
    std::string json;
    for (const std::string& annotation : part.annotations) {
      json += annotations == 0 ? "\n{\"id\":" : ",\n{\"id\":";
      append_number(static_cast<std::int64_t>(++annotations), json);
      json += ',';
      json += annotation;
    }
    file.write(json);
    counts.groups += part.groups;
    counts.with_holes += part.with_holes;
    progress(counts.images, data_set.file_names.size());
  };
  const Converter converter(data_set, options.segmentations);
  base::in_order(
      data_set.file_names.size(), options.threads, [&] { return converter; }, append);
  file.write("],\n\"images\":[" + images + "]}\n");
  file.finish();
  counts.instances = annotations - counts.groups;
  return counts;
}

}  // namespace segnoise::coco
