// camus-noise: what noisy outlines of the left ventricle cost a network, and the ejection fraction.

#include "camus/phantom.h"
#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/child_process.h"
#include "cli/interrupt.h"
#include "cli/paths.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "files/licence_file.h"
#include "files/setup_file.h"
#include "files/study_file.h"
#include "label_side.h"
#include "learn/training.h"
#include "storage/output_folder.h"
#include "study/condition.h"
#include "study_data.h"
#include "sweep.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

/// "meaning (default: small 30, unet1 30, unet2 30)".
template <class Value>
std::string with_defaults(const std::string& meaning, const Value& value) {
  std::ostringstream text;
  text << meaning << " (default:";
  for (const auto architecture :
       {Architecture::kSmall, Architecture::kUnet1, Architecture::kUnet2}) {
    text << (architecture == Architecture::kSmall ? " " : ", ") << name_of(architecture) << ' '
         << value(default_options(architecture));
  }
  text << ')';
  return text.str();
}

struct Arguments {
  CommandLine command{
      "Corrupt the left-ventricle labels that a network learns from, and measure what it costs: "
      "Dice, Hausdorff distance and ejection fraction, with and without the noise.",
      "camus-noise --setup low                            on the built-in phantom\n"
      "camus-noise --setup low --data CAMUS --out study   on the CAMUS data set\n"
      "camus-noise --data CAMUS --model network.safetensors   a network that you have\n"
      "camus-noise --setup low --data CAMUS --labels-only   how far EF moves, without training"};
  TCLAP::ValueArg<std::string> setup = optional_option<std::string>(
      command,
      "setup",
      setup_unit(Scenario::kCamus),
      "noise: the paper's, dilation before jitter, an order that is our choice as the paper states "
      "none, or jitter first, which moves EF more than twice as far; or a setup file "
      "(docs/setups.md)");
  TCLAP::ValueArg<std::string> study = optional_option<std::string>(
      command,
      "study",
      study_unit(),
      "instead of --setup, a study of many conditions: one of ours, or a study file "
      "(docs/studies.md); the same command goes on with what is unfinished");
  TCLAP::ValueArg<std::string> data = optional_option<std::string>(
      command,
      "data",
      "folder",
      "the CAMUS data set, NIfTI or legacy release (default: a phantom, made on the spot)");
  TCLAP::ValueArg<std::string> out = optional_option<std::string>(
      command,
      "out",
      "output folder",
      "folder for the results; the same command goes on with what is unfinished in it (default: "
      "results/ and the name of the setup or study, with -2, -3 ... where another has it)");
  TCLAP::ValueArg<std::uint64_t> seed = option<std::uint64_t>(
      command, "seed", "number", "of noise, split, networks and phantom: same seed, same study", 1);
  TCLAP::ValueArg<std::string> network = optional_option<std::string>(
      command,
      "network",
      "small|unet1|unet2",
      "what is trained (default: small on the phantom, unet1 on --data)");
  TCLAP::ValueArg<int> epochs = optional_option<int>(
      command, "epochs", "count", with_defaults("passes over the training set", [](const auto& o) {
        return o.epochs;
      }));
  TCLAP::ValueArg<int> batch = optional_option<int>(
      command, "batch", "images", with_defaults("images per training step", [](const auto& o) {
        return o.batch_size;
      }));
  TCLAP::ValueArg<double> learning_rate = optional_option<double>(
      command, "learning-rate", "number", with_defaults("of Adam", [](const auto& o) {
        return o.learning_rate;
      }));
  TCLAP::ValueArg<std::string> loss = optional_option<std::string>(
      command,
      "loss",
      "dice|cross-entropy|sum",
      with_defaults("what training makes small", [](const auto& o) { return name_of(o.loss); }));
  TCLAP::ValueArg<int> patience = optional_option<int>(
      command, "patience", "epochs", "stop after so many without a better one (default: never)");
  TCLAP::SwitchArg augment =
      flag(command, "augment", "shift, scale, rotate and brighten training images mildly");
  TCLAP::ValueArg<std::string> device = option<std::string>(
      command,
      "device",
      "auto|cpu|cuda",
      "where networks run; auto takes a graphics card where there is one",
      std::string(name_of(Device::kAuto)));
  TCLAP::ValueArg<int> threads = optional_option<int>(
      command,
      "threads",
      "count",
      "of the CPU, for each network; 0 takes one for each core. The number can change the last "
      "bits of a network, so the default is the same on every machine: 1");
  TCLAP::ValueArg<std::string> volumes = option<std::string>(
      command,
      "volumes",
      "ase|camus|2ch|4ch|area-length",
      "how volumes are measured",
      std::string(name_of(VolumeMethod::kBiplaneAse)));
  TCLAP::ValueArg<std::string> model = optional_option<std::string>(
      command,
      "model",
      "file",
      "a network to use instead of training: one that a study wrote, or with --trust-model a "
      "TorchScript module from (1, 1, 256, 256) in [0, 1] to (1, C, 256, 256) scores");
  TCLAP::SwitchArg trust_model = flag(
      command,
      "trust-model",
      "take a TorchScript file as --model: it is a program that runs with your rights, so only "
      "from a source that you trust");
  TCLAP::ValueArg<std::string> test_on = option<std::string>(
      command, "test-on", "testing|all", "with --model, the patients to test on", "testing");
  TCLAP::SwitchArg no_images = flag(
      command,
      "no-images",
      "draw outlines on plain ground: figures and report without any frame of the data set, which "
      "its licence lets you share freely");
  TCLAP::ValueArg<std::string> licence = optional_option<std::string>(
      command,
      "licence",
      "file",
      "a text for the foot of the report: whose the frames are, and how they may be used (CAMUS is "
      "recognised, and its notice stands there by itself)");
  TCLAP::SwitchArg labels_only = flag(
      command,
      "labels-only",
      "train nothing: draw the noise on every patient's labels again and again, and tell how far "
      "the ejection fraction moves");
  TCLAP::ValueArg<int> draws = option(
      command,
      "draws",
      "count",
      "with --labels-only, of the noise on each label",
      SensitivityOptions{}.draws);
  TCLAP::ValueArg<int> jobs = optional_option<int>(
      command,
      "jobs",
      "count",
      "networks side by side (default: as many as cores and --threads allow)");
  TCLAP::SwitchArg cells = flag(
      command, "cells", "list what is to be trained: identity, state, condition, seed and fold");
  TCLAP::ValueArg<std::string> cell = optional_option<std::string>(
      command, "cell", "identity", "run this one of the cells that --cells lists");
  TCLAP::ValueArg<int> ranks = option(
      command,
      "ranks",
      "count",
      "with --cell, processes that train it together, each started by srun or torchrun; --cells "
      "and --merge must be told, too",
      1);
  TCLAP::SwitchArg merge =
      flag(command, "merge", "make tables, pictures and report of the cells that are there");
  TCLAP::ValueArg<int> patients =
      option(command, "patients", "count", "of the phantom", PhantomOptions{}.patients);
  TCLAP::ValueArg<std::string> cache = optional_option<std::string>(
      command,
      "cache",
      "folder",
      "where phantoms are kept (default: camus-noise in the user's cache folder)");

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    require_within(epochs, 1, 100'000);
    require_within(batch, 1, 4096);
    require_within(learning_rate, 1e-9, 10.0);
    require_within(patience, 1, 100'000);
    require_within(threads, 0, 1024);
    require_within(draws, 2, 100'000);
    require_within(patients, kLeastPhantomPatients, kMostPhantomPatients);
    if (data.isSet()) {
      for (TCLAP::Arg* argument : std::initializer_list<TCLAP::Arg*>{&patients, &cache}) {
        require_absent(*argument, "is for the phantom, which --data replaces");
      }
    }
    require_within(jobs, 1, 1024);
    require_within(ranks, 1, 1024);
    if (study.isSet()) {
      constexpr const char* kInFile = "is for the study file to say";
      for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
               &setup, &seed, &volumes, &labels_only, &draws}) {
        require_absent(*argument, kInFile);
      }
      require_no_training_options(kInFile);
      require_absent(model, "is for --setup, which --study replaces");
    } else if (!setup.isSet() && !model.isSet()) {
      throw UsageError("--setup, --study or --model must be given");
    }
    if (cells.getValue() || merge.getValue()) {
      require_absent(cell, "is to run a cell, which --cells and --merge do not");
    } else if (!cell.isSet()) {
      require_absent(ranks, "is for one cell at a time (--cell)");
    }
    if (labels_only.getValue()) {
      constexpr const char* kNoNetworks = "is for networks, of which --labels-only has none";
      require_no_training_options(kNoNetworks);
      for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
               &device, &model, &jobs, &cells, &cell, &ranks, &merge}) {
        require_absent(*argument, kNoNetworks);
      }
    } else if (!study.isSet()) {
      require_absent(draws, "is for --labels-only, which is not given");
    }
    if (model.isSet()) {
      require_no_training_options("is for training, which --model replaces");
    } else {
      require_absent(trust_model, "is for --model, which is not given");
      require_absent(test_on, "is for --model, which is not given");
    }
  }

  /// @throws UsageError  naming the first that was given, and why it must not be
  void require_no_training_options(const std::string& because) const {
    for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
             &network, &epochs, &batch, &learning_rate, &loss, &patience, &augment}) {
      require_absent(*argument, because);
    }
  }

  [[nodiscard]] DataSource source() const {
    DataSource source{.phantom_patients = patients.getValue(), .phantom_seed = seed.getValue()};
    if (data.isSet()) {
      source.root = data.getValue();
    } else {
      source.phantom_cache = cache.isSet() ? fs::path(cache.getValue()) : user_cache("camus-noise");
    }
    return source;
  }

  /// The study that is asked for.
  [[nodiscard]] StudyPlan plan() const {
    if (study.isSet()) return read_study(study.getValue());
    if (model.isSet()) {
      return {
          .name = kModelCondition,
          .conditions = {{.name = kModelCondition}},
          .seeds = {seed.getValue()},
          .volume_method = volume_method_named(volumes.getValue())};
    }
    NoiseSetup noise = read_setup(setup.getValue(), Scenario::kCamus);
    StudyPlan plan{
        .name = noise.name,
        .description = noise.description,
        .seeds = {seed.getValue()},
        .volume_method = volume_method_named(volumes.getValue())};
    const std::string name = noise.name == kCleanCondition ? kNoisyCondition : noise.name;
    plan.conditions = {Condition{}, {.name = name, .noise = noise.name, .setup = std::move(noise)}};
    plan.learning = {
        .network = given(network),
        .epochs = given(epochs),
        .batch_size = given(batch),
        .learning_rate = given(learning_rate),
        .loss = given(loss),
        .patience = given(patience),
        .augmentation =
            std::string(name_of(augment.getValue() ? Augmentation::kMild : Augmentation::kNone))};
    return plan;
  }

  [[nodiscard]] ReportImages images() const {
    return no_images.getValue() ? ReportImages::kOutlinesOnly : ReportImages::kFrames;
  }

  /// What tells another process of the program to do a part of the same.
  [[nodiscard]] std::vector<std::string> for_a_cell(const std::string& program) const {
    std::vector<std::string> arguments{program};
    for (const TCLAP::Arg* flag :
         std::initializer_list<const TCLAP::Arg*>{&augment, &trust_model}) {
      if (flag->isSet()) arguments.push_back("--" + flag->getName());
    }
    const auto pass_on = [&](const auto&... options) { (add_if_set(arguments, options), ...); };
    pass_on(
        setup,
        study,
        data,
        seed,
        network,
        epochs,
        batch,
        learning_rate,
        loss,
        patience,
        device,
        volumes,
        model,
        test_on,
        patients,
        cache);
    return arguments;
  }

  [[nodiscard]] std::string licence_text() const {
    return licence.isSet() ? read_licence(licence.getValue()) : "";
  }

  [[nodiscard]] SweepOptions sweep(const std::string& program) const {
    SweepOptions options{
        .plan = plan(),
        .source = source(),
        .device = device_named(device.getValue()),
        .ranks = ranks.getValue(),
        .images = images(),
        .licence = licence_text(),
        .arguments = for_a_cell(program)};
    if (out.isSet()) options.out = out.getValue();
    if (model.isSet()) {
      options.model = {
          .file = model.getValue(),
          .is_trusted = trust_model.getValue(),
          .tests_all = test_on.getValue() == "all"};
    }
    options.threads = threads_of(given(threads).value_or(1));
    options.jobs = given(jobs).value_or(std::max(1, threads_of(0) / options.threads));
    return options;
  }
};

/// The label side of the study, which needs no network.
void run_labels_only(const Arguments& arguments, const std::string& command) {
  Progress progress;
  const int draws = arguments.draws.getValue();
  LabelSide study{
      .description =
          {.command_line = command,
           .program_version = SEGNOISE_VERSION,
           .libraries = {SEGNOISE_LIBRARIES},
           .licence = arguments.licence_text(),
           .setup = read_setup(arguments.setup.getValue(), Scenario::kCamus),
           .seed = arguments.seed.getValue()},
      .options =
          {.draws = draws,
           .draws_alone = std::min(draws, SensitivityOptions{}.draws_alone),
           .seed = arguments.seed.getValue(),
           .volume_method = volume_method_named(arguments.volumes.getValue())},
      .threads = arguments.threads.getValue(),
      .images = arguments.images()};
  OutputFolder out(
      arguments.out.isSet()
          ? fs::path(arguments.out.getValue())
          : free_name(fs::path("results") / (study.description.setup.name + "-labels")));
  try {
    study.description.data_root = data_root(arguments.source(), progress).string();
    run_label_side(std::move(study), out, progress);
  } catch (const Interrupted&) {
    throw Interrupted("interrupted; nothing was written to " + out.final_path().string());
  }
}

void run(const Arguments& arguments, const std::string& program) {
  if (arguments.model.isSet() && arguments.setup.isSet() && !arguments.cell.isSet()) {
    Progress().line(
        "warning: --setup is left aside: it is for labels that a network learns from, and that of "
        "--model has learned");
  }
  const SweepOptions options = arguments.sweep(program);
  if (arguments.cells.getValue()) {
    list_cells(options);
  } else if (arguments.cell.isSet()) {
    run_cell(options, arguments.cell.getValue());
  } else if (arguments.merge.getValue()) {
    merge_cells(options);
  } else {
    run_sweep(options);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    prepare_process(argv);  // may start the program anew, which questions need not wait for
    if (arguments.labels_only.getValue()) {
      run_labels_only(arguments, command_line(argc, argv));
    } else {
      // Whoever runs cells side by side waits for them to end.
      if (arguments.cell.isSet()) set_patience(std::chrono::milliseconds(300));
      run(arguments, own_path(argv[0]));
    }
  });
}
