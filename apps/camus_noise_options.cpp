#include "camus_noise_options.h"

#include "cli/arguments.h"
#include "cli/page_printer.h"
#include "cli/paths.h"
#include "cli/threads.h"
#include "data/phantom/phantom.h"
#include "data/setups/setup_file.h"
#include "learn/unet/training.h"
#include "study/analysis/sensitivity.h"
#include "study/files/licence_file.h"
#include "study/files/study_file.h"
#include "study/plan/condition.h"

#include <algorithm>
#include <initializer_list>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

/// "small|unet1|unet2": that a value is one of these.
template <class Value>
std::string one_of(const std::vector<Value>& values) {
  std::string unit;
  for (const Value value : values) unit.append(unit.empty() ? "" : "|").append(name_of(value));
  return unit;
}

/// "meaning (default: small 30, unet1 30, unet2 30)".
template <class Value>
std::string with_defaults(const std::string& meaning, const Value& value) {
  std::ostringstream text;
  text << meaning << " (default:";
  std::string_view separator = " ";
  for (const learn::Architecture architecture : learn::architectures()) {
    text << std::exchange(separator, ", ") << learn::name_of(architecture) << ' '
         << value(learn::default_options(architecture));
  }
  text << ')';
  return text.str();
}

/// What --setup trains: networks of as many seeds as p values need, on the built-in phantom in as
/// many folds as two cores do in five minutes.
constexpr int kDefaultSeeds = 3;
constexpr int kPhantomFolds = 5;

struct Arguments {
  cli::CommandLine command{
      "Corrupt the left-ventricle labels that a network learns from, and measure what it costs: "
      "Dice, Hausdorff distance and ejection fraction, with and without the noise.",
      "camus-noise --setup medium                         on the built-in phantom\n"
      "camus-noise --setup low --data CAMUS --out study   on the CAMUS data set\n"
      "camus-noise --data CAMUS --model network.safetensors   a network that you have\n"
      "camus-noise --setup low --data CAMUS --labels-only   how far EF moves, without training\n"
      "camus-noise --fit-observers READERS                noise as your own readers make it\n"
      "camus-noise --pairs pairs.csv --out measures.csv   any two label maps, without EF"};
  TCLAP::ValueArg<std::string> setup = cli::optional_option<std::string>(
      command,
      "setup",
      setups::setup_unit(setups::Scenario::kCamus),
      "noise: the paper's, dilation before jitter, an order that is our choice as the paper states "
      "none, or jitter first, which moves EF more than twice as far; or a setup file "
      "(docs/setups.md)");
  TCLAP::ValueArg<std::string> study = cli::optional_option<std::string>(
      command,
      "study",
      study_files::study_unit(),
      "instead of --setup, a study of many conditions: one of ours, or a study file "
      "(docs/studies.md); the same command goes on with what is unfinished");
  TCLAP::ValueArg<std::string> data = cli::optional_option<std::string>(
      command,
      "data",
      "folder",
      "the CAMUS data set, NIfTI or legacy release (default: a phantom, made on the spot)");
  TCLAP::ValueArg<std::string> out = cli::optional_option<std::string>(
      command,
      "out",
      "output folder",
      "folder for the results; the same command goes on with what is unfinished in it (default: "
      "results/ and the name of the setup or study, with -2, -3 ... where another has it). With "
      "--pairs a CSV file (default: none, the table alone)");
  TCLAP::ValueArg<std::uint64_t> seed = cli::option<std::uint64_t>(
      command,
      "seed",
      "number",
      "of noise, split, networks and phantom: same seed, same study; --seeds counts on from it",
      1);
  TCLAP::ValueArg<int> seeds = cli::option(
      command,
      "seeds",
      "count",
      "with --setup: each condition is trained so many times; differences have intervals and p "
      "values from 3 on",
      kDefaultSeeds);
  TCLAP::ValueArg<int> folds = cli::optional_option<int>(
      command,
      "folds",
      "count",
      "with --setup: parts of the patients, tested in turn; 1 tests the testing patients of the "
      "data set alone (default: 5 on the built-in phantom, 1 on --data)");
  TCLAP::ValueArg<std::string> network = cli::optional_option<std::string>(
      command,
      "network",
      one_of(learn::architectures()),
      "what is trained (default: on a phantom small, of 64 x 64 pixels with --setup; else unet1)");
  TCLAP::ValueArg<int> epochs = cli::optional_option<int>(
      command,
      "epochs",
      "count",
      with_defaults(
          "passes over the training set; with --setup on a phantom 12 unless --network is given",
          [](const auto& o) { return o.loop.epochs; }));
  TCLAP::ValueArg<int> batch = cli::optional_option<int>(
      command,
      "batch",
      "images",
      with_defaults(
          "images per training step; 4 there", [](const auto& o) { return o.loop.batch_size; }));
  TCLAP::ValueArg<double> learning_rate = cli::optional_option<double>(
      command, "learning-rate", "number", with_defaults("of Adam", [](const auto& o) {
        return o.loop.learning_rate;
      }));
  TCLAP::ValueArg<std::string> loss = cli::optional_option<std::string>(
      command,
      "loss",
      one_of(learn::losses()),
      with_defaults("what training makes small", [](const auto& o) { return name_of(o.loss); }));
  TCLAP::ValueArg<int> patience = cli::optional_option<int>(
      command, "patience", "epochs", "stop after so many without a better one (default: never)");
  TCLAP::SwitchArg augment =
      cli::flag(command, "augment", "shift, scale, rotate and brighten training images mildly");
  TCLAP::ValueArg<std::string> device = cli::option<std::string>(
      command,
      "device",
      "auto|cpu|cuda",
      "where networks run; auto takes a graphics card where there is one",
      std::string(learn::name_of(learn::Device::kAuto)));
  TCLAP::ValueArg<int> threads = cli::optional_option<int>(
      command,
      "threads",
      "count",
      "of the CPU, for each network; 0 takes one for each core. The number can change the last "
      "bits of a network, so the default is the same on every machine: 1");
  TCLAP::ValueArg<std::string> volumes = cli::option<std::string>(
      command,
      "volumes",
      "ase|camus|2ch|4ch|area-length",
      "how volumes are measured",
      std::string(cardiac::name_of(cardiac::VolumeMethod::kBiplaneAse)));
  TCLAP::ValueArg<std::string> model = cli::optional_option<std::string>(
      command,
      "model",
      "file",
      "a network to use instead of training: one that a study wrote, or with --trust-model a "
      "TorchScript module from (1, 1, 256, 256) in [0, 1] to (1, C, 256, 256) scores");
  TCLAP::SwitchArg trust_model = cli::flag(
      command,
      "trust-model",
      "take a TorchScript file as --model: it is a program that runs with your rights, so only "
      "from a source that you trust");
  TCLAP::ValueArg<std::string> test_on = cli::option<std::string>(
      command, "test-on", "testing|all", "with --model, the patients to test on", "testing");
  TCLAP::SwitchArg no_images = cli::flag(
      command,
      "no-images",
      "draw outlines on plain ground: figures and report without any frame of the data set, which "
      "its licence lets you share freely");
  TCLAP::SwitchArg pdf = cli::flag(
      command,
      "pdf",
      "also print the report to PDF, DIR/report.pdf, through " + std::string(cli::kBrowsers));
  TCLAP::ValueArg<std::string> licence = cli::optional_option<std::string>(
      command,
      "licence",
      "file",
      "a text for the foot of the report: whose the frames are, and how they may be used (CAMUS is "
      "recognised, and its notice stands there by itself)");
  TCLAP::SwitchArg labels_only = cli::flag(
      command,
      "labels-only",
      "train nothing: draw the noise on every patient's labels again and again, and tell how far "
      "the ejection fraction moves");
  TCLAP::ValueArg<int> draws = cli::option(
      command,
      "draws",
      "count",
      "with --labels-only, of the noise on each label",
      analysis::SensitivityOptions{}.draws);
  TCLAP::ValueArg<std::string> fit = cli::optional_option<std::string>(
      command,
      "fit-observers",
      "folder|file.json",
      "train nothing: estimate from several readers' outlines of the same frames how observers "
      "differ, and write a setup file: a folder with a folder of label maps for each reader, or "
      "COCO JSON with rater_id (docs/observers.md)");
  TCLAP::ValueArg<std::string> reference = cli::optional_option<std::string>(
      command,
      "reference",
      "reader",
      "with --fit-observers, who is taken for the truth (default: the readers' mean outline)");
  TCLAP::ValueArg<double> mm_per_pixel = cli::optional_option<double>(
      command,
      "mm-per-pixel",
      "mm",
      "with --fit-observers, of COCO images that do not state their spacing");
  TCLAP::ValueArg<std::string> labels_out = cli::optional_option<std::string>(
      command,
      "export",
      "output folder",
      "train nothing: write frames and labels of every condition there, for networks of others: "
      "labels of training patients noisy as a study makes them, all others clean, with noise.csv");
  TCLAP::ValueArg<std::string> layout = cli::option<std::string>(
      command, "layout", "camus|nnunet", "with --export, folders and names of the files", "camus");
  TCLAP::ValueArg<std::string> replay = cli::optional_option<std::string>(
      command,
      "replay",
      "noise.csv",
      "with --export, make the noisy labels again from the log of what was drawn, without setup "
      "and seed; the labels must be those that it was made of");
  TCLAP::ValueArg<std::string> pairs = cli::optional_option<std::string>(
      command,
      "pairs",
      "file.csv",
      "train nothing: measure any two label maps against one another, a pair a row, whatever they "
      "are of: columns reference and prediction, paths relative to this file (docs/pairs.md)");
  TCLAP::ValueArg<double> tolerance_mm = cli::option(
      command,
      "tolerance-mm",
      "mm",
      "with --pairs, of NSD: how far apart two boundaries may lie and agree",
      metrics::MeasureOptions{}.nsd_tolerance_mm);
  TCLAP::ValueArg<int> jobs = cli::optional_option<int>(
      command,
      "jobs",
      "count",
      "networks side by side (default: as many as cores and --threads allow)");
  TCLAP::SwitchArg cells = cli::flag(
      command, "cells", "list what is to be trained: identity, state, condition, seed and fold");
  TCLAP::ValueArg<std::string> cell = cli::optional_option<std::string>(
      command, "cell", "identity", "run this one of the cells that --cells lists");
  TCLAP::ValueArg<int> ranks = cli::option(
      command,
      "ranks",
      "count",
      "with --cell, processes that train it together, each started by srun or torchrun; --cells "
      "and --merge must be told, too",
      1);
  TCLAP::SwitchArg merge =
      cli::flag(command, "merge", "make tables, pictures and report of the cells that are there");
  TCLAP::ValueArg<int> patients = cli::option(
      command, "patients", "count", "of the phantom", phantom::PhantomOptions{}.patients);
  TCLAP::ValueArg<std::string> cache = cli::optional_option<std::string>(
      command,
      "cache",
      "folder",
      "where phantoms are kept (default: camus-noise in the user's cache folder)");

  void parse(int argc, const char* const* argv) {
    command.parse(argc, argv);
    if (fit.isSet()) return require_fit_alone();
    if (pairs.isSet()) return require_pairs_alone();
    cli::require_absent(tolerance_mm, "is for --pairs, which is not given");
    require_export_alone();
    for (const TCLAP::Arg* argument :
         std::initializer_list<const TCLAP::Arg*>{&reference, &mm_per_pixel}) {
      cli::require_absent(*argument, "is for --fit-observers, which is not given");
    }
    cli::require_within(epochs, 1, 100'000);
    cli::require_within(batch, 1, 4096);
    cli::require_within(learning_rate, 1e-9, 10.0);
    cli::require_within(patience, 1, 100'000);
    cli::require_within(seeds, 1, 1000);
    cli::require_within(folds, 1, 1000);
    cli::require_within(threads, 0, 1024);
    cli::require_within(draws, 2, 100'000);
    cli::require_within(patients, phantom::kLeastPhantomPatients, phantom::kMostPhantomPatients);
    if (data.isSet()) {
      for (TCLAP::Arg* argument : std::initializer_list<TCLAP::Arg*>{&patients, &cache}) {
        cli::require_absent(*argument, "is for the phantom, which --data replaces");
      }
    }
    cli::require_within(jobs, 1, 1024);
    cli::require_within(ranks, 1, 1024);
    if (study.isSet()) {
      constexpr const char* kInFile = "is for the study file to say";
      for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
               &setup, &seed, &volumes, &labels_only, &draws}) {
        cli::require_absent(*argument, kInFile);
      }
      require_no_training_options(kInFile);
      cli::require_absent(model, "is for --setup, which --study replaces");
    } else if (!setup.isSet() && !model.isSet() && !replay.isSet()) {
      throw cli::UsageError("--setup, --study or --model must be given");
    }
    if (cells.getValue() || merge.getValue()) {
      cli::require_absent(cell, "is to run a cell, which --cells and --merge do not");
    } else if (!cell.isSet()) {
      cli::require_absent(ranks, "is for one cell at a time (--cell)");
    }
    if (labels_only.getValue()) {
      constexpr const char* kNoNetworks = "is for networks, of which --labels-only has none";
      require_no_training_options(kNoNetworks);
      for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
               &device, &model, &jobs, &cells, &cell, &ranks, &merge}) {
        cli::require_absent(*argument, kNoNetworks);
      }
    } else if (!study.isSet()) {
      cli::require_absent(draws, "is for --labels-only, which is not given");
    }
    if (model.isSet()) {
      require_no_training_options("is for training, which --model replaces");
    } else {
      cli::require_absent(trust_model, "is for --model, which is not given");
      cli::require_absent(test_on, "is for --model, which is not given");
    }
  }

  /// @throws UsageError  naming the first option that was given and means nothing to --export
  void require_export_alone() const {
    if (!labels_out.isSet()) {
      cli::require_absent(layout, "is for --export, which is not given");
      return cli::require_absent(replay, "is for --export, which is not given");
    }
    if (replay.isSet()) {
      cli::require_absent(setup, "says which noise, as --replay does");
      cli::require_absent(study, "says which noise, as --replay does");
    }
    for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
             &out,
             &device,
             &threads,
             &volumes,
             &model,
             &cells,
             &cell,
             &ranks,
             &merge,
             &jobs,
             &draws,
             &labels_only,
             &no_images,
             &pdf}) {
      cli::require_absent(*argument, "means nothing to --export, which measures nothing");
    }
    require_no_training_options("means nothing to --export, which trains nothing");
  }

  /// @throws UsageError  naming the first option that was given and is for a study
  void require_fit_alone() const {
    constexpr const char* kNoStudy = "is for a study, which --fit-observers does not run";
    require_no_study_options(kNoStudy);
    cli::require_absent(threads, kNoStudy);
    for (const TCLAP::Arg* argument :
         std::initializer_list<const TCLAP::Arg*>{&pairs, &tolerance_mm}) {
      cli::require_absent(*argument, "is for pairs of label maps, not for --fit-observers");
    }
    if (mm_per_pixel.isSet()) cli::require_within(mm_per_pixel, 0.01, 10.0);
  }

  /// @throws UsageError  naming the first option that was given and is for something else
  void require_pairs_alone() const {
    require_no_study_options("is for a study, which --pairs does not run");
    for (const TCLAP::Arg* argument :
         std::initializer_list<const TCLAP::Arg*>{&reference, &mm_per_pixel}) {
      cli::require_absent(*argument, "is for --fit-observers, which is not given");
    }
    cli::require_within(tolerance_mm, 0.0, 1000.0);
    cli::require_within(threads, 0, 1024);
  }

  /// Of options that say which study is run, and how.
  /// @throws UsageError  naming the first that was given, and why it must not be
  void require_no_study_options(const std::string& because) const {
    require_no_training_options(because);
    for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
             &setup,   &study,     &data,        &seed,        &device, &volumes,
             &model,   &test_on,   &trust_model, &cells,       &cell,   &ranks,
             &merge,   &jobs,      &draws,       &labels_only, &cache,  &patients,
             &licence, &no_images, &pdf,         &labels_out,  &layout, &replay}) {
      cli::require_absent(*argument, because);
    }
  }

  /// @throws UsageError  naming the first that was given, and why it must not be
  void require_no_training_options(const std::string& because) const {
    for (const TCLAP::Arg* argument : std::initializer_list<const TCLAP::Arg*>{
             &seeds,
             &folds,
             &network,
             &epochs,
             &batch,
             &learning_rate,
             &loss,
             &patience,
             &augment}) {
      cli::require_absent(*argument, because);
    }
  }

  [[nodiscard]] DataSource source(const plan::StudyPlan& plan) const {
    DataSource source{.phantom_patients = patients.getValue(), .phantom_seed = plan.split_seed()};
    if (data.isSet()) {
      source.root = data.getValue();
    } else {
      source.phantom_cache =
          cache.isSet() ? fs::path(cache.getValue()) : cli::user_cache("camus-noise");
    }
    return source;
  }

  /// The study that is asked for.
  [[nodiscard]] plan::StudyPlan plan() const {
    if (study.isSet()) return study_files::read_study(study.getValue());
    plan::StudyPlan plan{
        .seeds = {seed.getValue()},
        .volume_method = cardiac::volume_method_named(volumes.getValue()),
        .draws = draws.getValue()};
    if (replay.isSet()) {
      plan.conditions = {{.name = "replayed"}};
      return plan;
    }
    if (model.isSet()) {
      plan.name = plan::kModelCondition;
      plan.conditions = {{.name = plan::kModelCondition}};
      return plan;
    }
    noise::NoiseSetup noise = setups::read_setup(setup.getValue(), setups::Scenario::kCamus);
    plan.name = noise.name;
    plan.description = noise.description;
    plan::Condition noisy{
        .name = plan.name == plan::kCleanCondition ? plan::kNoisyCondition : plan.name,
        .noise = plan.name,
        .setup = std::move(noise)};
    if (labels_only.getValue()) {
      plan.name += "-labels";
      plan.kind = plan::StudyKind::kLabels;
      plan.conditions = {std::move(noisy)};
      return plan;
    }
    plan.conditions = {plan::Condition{}, std::move(noisy)};
    for (int i = 1; i < seeds.getValue(); ++i)
      plan.seeds.push_back(seed.getValue() + static_cast<std::uint64_t>(i));
    plan.folds =
        cli::given(folds).value_or(data.isSet() ? 1 : std::min(kPhantomFolds, patients.getValue()));
    plan.learning = {
        .network = cli::given(network),
        .epochs = cli::given(epochs),
        .batch_size = cli::given(batch),
        .learning_rate = cli::given(learning_rate),
        .loss = cli::given(loss),
        .patience = cli::given(patience),
        .augmentation = std::string(learn::name_of(
            augment.getValue() ? learn::Augmentation::kMild : learn::Augmentation::kNone))};
    return plan;
  }

  [[nodiscard]] ExportOptions export_options() const {
    ExportOptions options{.plan = plan(), .out = labels_out.getValue()};
    options.source = source(options.plan);
    options.plan.folds = 1;  // one division, the data set's own where it has one
    if (!study.isSet()) options.plan.seeds = {seed.getValue()};
    options.layout = layout.getValue() == "nnunet" ? ExportLayout::kNnunet : ExportLayout::kCamus;
    if (replay.isSet()) options.replay = replay.getValue();
    if (licence.isSet()) options.licence = study_files::read_licence(licence.getValue());
    return options;
  }

  [[nodiscard]] FitOptions fit_options() const {
    FitOptions options{.data = fit.getValue(), .reference = reference.getValue()};
    options.mm_per_pixel = cli::given(mm_per_pixel);
    if (out.isSet()) options.out = out.getValue();
    return options;
  }

  [[nodiscard]] PairsOptions pairs_options() const {
    PairsOptions options{
        .pairs = pairs.getValue(),
        .measures = {.nsd_tolerance_mm = tolerance_mm.getValue()},
        .threads = cli::threads_of(cli::given(threads).value_or(0))};
    if (out.isSet()) options.out = out.getValue();
    return options;
  }

  [[nodiscard]] CamusNoiseTask task() const {
    if (labels_only.getValue()) return CamusNoiseTask::kDrawOnLabels;
    if (cells.getValue()) return CamusNoiseTask::kListCells;
    if (cell.isSet()) return CamusNoiseTask::kRunCell;
    return merge.getValue() ? CamusNoiseTask::kMergeCells : CamusNoiseTask::kRunStudy;
  }

  [[nodiscard]] StudyOptions study_options() const {
    StudyOptions options{.plan = plan()};
    options.source = source(options.plan);
    if (out.isSet()) options.out = out.getValue();
    if (model.isSet()) {
      options.model = {
          .file = model.getValue(),
          .is_trusted = trust_model.getValue(),
          .tests_all = test_on.getValue() == "all"};
    }
    options.device = learn::device_named(device.getValue());
    options.threads = cli::threads_of(cli::given(threads).value_or(labels_only.getValue() ? 0 : 1));
    options.ranks = ranks.getValue();
    options.jobs = cli::given(jobs).value_or(std::max(1, cli::threads_of(0) / options.threads));
    options.is_brief_on_phantom = !study.isSet();
    options.shows_frames = !no_images.getValue();
    options.with_pdf = pdf.getValue();
    if (licence.isSet()) options.licence = study_files::read_licence(licence.getValue());
    return options;
  }
};

}  // namespace

CamusNoiseOptions camus_noise_options(int argc, const char* const* argv) {
  Arguments arguments;
  arguments.parse(argc, argv);
  if (arguments.fit.isSet()) {
    return {.task = CamusNoiseTask::kFitObservers, .fit = arguments.fit_options()};
  }
  if (arguments.labels_out.isSet()) {
    return {.task = CamusNoiseTask::kExportLabels, .labels = arguments.export_options()};
  }
  if (arguments.pairs.isSet()) {
    return {.task = CamusNoiseTask::kMeasurePairs, .pairs = arguments.pairs_options()};
  }
  return {
      .task = arguments.task(),
      .study = arguments.study_options(),
      .cell = arguments.cell.getValue(),
      .of_cells =
          arguments.command.given_without({&arguments.out, &arguments.threads, &arguments.pdf}),
      .leaves_setup_aside =
          arguments.model.isSet() && arguments.setup.isSet() && !arguments.cell.isSet()};
}

}  // namespace segnoise
