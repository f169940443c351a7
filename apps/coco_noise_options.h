#pragma once

#include "cli/arguments.h"
#include "core/noise/setup.h"
#include "data/coco/noise/noisy_file.h"
#include "data/setups/setup_file.h"

#include <cstdint>
#include <string>

namespace segnoise {

/// What `coco-noise` is asked for.
struct CocoNoiseArguments {
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

  /// @throws UsageError  if the options contradict each other
  void parse(int argc, char** argv);

  /// All but who is told of progress, and how the file was made.
  /// @throws UsageError          if --shard is no shard
  /// @throws std::runtime_error  as read_setup() and overridden() do
  [[nodiscard]] coco::NoisyFileJob job() const;

 private:
  [[nodiscard]] noise::NoiseSetup changed_setup() const;
};

}  // namespace segnoise
