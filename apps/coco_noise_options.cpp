#include "coco_noise_options.h"

#include "cli/threads.h"
#include "core/noise/variants.h"
#include "data/setups/setup_file.h"

#include <optional>
#include <utility>

namespace segnoise {
namespace {

template <class Value, class Values>
std::optional<Value> named(const TCLAP::ValueArg<std::string>& argument, const Values& values) {
  for (const Value value : values) {
    if (argument.isSet() && name_of(value) == argument.getValue()) return value;
  }
  return std::nullopt;
}

}  // namespace

void CocoNoiseArguments::parse(int argc, char** argv) {
  command.parse(argc, argv);
  cli::require_within(class_confusion, 0.0, 1.0);
  cli::require_within(threads, 0, 1024);
  if (rle.getValue())
    cli::require_absent(fill_holes, "is for polygons, which --rle leaves none of");
}

noise::NoiseSetup CocoNoiseArguments::changed_setup() const {
  noise::NoiseSetup changed = setups::read_setup(setup.getValue(), setups::Scenario::kBenchmark);
  for (const std::string& assignment : set.getValue()) {
    changed = setups::overridden(changed, assignment);
  }
  if (classes.isSet() || class_confusion.isSet()) {
    changed = noise::with_class_confusion(
        std::move(changed),
        named<noise::ConfusionKind>(classes, noise::kConfusionKinds),
        cli::given(class_confusion));
  }
  const auto kind = named<noise::NoiseKind>(only, noise::kNoiseKinds);
  return kind ? noise::limited_to(std::move(changed), {*kind}) : changed;
}

coco::NoisyFileJob CocoNoiseArguments::job() const {
  coco::RelabelledFileJob wanted{
      .rules =
          {.crowds_too = noise_crowd.getValue(),
           .as_run_lengths = rle.getValue(),
           .fill_holes = fill_holes.getValue(),
           .foreground = foreground.getValue(),
           .annotate = annotate.getValue(),
           .keep_records = record.isSet()},
      .output = output.getValue(),
      .threads = cli::threads_of(threads.getValue())};
  if (record.isSet()) wanted.records = record.getValue();
  if (shard.isSet()) {
    wanted.shard = coco::shard_of(shard.getValue());
    if (!wanted.shard) {
      throw cli::UsageError(
          "--shard must be i/n with 0 <= i < n <= 1000000, got '" + shard.getValue() + "'");
    }
  }
  if (skip_invalid.getValue()) wanted.invalid = coco::InvalidAnnotations::kSkipped;
  return {.setup = changed_setup(), .seed = seed.getValue(), .file = std::move(wanted)};
}

}  // namespace segnoise
