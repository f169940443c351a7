// make-detections: results of a made-up detector for annotations in COCO's format, to measure
// coco-eval with: perturbed copies of the truth, duplicates of them, and shapes that are not there.

#include "base/in_order.h"
#include "base/number_text.h"
#include "cli/app_main.h"
#include "cli/arguments.h"
#include "core/metrics/overlap.h"
#include "core/noise/corrupt.h"
#include "core/noise/setup.h"
#include "core/random/rng.h"
#include "core/shape/rasterise.h"
#include "core/shape/rle.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/annotations_by_image.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/read/image_instances.h"
#include "data/coco/write/annotation_text.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace segnoise;

namespace {

struct Arguments {
  cli::CommandLine command{
      "Make detections for annotations in COCO's format: perturbed copies of the truth, duplicates "
      "of them and shapes that are not there, as compressed run lengths with scores.",
      "make-detections instances.json --seed 1 --per-image 100 --output detections.json"};
  TCLAP::UnlabeledValueArg<std::string> truth =
      cli::positional<std::string>(command, "TRUTH", "file", "the annotations");
  TCLAP::ValueArg<std::string> output =
      cli::required_option<std::string>(command, "output", "file", "the detections");
  TCLAP::ValueArg<std::uint64_t> seed =
      cli::option<std::uint64_t>(command, "seed", "number", "same seed, same file", 1);
  TCLAP::ValueArg<int> per_image =
      cli::option(command, "per-image", "count", "detections of an image", 100);

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    cli::require_within(per_image, 1, 100'000);
  }
};

constexpr double kFoundFraction = 0.8;        ///< of the truths
constexpr double kOtherClassFraction = 0.12;  ///< of what is found
constexpr double kDuplicateFraction = 0.4;    ///< of all other detections, where a truth was found

/// What a detector gets wrong of an instance.
noise::NoiseSetup detector_noise() {
  return {
      .name = "detector",
      .unit = noise::Unit::kRelative,
      .steps = {
          {noise::ClassConfusion{
              .kind = noise::ConfusionKind::kSymmetric, .probability = kOtherClassFraction}},
          {noise::Shift{.distance = {.mean = 0.0, .sigma = 0.08}}},
          {noise::ContourWalk{.spread = {.mean = 0.03, .sigma = 0.04}, .correlation = 0.3}}}};
}

struct Detection {
  noise::CategoryId category = 0;
  shape::Mask mask = {};
  double score = 0.0;
};

/// Makes the detections of one image after another.
class Detector {
 public:
  Detector(const noise::CategoryTable& categories, std::uint64_t seed, std::size_t per_image)
      : categories_(&categories), seed_(seed), per_image_(per_image) {}

  std::vector<Detection> detections(
      const coco::ImageInstances& truth, const coco::CocoImage& image) {
    random::Rng rng(seed_, static_cast<std::uint64_t>(image.id));
    std::vector<Detection> made;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < truth.masks.size() && made.size() < per_image_; ++i) {
      if (!rng.chance(kFoundFraction)) continue;
      const std::size_t before = made.size();
      add_copy(truth, i, image.size, 1.0, rng, made);
      if (made.size() > before) found.push_back(i);
    }
    // A frame of few pixels may hold no shape at all.
    const std::size_t most_tries = 10 * per_image_;
    for (std::size_t tries = 0; made.size() < per_image_ && tries < most_tries; ++tries) {
      if (!found.empty() && rng.chance(kDuplicateFraction)) {
        const auto i = found[rng.below(static_cast<std::uint32_t>(found.size()))];
        add_copy(truth, i, image.size, rng.uniform(), rng, made);
      } else {
        add_invented(image.size, rng, made);
      }
    }
    return made;
  }

 private:
  /// @param confidence  how sure the detector is of a copy like the truth, in [0, 1]
  void add_copy(
      const coco::ImageInstances& truth,
      std::size_t index,
      shape::Size size,
      double confidence,
      random::Rng& rng,
      std::vector<Detection>& made) {
    const noise::Instance clean{.shape = truth.masks[index], .category = truth.categories[index]};
    const noise::Outcome outcome = noisy(clean, size, rng);
    if (outcome.fate != noise::Fate::kKept) return;
    shape::Mask mask = noise::pixels_of(outcome.instance.shape, size, outcome.instance.fill_rule);
    const double iou = metrics::overlap(truth.masks[index], mask)->iou;
    const double score = confidence * (0.7 * iou + 0.3 * rng.uniform());
    made.push_back({outcome.instance.category, std::move(mask), score});
  }

  /// An ellipse, its outline changed as that of a copy; of as many sizes as COCO's instances are.
  void add_invented(shape::Size size, random::Rng& rng, std::vector<Detection>& made) {
    const double radius_px = std::min(0.3 * size.width, std::exp(3.7 + 1.1 * rng.normal()));
    const double aspect = std::exp(0.35 * rng.normal());
    const shape::Point centre{rng.uniform() * size.width, rng.uniform() * size.height};
    constexpr int kVertices = 64;
    shape::Ring ring;
    for (int i = 0; i < kVertices; ++i) {
      const double angle = 2.0 * std::numbers::pi * i / kVertices;
      ring.push_back(
          {centre.x + radius_px * aspect * std::cos(angle),
           centre.y + radius_px / aspect * std::sin(angle)});
    }
    const auto ids = categories_->ids();
    const noise::Instance ellipse{
        .shape = shape::rasterise({ring}, size),
        .category = ids[rng.below(static_cast<std::uint32_t>(ids.size()))]};
    const noise::Outcome outcome = noisy(ellipse, size, rng);
    if (outcome.fate != noise::Fate::kKept) return;
    const double score = 0.6 * rng.uniform() * rng.uniform();
    made.push_back(
        {outcome.instance.category,
         noise::pixels_of(outcome.instance.shape, size, outcome.instance.fill_rule),
         score});
  }

  noise::Outcome noisy(const noise::Instance& instance, shape::Size size, random::Rng& rng) {
    return noise::corrupt(
               setup_,
               {.seed = seed_, .identity = rng.bits64()},
               instance,
               {.size = size},
               *categories_)
        .outcome;
  }

  const noise::CategoryTable* categories_;
  std::uint64_t seed_;
  std::size_t per_image_;
  noise::NoiseSetup setup_ = detector_noise();
};

void append(const Detection& detection, std::int64_t image_id, std::string& json) {
  json += "{\"image_id\":";
  coco::append_number(image_id, json);
  json += ",\"category_id\":";
  coco::append_number(detection.category, json);
  json += ",\"segmentation\":";
  coco::append_run_lengths(shape::run_lengths(detection.mask), json);
  json += ",\"score\":";
  base::append_decimal(detection.score, 6, json);
  json += '}';
}

void run(const Arguments& arguments) {
  const coco::CocoFile file(arguments.truth.getValue());
  const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const auto index = coco::index_annotations(file, coco::InvalidAnnotations::kRefused, threads);
  const coco::AnnotationsByImage places(index.entries, file.images().size());
  const noise::CategoryTable categories = coco::category_table(file);
  const auto start = [&] {
    return [&,
            reader = coco::InstanceReader(file),
            detector = Detector(
                categories,
                arguments.seed.getValue(),
                static_cast<std::size_t>(arguments.per_image.getValue()))](std::size_t i) mutable {
      const coco::CocoImage& image = file.images()[i];
      const auto truth = reader.read(places.of_image(i), image.size);
      std::string json;
      for (const Detection& detection : detector.detections(truth, image)) {
        json += i == 0 && json.empty() ? "" : ",\n";
        append(detection, image.id, json);
      }
      return json;
    };
  };
  storage::FileWriter output(arguments.output.getValue());
  output.write("[");
  base::in_order(
      file.images().size(), threads, start, [&](const std::string& json) { output.write(json); });
  output.write("]\n");
  output.finish();
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
