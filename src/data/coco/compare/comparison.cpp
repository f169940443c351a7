#include "data/coco/compare/comparison.h"

#include "base/in_order.h"
#include "core/metrics/boundary.h"
#include "core/metrics/overlap.h"
#include "data/coco/compare/common_images.h"
#include "data/coco/read/annotations_by_image.h"
#include "data/coco/read/json_scan.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <stdexcept>
#include <utility>

namespace segnoise::coco {
namespace {

constexpr std::size_t kImagesComparedAtOnce = 16;

/// What some images hold of one file.
struct Tally {
  std::size_t compared = 0;
  std::size_t crowds = 0;
  std::size_t without_mask = 0;
  std::vector<std::int64_t> unmatched_ids = {};
};

/// What comes of some images.
struct ComparedImages {
  std::vector<AnnotationPair> pairs = {};
  Tally a = {};
  Tally b = {};
};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void add(Tally& to, const Tally& more) {
  to.compared += more.compared;
  to.crowds += more.crowds;
  to.without_mask += more.without_mask;
  append(to.unmatched_ids, more.unmatched_ids);
}

void add(Tally& to, const ImageInstances& instances, const std::vector<bool>& is_matched) {
  to.compared += instances.ids.size();
  to.crowds += instances.crowds;
  to.without_mask += instances.without_mask;
  for (std::size_t i = 0; i < instances.ids.size(); ++i) {
    if (!is_matched[i]) to.unmatched_ids.push_back(instances.ids[i]);
  }
}

std::vector<Match> matches_of(
    const ImageInstances& a, const ImageInstances& b, const ComparisonOptions& options) {
  if (options.match_by == MatchBy::kIou) return matched_by_iou(a.masks, b.masks, options.min_iou);
  return matched_by_id(a.ids, b.ids);
}

void compare_image(
    std::int64_t image_id,
    const ImageInstances& a,
    const ImageInstances& b,
    const ComparisonOptions& options,
    ComparedImages& compared) {
  std::vector<bool> is_matched_a(a.ids.size());
  std::vector<bool> is_matched_b(b.ids.size());
  for (const auto [in_a, in_b] : matches_of(a, b, options)) {
    compared.pairs.push_back(
        {.image_id = image_id,
         .id_a = a.ids[in_a],
         .id_b = b.ids[in_b],
         .category_a = a.categories[in_a],
         .category_b = b.categories[in_b],
         .area_a_px2 = a.areas_px2[in_a],
         .likeness = likeness(a.masks[in_a], b.masks[in_b])});
    is_matched_a[in_a] = true;
    is_matched_b[in_b] = true;
  }
  add(compared.a, a, is_matched_a);
  add(compared.b, b, is_matched_b);
}

/// Compares images on some threads, whose parts come together in the images' order.
ComparedImages compare_images(
    const CocoFile& a,
    const CocoFile& b,
    std::span<const CommonImage> images,
    const AnnotationsByImage& places_a,
    const AnnotationsByImage& places_b,
    const ComparisonOptions& options) {
  const auto start = [&] {
    return [&, reader_a = InstanceReader(a), reader_b = InstanceReader(b)](
               std::size_t block) mutable {
      ComparedImages part;
      const auto rest = images.subspan(block * kImagesComparedAtOnce);
      for (const CommonImage& image : rest.first(std::min(rest.size(), kImagesComparedAtOnce))) {
        const ImageInstances in_a = reader_a.read(places_a.of_image(image.in_a), image.size);
        const ImageInstances in_b = reader_b.read(places_b.of_image(image.in_b), image.size);
        compare_image(image.id_a, in_a, in_b, options, part);
      }
      return part;
    };
  };
  ComparedImages compared;
  const std::size_t blocks = (images.size() + kImagesComparedAtOnce - 1) / kImagesComparedAtOnce;
  base::in_order(blocks, options.threads, start, [&](const ComparedImages& part) {
    append(compared.pairs, part.pairs);
    add(compared.a, part.a);
    add(compared.b, part.b);
  });
  return compared;
}

ComparedFile compared_file(
    const CocoFile& file, std::size_t annotations, std::size_t common_images, const Tally& tally) {
  return {
      .path = file.path().string(),
      .images = file.images().size(),
      .images_alone = file.images().size() - common_images,
      .annotations = annotations,
      .annotations_alone = annotations - tally.compared - tally.crowds - tally.without_mask,
      .crowds = tally.crowds,
      .without_mask = tally.without_mask,
      .compared_annotations = tally.compared};
}

/// The options as they are followed, where they leave a choice.
ComparisonOptions decided(ComparisonOptions options, ImagesBy images_by) {
  options.images_by = images_by;
  if (!options.match_by) {
    options.match_by = images_by == ImagesBy::kName ? MatchBy::kIou : MatchBy::kId;
  }
  return options;
}

/// The number of values that both lists hold.
std::size_t count_common(std::vector<std::int64_t> a, std::vector<std::int64_t> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  std::vector<std::int64_t> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both.size();
}

void compare_categories(const CocoFile& a, const CocoFile& b, Comparison& comparison) {
  for (const CocoCategory& category : a.categories()) {
    if (!category.name.empty()) comparison.category_names.emplace(category.id, category.name);
  }
  for (const CocoCategory& category : b.categories()) {
    if (category.name.empty()) continue;
    const auto known = comparison.category_names.emplace(category.id, category.name).first;
    if (known->second != category.name) comparison.renamed_categories.push_back(category.id);
  }
}

}  // namespace

std::optional<Likeness> likeness(const shape::Mask& a, const shape::Mask& b) {
  const auto common = metrics::overlap(a, b);
  if (!common) return std::nullopt;
  Likeness result{.iou = common->iou, .boundary_iou = common->iou, .dice = common->dice};
  // Where all pixels are common, or none, so it is at the boundaries.
  if (common->iou > 0.0 && common->iou < 1.0)
    result.boundary_iou = metrics::boundary_iou(a, b).value();
  return result;
}

std::string Comparison::name_of(noise::CategoryId category) const {
  const auto known = category_names.find(category);
  if (known != category_names.end()) return known->second;
  return "category " + std::to_string(category);
}

Comparison compare(const CocoFile& a, const CocoFile& b, const ComparisonOptions& wanted) {
  const auto [by, images] = common_images(a, b, wanted.images_by);
  const ComparisonOptions options = decided(wanted, by);
  const AnnotationsByImage places_a = annotations_by_image(a, options.threads);
  const AnnotationsByImage places_b = annotations_by_image(b, options.threads);
  ComparedImages compared = compare_images(a, b, images, places_a, places_b, options);
  Comparison comparison{
      .options = options,
      .a = compared_file(a, places_a.count(), images.size(), compared.a),
      .b = compared_file(b, places_b.count(), images.size(), compared.b),
      .pairs = std::move(compared.pairs)};
  if (options.match_by == MatchBy::kId) {
    comparison.ids_on_other_images =
        count_common(std::move(compared.a.unmatched_ids), std::move(compared.b.unmatched_ids));
  }
  compare_categories(a, b, comparison);
  return comparison;
}

void for_each_compared_image(
    const CocoFile& a,
    const CocoFile& b,
    const ComparisonOptions& wanted,
    std::size_t limit,
    const std::function<void(const ComparedImage&)>& show) {
  const auto [by, images] = common_images(a, b, wanted.images_by);
  const ComparisonOptions options = decided(wanted, by);
  const AnnotationsByImage places_a = annotations_by_image(a, options.threads);
  const AnnotationsByImage places_b = annotations_by_image(b, options.threads);
  InstanceReader reader_a(a);
  InstanceReader reader_b(b);
  std::size_t shown = 0;
  for (const CommonImage& image : images) {
    if (shown == limit) return;
    ComparedImage compared{
        .image = a.images()[image.in_a],
        .a = reader_a.read(places_a.of_image(image.in_a), image.size),
        .b = reader_b.read(places_b.of_image(image.in_b), image.size)};
    if (compared.a.ids.empty() && compared.b.ids.empty()) continue;
    compared.matches = matches_of(compared.a, compared.b, options);
    show(compared);
    ++shown;
  }
}

}  // namespace segnoise::coco
