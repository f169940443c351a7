// coco-noise: noisy versions of instance annotations in COCO's format.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "core/noise/variants.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/noise/noisy_file.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/annotation_text.h"
#include "data/setups/setup_file.h"
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
  cli::CommandLine command{
      "Make a noisy version of instance annotations: COCO, LVIS, or whatever is in COCO's format. "
      "Polygons stay polygons, run lengths stay run lengths, and everything that the noise does "
      "not "
      "touch is copied as it is.",
      "coco-noise instances_train2017.json --setup low --seed 1 --output train_low.json\n"
      "coco-noise lvis_v1_train.json --setup low --classes symmetric --output lvis_low.json\n"
      "coco-noise instances.json --setup low --set localization.sigma=4 --only spatial --output "
      "out.json"};
  TCLAP::UnlabeledValueArg<std::string> input = cli::positional<std::string>(
      command, "FILE", "file", "the clean annotations, which stay as they are");
  TCLAP::ValueArg<std::string> setup = cli::required_option<std::string>(
      command,
      "setup",
      setups::setup_unit(setups::Scenario::kBenchmark),
      "noise: low, medium and high are Benchmark-N's; or a setup file (docs/setups.md)");
  TCLAP::ValueArg<std::string> output =
      cli::required_option<std::string>(command, "output", "output file", "the noisy annotations");
  TCLAP::ValueArg<std::uint64_t> seed = cli::option<std::uint64_t>(
      command, "seed", "number", "same seed, same file, whatever the threads and shards", 1);
  TCLAP::ValueArg<std::string> record = cli::optional_option<std::string>(
      command,
      "record",
      "output file",
      "write a line of JSON for each annotation: what was drawn, what became of it, IoU and "
      "boundary IoU with the clean one");
  TCLAP::SwitchArg annotate =
      cli::flag(command, "annotate", "put the same into each annotation, under \"noise\"");
  TCLAP::MultiArg<std::string> set = cli::repeated_option<std::string>(
      command,
      "set",
      "operation.key=value",
      "another value for a parameter of the setup: localization.sigma=4; may be repeated");
  TCLAP::ValueArg<std::string> only = cli::optional_option<std::string>(
      command, "only", "spatial|class|deletion|addition", "no other kind of noise");
  TCLAP::ValueArg<std::string> classes = cli::optional_option<std::string>(
      command,
      "classes",
      "supercategory|symmetric|asymmetric|asymmetric-all|mixing",
      "the kind of class confusion (default: the setup's): another class of the supercategory, any "
      "other, the next of the supercategory by id, the next of all, any; one that is alone in its "
      "supercategory, such as COCO's person, is not confused within it");
  TCLAP::ValueArg<double> class_confusion = cli::optional_option<double>(
      command, "class-confusion", "probability", "of another class (default: the setup's)");
  TCLAP::SwitchArg foreground =
      cli::flag(command, "foreground", "collapse all categories to one, with id 1");
  TCLAP::SwitchArg rle =
      cli::flag(command, "rle", "write every segmentation as compressed run lengths");
  TCLAP::SwitchArg fill_holes = cli::flag(
      command,
      "fill-holes",
      "fill the holes that noise makes in polygons, rather than cut those into polygons without");
  TCLAP::SwitchArg noise_crowd =
      cli::flag(command, "noise-crowd", "put noise on crowd annotations, too");
  TCLAP::SwitchArg skip_invalid = cli::flag(
      command, "skip-invalid", "leave out annotations that are not valid, rather than stop");
  TCLAP::ValueArg<std::string> shard = cli::optional_option<std::string>(
      command,
      "shard",
      "i/n",
      "every n-th image from the i-th on (from 0) and their annotations; coco-merge joins shards");
  TCLAP::ValueArg<int> threads =
      cli::option(command, "threads", "count", "0 takes one for each core", 0);
  TCLAP::SwitchArg json =
      cli::flag(command, "json", "print the summary as JSON rather than as a table");

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    cli::require_within(class_confusion, 0.0, 1.0);
    cli::require_within(threads, 0, 1024);
    if (rle.getValue())
      cli::require_absent(fill_holes, "is for polygons, which --rle leaves none of");
  }
};

coco::Shard shard_of(const std::string& text) {
  constexpr std::size_t kMostShards = 1'000'000;
  coco::Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = index.ec == std::errc{} && index.ptr != end && *index.ptr == '/';
  const auto of = std::from_chars(has_slash ? index.ptr + 1 : end, end, shard.of);
  if (!has_slash || of.ec != std::errc{} || of.ptr != end || shard.of > kMostShards ||
      shard.index >= shard.of) {
    throw cli::UsageError("--shard must be i/n with 0 <= i < n <= 1000000, got '" + text + "'");
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

noise::NoiseSetup setup_of(const Arguments& arguments) {
  noise::NoiseSetup setup =
      setups::read_setup(arguments.setup.getValue(), setups::Scenario::kBenchmark);
  for (const std::string& assignment : arguments.set.getValue()) {
    setup = setups::overridden(setup, assignment);
  }
  if (arguments.classes.isSet() || arguments.class_confusion.isSet()) {
    setup = noise::with_class_confusion(
        std::move(setup),
        named<noise::ConfusionKind>(arguments.classes, noise::kConfusionKinds),
        cli::given(arguments.class_confusion));
  }
  const auto kind = named<noise::NoiseKind>(arguments.only, noise::kNoiseKinds);
  return kind ? noise::limited_to(std::move(setup), {*kind}) : setup;
}

/// How the noisy file was made, for its info: all that its bytes depend on. A file that gzip has
/// packed is named, and digested, as gunzip leaves it.
std::string provenance(
    const coco::NoiseRules& rules, const fs::path& input, const std::string& sha256) {
  std::string json = R"({"program":"coco-noise","version":")" SEGNOISE_VERSION R"(","seed":)";
  json += std::to_string(rules.seed) + R"(,"input":{"file_name":)";
  coco::append_quoted(
      (input.extension() == ".gz" ? input.stem() : input.filename()).string(), json);
  json += R"(,"sha256":")" + sha256 + R"("},"options":[)";
  const auto add = [&](bool is_set, std::string_view name) {
    if (is_set) coco::append_quoted(name, json.back() == '[' ? json : json += ',');
  };
  add(rules.noise_crowds, "noise-crowd");
  add(rules.as_run_lengths, "rle");
  add(rules.fill_holes, "fill-holes");
  add(rules.foreground, "foreground");
  add(rules.annotate, "annotate");
  return json + R"(],"setup":)" + setups::to_json_line(rules.setup) + '}';
}

coco::NoisyFileJob job_of(const Arguments& arguments) {
  coco::NoisyFileJob job{
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
      .threads = cli::threads_of(arguments.threads.getValue())};
  if (arguments.record.isSet()) job.records = arguments.record.getValue();
  if (arguments.shard.isSet()) job.shard = shard_of(arguments.shard.getValue());
  if (arguments.skip_invalid.getValue()) job.invalid = coco::InvalidAnnotations::kSkipped;
  return job;
}

void run(const Arguments& arguments) {
  const auto started = std::chrono::steady_clock::now();
  cli::Progress progress;
  coco::NoisyFileJob job = job_of(arguments);
  const coco::CocoFile file(arguments.input.getValue());
  job.provenance = provenance(job.rules, file.path(), storage::sha256_of(file.text()));
  job.on_progress = [&](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update(std::to_string(done) + " of " + std::to_string(of) + " annotations");
  };
  const coco::NoiseSummary summary = coco::write_noisy_file(file, job);
  if (summary.written == 0) {
    progress.line("warning: " + job.output.string() + " holds no annotation");
  }
  std::cout << (arguments.json.getValue() ? coco::json_of(summary) : coco::table_of(summary));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
  progress.line("wrote " + job.output.string() + " in " + cli::spoken_duration(elapsed.count()));
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
