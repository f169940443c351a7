// coco-noise: noisy versions of instance annotations in COCO's format.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "coco/annotation_text.h"
#include "coco/coco_file.h"
#include "coco/noise_summary.h"
#include "coco/noisy_file.h"
#include "files/setup_file.h"
#include "noise/variants.h"
#include "storage/sha256.h"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

struct Arguments {
  CommandLine command{
      "Make a noisy version of instance annotations: COCO, LVIS, or whatever is in COCO's format. "
      "Polygons stay polygons, run lengths stay run lengths, and everything that the noise does "
      "not "
      "touch is copied as it is.",
      "coco-noise instances_train2017.json --setup low --seed 1 --output train_low.json\n"
      "coco-noise lvis_v1_train.json --setup low --classes symmetric --output lvis_low.json\n"
      "coco-noise instances.json --setup low --set localization.sigma=4 --only spatial --output "
      "out.json"};
  TCLAP::UnlabeledValueArg<std::string> input = positional<std::string>(
      command, "FILE", "file", "the clean annotations, which stay as they are");
  TCLAP::ValueArg<std::string> setup = required_option<std::string>(
      command,
      "setup",
      setup_unit(Scenario::kBenchmark),
      "noise: low, medium and high are Benchmark-N's; or a setup file (docs/setups.md)");
  TCLAP::ValueArg<std::string> output =
      required_option<std::string>(command, "output", "output file", "the noisy annotations");
  TCLAP::ValueArg<std::uint64_t> seed = option<std::uint64_t>(
      command, "seed", "number", "same seed, same file, whatever the threads and shards", 1);
  TCLAP::ValueArg<std::string> record = optional_option<std::string>(
      command,
      "record",
      "output file",
      "write a line of JSON for each annotation: what was drawn, what became of it, IoU and "
      "boundary IoU with the clean one");
  TCLAP::SwitchArg annotate =
      flag(command, "annotate", "put the same into each annotation, under \"noise\"");
  TCLAP::MultiArg<std::string> set = repeated_option<std::string>(
      command,
      "set",
      "operation.key=value",
      "another value for a parameter of the setup: localization.sigma=4; may be repeated");
  TCLAP::ValueArg<std::string> only = optional_option<std::string>(
      command, "only", "spatial|class|deletion|addition", "no other kind of noise");
  TCLAP::ValueArg<std::string> classes = optional_option<std::string>(
      command,
      "classes",
      "supercategory|symmetric|asymmetric|asymmetric-all|mixing",
      "the kind of class confusion (default: the setup's): another class of the supercategory, any "
      "other, the next of the supercategory by id, the next of all, any; one that is alone in its "
      "supercategory, such as COCO's person, is not confused within it");
  TCLAP::ValueArg<double> class_confusion = optional_option<double>(
      command, "class-confusion", "probability", "of another class (default: the setup's)");
  TCLAP::SwitchArg foreground =
      flag(command, "foreground", "collapse all categories to one, with id 1");
  TCLAP::SwitchArg rle = flag(command, "rle", "write every segmentation as compressed run lengths");
  TCLAP::SwitchArg fill_holes = flag(
      command,
      "fill-holes",
      "fill the holes that noise makes in polygons, rather than cut those into polygons without");
  TCLAP::SwitchArg noise_crowd =
      flag(command, "noise-crowd", "put noise on crowd annotations, too");
  TCLAP::SwitchArg skip_invalid =
      flag(command, "skip-invalid", "leave out annotations that are not valid, rather than stop");
  TCLAP::ValueArg<std::string> shard = optional_option<std::string>(
      command,
      "shard",
      "i/n",
      "every n-th image from the i-th on (from 0) and their annotations; coco-merge joins shards");
  TCLAP::ValueArg<int> threads =
      option(command, "threads", "count", "0 takes one for each core", 0);
  TCLAP::SwitchArg json = flag(command, "json", "print the summary as JSON rather than as a table");

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    require_within(class_confusion, 0.0, 1.0);
    require_within(threads, 0, 1024);
    if (rle.getValue()) require_absent(fill_holes, "is for polygons, which --rle leaves none of");
  }
};

Shard shard_of(const std::string& text) {
  constexpr std::size_t kMostShards = 1'000'000;
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = index.ec == std::errc{} && index.ptr != end && *index.ptr == '/';
  const auto of = std::from_chars(has_slash ? index.ptr + 1 : end, end, shard.of);
  if (!has_slash || of.ec != std::errc{} || of.ptr != end || shard.of > kMostShards ||
      shard.index >= shard.of) {
    throw UsageError("--shard must be i/n with 0 <= i < n <= 1000000, got '" + text + "'");
  }
  return shard;
}

template <class Value, class Values>
std::optional<Value> named(const TCLAP::ValueArg<std::string>& argument, const Values& values) {
  for (const Value value : values) {
    if (argument.isSet() && name_of(value) == argument.getValue()) return value;
  }
  return std::nullopt;
}

NoiseSetup setup_of(const Arguments& arguments) {
  NoiseSetup setup = read_setup(arguments.setup.getValue(), Scenario::kBenchmark);
  for (const std::string& assignment : arguments.set.getValue()) {
    setup = overridden(setup, assignment);
  }
  if (arguments.classes.isSet() || arguments.class_confusion.isSet()) {
    setup = with_class_confusion(
        std::move(setup),
        named<ConfusionKind>(arguments.classes, kConfusionKinds),
        given(arguments.class_confusion));
  }
  const auto kind = named<NoiseKind>(arguments.only, kNoiseKinds);
  return kind ? limited_to(std::move(setup), {*kind}) : setup;
}

/// How the noisy file was made, for its info: all that its bytes depend on. A file that gzip has
/// packed is named, and digested, as gunzip leaves it.
std::string provenance(const NoiseRules& rules, const fs::path& input, const std::string& sha256) {
  std::string json = R"({"program":"coco-noise","version":")" SEGNOISE_VERSION R"(","seed":)";
  json += std::to_string(rules.seed) + R"(,"input":{"file_name":)";
  append_quoted((input.extension() == ".gz" ? input.stem() : input.filename()).string(), json);
  json += R"(,"sha256":")" + sha256 + R"("},"options":[)";
  const auto add = [&](bool is_set, std::string_view name) {
    if (is_set) append_quoted(name, json.back() == '[' ? json : json += ',');
  };
  add(rules.noise_crowds, "noise-crowd");
  add(rules.as_run_lengths, "rle");
  add(rules.fill_holes, "fill-holes");
  add(rules.foreground, "foreground");
  add(rules.annotate, "annotate");
  return json + R"(],"setup":)" + to_json_line(rules.setup) + '}';
}

NoisyFileJob job_of(const Arguments& arguments) {
  NoisyFileJob job{
      .rules =
          {.setup = setup_of(arguments),
           .seed = arguments.seed.getValue(),
           .noise_crowds = arguments.noise_crowd.getValue(),
           .as_run_lengths = arguments.rle.getValue(),
           .fill_holes = arguments.fill_holes.getValue(),
           .foreground = arguments.foreground.getValue(),
           .annotate = arguments.annotate.getValue(),
           .keep_records = arguments.record.isSet()},
      .output = arguments.output.getValue(),
      .threads = threads_of(arguments.threads.getValue())};
  if (arguments.record.isSet()) job.records = arguments.record.getValue();
  if (arguments.shard.isSet()) job.shard = shard_of(arguments.shard.getValue());
  if (arguments.skip_invalid.getValue()) job.invalid = InvalidAnnotations::kSkipped;
  return job;
}

void run(const Arguments& arguments) {
  const auto started = std::chrono::steady_clock::now();
  Progress progress;
  NoisyFileJob job = job_of(arguments);
  const CocoFile file(arguments.input.getValue());
  job.provenance = provenance(job.rules, file.path(), sha256_of(file.text()));
  job.on_progress = [&](std::size_t done, std::size_t of) {
    throw_if_interrupted();
    progress.update(std::to_string(done) + " of " + std::to_string(of) + " annotations");
  };
  const NoiseSummary summary = write_noisy_file(file, job);
  if (summary.written == 0) {
    progress.line("warning: " + job.output.string() + " holds no annotation");
  }
  std::cout << (arguments.json.getValue() ? json_of(summary) : table_of(summary));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
  progress.line("wrote " + job.output.string() + " in " + spoken_duration(elapsed.count()));
}

}  // namespace

int main(int argc, char** argv) {
  return app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
