// coco-diff --figure and --pictures: histograms, and the instances of both files over their images.

#include "coco_diff_pictures.h"

#include "base/number_text.h"
#include "base/text_table.h"
#include "cli/interrupt.h"
#include "core/metrics/overlap.h"
#include "data/images/photograph.h"
#include "show/pictures/histograms.h"
#include "show/pictures/instance_overlay.h"
#include "storage/output_folder.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

std::string file_of(const coco::ComparedFile& file) {
  return fs::path(file.path).filename().string();
}

/// "dog, IoU 0.87"; "dog -> cat, IoU 0.87".
std::string label_of_pair(
    const coco::ComparedImage& image,
    const coco::Match& match,
    const coco::Comparison& comparison) {
  const std::string before = comparison.name_of(image.a.categories[match.a]);
  const std::string after = comparison.name_of(image.b.categories[match.b]);
  std::string label = before == after ? before : before + " -> " + after;
  if (const auto common = metrics::overlap(image.a.masks[match.a], image.b.masks[match.b])) {
    label += ", IoU " + base::decimal_text(common->iou, 2);
  }
  return label;
}

pictures::InstanceOverlay overlay_of(
    const coco::ComparedImage& image, const coco::Comparison& comparison) {
  pictures::InstanceOverlay overlay{
      .size = image.image.size,
      .clean_name = "A: " + file_of(comparison.a),
      .noisy_name = "B: " + file_of(comparison.b)};
  for (std::size_t i = 0; i < image.a.ids.size(); ++i) {
    overlay.clean.push_back(
        {image.a.masks[i], comparison.name_of(image.a.categories[i]) + ", in A only"});
  }
  for (std::size_t i = 0; i < image.b.ids.size(); ++i) {
    overlay.noisy.push_back(
        {image.b.masks[i], comparison.name_of(image.b.categories[i]) + ", in B only"});
  }
  for (const coco::Match& match : image.matches) {
    overlay.clean[match.a].label = label_of_pair(image, match, comparison);
    overlay.noisy[match.b].label.clear();
  }
  return overlay;
}

/// Finds the image, or notes why there is none.
/// @return  whether it is there
bool add_image(
    pictures::InstanceOverlay& overlay,
    const std::optional<fs::path>& root,
    const std::optional<std::string>& name) {
  if (!root) return false;
  if (!name) {
    overlay.note = "No image: A does not name it.";
    return false;
  }
  if (name->find('\0') != std::string::npos) {
    overlay.note = "No image: its name in A holds a zero byte.";
    return false;
  }
  const fs::path path = *root / *name;
  try {
    overlay.image = images::read_photograph(path, overlay.size);
    return true;
  } catch (const std::runtime_error& error) {
    // Pictures are shared; the folders of this machine are nobody's business.
    const std::string reason = std::string(error.what()).substr(path.string().size() + 2);
    overlay.note = "No image: it " + reason + ".";
    return false;
  }
}

pictures::FractionHistogram histogram_of(
    const std::string& measure, const std::optional<coco::FractionDistribution>& values) {
  pictures::FractionHistogram histogram{.measure = measure};
  histogram.counts.resize(coco::kFractionBins);
  if (values) {
    std::ranges::copy(values->histogram, histogram.counts.begin());
    histogram.mean = values->mean;
    histogram.median = values->median;
  }
  return histogram;
}

}  // namespace

void require_pictures(const TCLAP::Arg& /*option*/) {}

void write_figure(
    const fs::path& path,
    const coco::Comparison& comparison,
    const coco::ComparisonSummary& summary) {
  const coco::PairQuality& all = summary.all;
  pictures::write_histograms(
      path,
      file_of(comparison.b) + " against " + file_of(comparison.a) + ": " +
          base::grouped(all.pairs) + " pairs",
      "Pairs",
      {histogram_of("IoU", all.iou),
       histogram_of("Boundary IoU", all.boundary_iou),
       histogram_of("Dice", all.dice)});
}

PicturesDrawn write_pictures(
    const coco::CocoFile& a,
    const coco::CocoFile& b,
    const coco::Comparison& comparison,
    const PicturesWanted& wanted) {
  storage::OutputFolder out(wanted.folder);
  std::size_t drawn = 0;
  std::size_t with_image = 0;
  for_each_compared_image(
      a, b, comparison.options, wanted.limit, [&](const coco::ComparedImage& image) {
        cli::throw_if_interrupted();
        const auto name = a.file_name_of(image.image);
        const std::string id = std::to_string(image.image.id);
        pictures::InstanceOverlay overlay = overlay_of(image, comparison);
        overlay.title = "Image " + id + (name ? ": " + *name : "");
        ++drawn;
        if (add_image(overlay, wanted.images, name)) ++with_image;
        write_instance_overlay(out.unfinished() / (id + ".png"), overlay);
      });
  out.finish();
  return {.drawn = drawn, .with_image = with_image};
}

}  // namespace segnoise
