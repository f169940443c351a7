#include "data/coco/read/rater_outlines.h"

#include "base/lower_case.h"
#include "data/coco/read/annotations_by_image.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/read/image_instances.h"
#include "data/coco/read/members.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

/// A number or text as it is written, without quotes: "7" and 7 are one rater.
std::string rater_named(std::string_view value) {
  if (value.size() >= 2 && value.front() == '"') value = value.substr(1, value.size() - 2);
  return std::string(value);
}

template <class Values>
auto one_named(std::string_view name, const Values& values) {
  const auto found =
      std::ranges::find_if(values, [&](const auto value) { return name_of(value) == name; });
  return found == values.end() ? std::nullopt : std::optional(*found);
}

class RaterFile {
 public:
  RaterFile(const std::filesystem::path& path, std::optional<double> spacing_mm)
      : file_(path), spacing_mm_(spacing_mm), ventricle_(ventricle_category()) {}

  cardiac::ReaderOutlines read() {
    const AnnotationsByImage annotations = annotations_by_image(file_, 1);
    cardiac::ReaderOutlines all;
    std::set<std::tuple<std::string, cardiac::View, cardiac::Instant>> seen;
    for (std::size_t i = 0; i < file_.images().size(); ++i) {
      const CocoImage& image = file_.images()[i];
      try {
        cardiac::OutlinedFrame frame = frame_of(image);
        if (!seen.emplace(frame.patient, frame.view, frame.instant).second) {
          refuse(image, "is the second of " + frame.text() + ", expected one of each frame");
        }
        const std::vector<std::string> raters = raters_of(image);
        if (all.readers.empty()) all.readers = raters;
        if (raters != all.readers) {
          refuse(
              image,
              "rater_list has other raters than that of image " +
                  std::to_string(file_.images().front().id) + ", expected the same in all images");
        }
        frame.outlines = outlines_of(image, annotations.of_image(i), raters);
        all.frames.push_back(std::move(frame));
      } catch (const JsonError& error) {
        throw std::runtime_error(file_.located(error));
      }
    }
    if (all.frames.empty()) throw std::runtime_error(file_.path().string() + ": has no image");
    std::ranges::stable_sort(all.frames, {}, &cardiac::OutlinedFrame::patient);
    return all;
  }

 private:
  [[noreturn]] static void refuse(const CocoImage& image, const std::string& problem) {
    throw JsonError("image " + std::to_string(image.id) + ": " + problem, image.place.begin);
  }

  [[nodiscard]] noise::CategoryId ventricle_category() const {
    for (const CocoCategory& category : file_.categories()) {
      const std::string name = base::lower_case(category.name);
      if (name == "left ventricle" || name == "left_ventricle" || name == "lv") return category.id;
    }
    if (file_.categories().size() == 1) return file_.categories().front().id;
    throw std::runtime_error(
        file_.path().string() + ": has " + std::to_string(file_.categories().size()) +
        R"( categories, expected one of the name "left ventricle" or "LV")");
  }

  [[nodiscard]] std::vector<std::string> raters_of(const CocoImage& image) const {
    const KnownMembers members(file_.text(), image.place, {"rater_list"});
    Elements elements(file_.text(), members.at("rater_list").value);
    std::vector<std::string> raters;
    while (const auto place = elements.next()) {
      raters.push_back(rater_named(place->of(file_.text())));
    }
    std::ranges::sort(raters);
    if (std::ranges::adjacent_find(raters) != raters.end()) {
      refuse(image, "rater_list names a rater twice");
    }
    if (raters.size() < 2) {
      refuse(
          image,
          "rater_list has " + std::to_string(raters.size()) +
              (raters.size() == 1 ? " rater" : " raters") + ", expected two or more");
    }
    return raters;
  }

  [[nodiscard]] cardiac::OutlinedFrame frame_of(const CocoImage& image) const {
    const KnownMembers members(
        file_.text(),
        image.place,
        {"patient", "view", "instant", "quality", "spacing_x_mm", "spacing_y_mm"});
    std::array<std::string, 3> names = names_in_file_name(image);
    constexpr std::array<std::string_view, 3> kKeys{"patient", "view", "instant"};
    for (std::size_t k = 0; k < kKeys.size(); ++k) {
      if (members.find(kKeys.at(k))) names.at(k) = members.text(kKeys.at(k));
    }
    const auto view = one_named(names[1], cardiac::kViews);
    const auto instant = one_named(names[2], cardiac::kInstants);
    if (names[0].empty() || !view || !instant) {
      refuse(
          image,
          "its frame is unknown, expected keys patient, view (2CH, 4CH) and instant (ED, ES), or a "
          "file_name as patient0001_2CH_ED.png");
    }
    cardiac::OutlinedFrame frame{.patient = names[0], .view = *view, .instant = *instant};
    if (members.find("quality")) {
      frame.quality = one_named(members.text("quality"), cardiac::kQualities);
      if (!frame.quality) members.reject(members.at("quality"), "Good, Medium or Poor");
    }
    frame.spacing_mm = spacing_of(image, members);
    return frame;
  }

  /// Patient, view and instant; as many as there are of the three parts between underscores.
  [[nodiscard]] std::array<std::string, 3> names_in_file_name(const CocoImage& image) const {
    std::array<std::string, 3> names;
    const auto name = file_.file_name_of(image);
    if (!name) return names;
    const std::string stem = std::filesystem::path(*name).stem().string();
    const auto second = stem.rfind('_');
    if (second == std::string::npos || second == 0) return names;
    const auto first = stem.rfind('_', second - 1);
    if (first == std::string::npos) return names;
    return {
        stem.substr(0, first), stem.substr(first + 1, second - first - 1), stem.substr(second + 1)};
  }

  [[nodiscard]] shape::Spacing spacing_of(
      const CocoImage& image, const KnownMembers& members) const {
    if (!members.find("spacing_x_mm") && !members.find("spacing_y_mm")) {
      if (spacing_mm_) return {*spacing_mm_, *spacing_mm_};
      refuse(
          image,
          "its spacing is unknown, expected keys spacing_x_mm and spacing_y_mm, or "
          "--mm-per-pixel");
    }
    const auto positive = [&](std::string_view key) {
      const double spacing = members.number(key);
      if (!(spacing > 0.0)) members.reject(members.at(key), "> 0");
      return spacing;
    };
    return {positive("spacing_x_mm"), positive("spacing_y_mm")};
  }

  [[nodiscard]] std::vector<shape::Mask> outlines_of(
      const CocoImage& image,
      std::span<const Span> annotations,
      const std::vector<std::string>& raters) {
    const shape::Size size = file_.size_of(image);
    std::vector<shape::Mask> outlines(raters.size());
    std::vector<bool> has_one(raters.size(), false);
    for (const Span place : annotations) {
      const KnownMembers members(file_.text(), place, {"id", "category_id", "rater_id"});
      if (members.whole_number("category_id") != ventricle_) continue;
      const std::string annotation = "annotation " + std::to_string(members.whole_number("id"));
      const std::string rater = rater_named(members.at("rater_id").value.of(file_.text()));
      const auto found = std::ranges::find(raters, rater);
      if (found == raters.end()) {
        throw JsonError(
            annotation + ": rater_id " + shown_value(rater) +
                " is not in the rater_list of image " + std::to_string(image.id),
            place.begin);
      }
      const auto at = static_cast<std::size_t>(found - raters.begin());
      if (has_one[at]) {
        throw JsonError(
            annotation + ": is the second of rater " + shown_value(rater) + " in image " +
                std::to_string(image.id) + ", expected one left ventricle of each rater",
            place.begin);
      }
      has_one[at] = true;
      ImageInstances instances = InstanceReader(file_).read(std::span(&place, 1), size);
      if (instances.masks.size() != 1 || instances.masks.front().empty()) {
        throw JsonError(annotation + ": has no pixels, expected an outline", place.begin);
      }
      outlines[at] = std::move(instances.masks.front());
    }
    const auto lacking = std::ranges::find(has_one, false);
    if (lacking != has_one.end()) {
      refuse(
          image,
          "rater " + shown_value(raters[static_cast<std::size_t>(lacking - has_one.begin())]) +
              " has not annotated it, expected the same frames of all raters");
    }
    return outlines;
  }

  CocoFile file_;
  std::optional<double> spacing_mm_;
  noise::CategoryId ventricle_;
};

}  // namespace

cardiac::ReaderOutlines read_rater_outlines(
    const std::filesystem::path& path, std::optional<double> spacing_mm) {
  return RaterFile(path, spacing_mm).read();
}

}  // namespace segnoise::coco
