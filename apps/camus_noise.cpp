// camus-noise: what noisy outlines of the left ventricle cost a network, and the ejection fraction.

#include "camus/data_set.h"
#include "camus/phantom.h"
#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/child_process.h"
#include "cli/interrupt.h"
#include "cli/paths.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "files/setup_file.h"
#include "files/study_file.h"
#include "files/study_files.h"
#include "label_side.h"
#include "learn/training.h"
#include "network_training.h"
#include "report/study_report.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "study/split.h"
#include "study/study.h"
#include "study/table7.h"
#include "study_data.h"
#include "sweep.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
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
      "camus-noise --setup low --data CAMUS --model study/networks/clean.safetensors\n"
      "camus-noise --setup low --data CAMUS --labels-only   how far EF moves, without training"};
  TCLAP::ValueArg<std::string> setup = optional_option<std::string>(
      command,
      "setup",
      "low|medium|high|file",
      "noise: the paper's, or a setup file (docs/setups.md)");
  TCLAP::ValueArg<std::string> study = optional_option<std::string>(
      command,
      "study",
      "table7|ablation|sensitivity|file",
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
      "a new folder for the results (default: results/SETUP, or the next free SETUP-2, SETUP-3 "
      "...); of a study, also the folder to go on with (default: results/STUDY)");
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
      "of the CPU; 0 takes one for each core (default: 0; of each cell of a study: 1)");
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
      "with --study, cells side by side (default: as many as cores and --threads allow)");
  TCLAP::SwitchArg cells = flag(
      command, "cells", "with --study, list its cells: identity, state, condition, seed and fold");
  TCLAP::ValueArg<std::string> cell = optional_option<std::string>(
      command, "cell", "identity", "with --study, run this one of its cells");
  TCLAP::ValueArg<int> ranks = option(
      command,
      "ranks",
      "count",
      "with --cell, processes that train it together, each started by srun or torchrun; --cells "
      "and --merge must be told, too",
      1);
  TCLAP::SwitchArg merge =
      flag(command, "merge", "with --study, make the tables of the cells that are there");
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
      for (TCLAP::Arg* argument : std::initializer_list<TCLAP::Arg*>{&model, &no_images}) {
        require_absent(*argument, "is for --setup, which --study replaces");
      }
      if (cells.getValue() || merge.getValue()) {
        require_absent(cell, "is to run a cell, which --cells and --merge do not");
      } else if (!cell.isSet()) {
        require_absent(ranks, "is for one cell at a time (--cell)");
      }
    } else {
      if (!setup.isSet()) throw UsageError("--setup or --study must be given");
      for (TCLAP::Arg* argument :
           std::initializer_list<TCLAP::Arg*>{&jobs, &cells, &cell, &ranks, &merge}) {
        require_absent(*argument, "is for --study, which is not given");
      }
    }
    if (labels_only.getValue()) {
      constexpr const char* kNoNetworks = "is for networks, of which --labels-only has none";
      require_no_training_options(kNoNetworks);
      require_absent(device, kNoNetworks);
      require_absent(model, kNoNetworks);
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
    DataSource source{
        .phantom_patients = patients.getValue(),
        .phantom_seed = seed.getValue(),
        .phantom_cache = cache.isSet() ? fs::path(cache.getValue()) : user_cache("camus-noise")};
    if (data.isSet()) source.root = data.getValue();
    return source;
  }

  [[nodiscard]] SweepOptions sweep(const std::string& program) const {
    SweepOptions options{
        .study = study.getValue(),
        .source = source(),
        .device = device_named(device.getValue()),
        .threads = threads_of(given(threads).value_or(1)),
        .ranks = ranks.getValue(),
        .program = program};
    options.out = out.isSet() ? fs::path(out.getValue())
                              : fs::path("results") / read_study(options.study).name;
    options.jobs = given(jobs).value_or(std::max(1, threads_of(0) / options.threads));
    if (data.isSet()) {
      options.data_arguments = {"--data", data.getValue()};
    } else {
      options.data_arguments = {
          "--patients",
          std::to_string(patients.getValue()),
          "--cache",
          options.source.phantom_cache.string()};
    }
    return options;
  }

  [[nodiscard]] TrainingOptions training() const {
    TrainingOptions options = training_options(
        {.network = given(network),
         .epochs = given(epochs),
         .batch_size = given(batch),
         .learning_rate = given(learning_rate),
         .loss = given(loss),
         .patience = given(patience),
         .augmentation =
             std::string(name_of(augment.getValue() ? Augmentation::kMild : Augmentation::kNone))},
        !data.isSet());
    options.seed = seed.getValue();
    options.device = device_named(device.getValue());
    options.threads = threads.getValue();
    return options;
  }
};

/// Reads and divides the data set, and describes it.
Cohort read_cohort(const Arguments& arguments, StudyDescription& study, Progress& progress) {
  const DataSet data_set = open_data_set(data_root(arguments.source(), progress));
  std::vector<Patient> patients;
  read_patients(
      data_set, study, progress, [&](Patient patient) { patients.push_back(std::move(patient)); });

  std::vector<std::string> ids;
  ids.reserve(patients.size());
  for (const Patient& patient : patients) ids.push_back(patient.id);
  Split split;
  if (arguments.test_on.getValue() == "all") {
    study.split_source = "all patients for testing";
    split.testing = ids;
  } else {
    DividedPatients division = divided_patients(data_set, ids, study.seed);
    study.split_source = std::move(division.source);
    split = std::move(division.split);
  }
  Cohort cohort = divided(std::move(patients), split);
  study.training_patients = static_cast<int>(cohort.training.size());
  study.validation_patients = static_cast<int>(cohort.validation.size());
  study.testing_patients = static_cast<int>(cohort.testing.size());
  require_enough(cohort, study.split_source, arguments.model.isSet());
  return cohort;
}

std::shared_ptr<const Segmenter> load_model(const Arguments& arguments) {
  const fs::path file = arguments.model.getValue();
  const Device device = device_named(arguments.device.getValue());
  if (arguments.trust_model.getValue()) {
    return std::make_shared<Segmenter>(Segmenter::load_torchscript(file, device));
  }
  return std::make_shared<Segmenter>(Segmenter::load(file, device));
}

void write_results(
    const fs::path& folder,
    const StudyResults& results,
    const Cohort& cohort,
    ReportImages images,
    Progress& progress) {
  progress.update("writing the report");
  for (const std::string& remark : write_study_report(folder, results, cohort.testing, images)) {
    progress.line("warning: " + remark);
  }
  write_file(folder / "patients.csv", patients_csv(results));
  write_file(folder / "noise.csv", noise_csv(results));
  if (!results.training.empty()) {
    write_file(folder / "training.csv", training_csv(results));
  }
  write_file(folder / "summary.json", summary_json(results));
}

/// The label side of the study, which needs no network.
void run_labels_only(const Arguments& arguments, const std::string& command) {
  Progress progress;
  const bool is_phantom = !arguments.data.isSet();
  const int draws = arguments.draws.getValue();
  LabelSide study{
      .description =
          {.command_line = command,
           .program_version = SEGNOISE_VERSION,
           .libraries = {SEGNOISE_LIBRARIES},
           .is_phantom = is_phantom,
           .setup = read_setup(arguments.setup.getValue(), Scenario::kCamus),
           .seed = arguments.seed.getValue()},
      .options =
          {.draws = draws,
           .draws_alone = std::min(draws, SensitivityOptions{}.draws_alone),
           .seed = arguments.seed.getValue(),
           .volume_method = volume_method_named(arguments.volumes.getValue())},
      .threads = arguments.threads.getValue()};
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

void run(const Arguments& arguments, const std::string& command) {
  const auto started = std::chrono::steady_clock::now();
  Progress progress;
  StudyDescription study{
      .command_line = command,
      .program_version = SEGNOISE_VERSION,
      .libraries = {SEGNOISE_LIBRARIES},
      .setup = read_setup(arguments.setup.getValue(), Scenario::kCamus),
      .seed = arguments.seed.getValue(),
      .volume_method = volume_method_named(arguments.volumes.getValue())};
  require_available(device_named(arguments.device.getValue()));
  const std::shared_ptr<const Segmenter> model =
      arguments.model.isSet() ? load_model(arguments) : nullptr;
  OutputFolder out(
      arguments.out.isSet() ? fs::path(arguments.out.getValue())
                            : free_name(fs::path("results") / study.setup.name));
  try {
    Cohort cohort = read_cohort(arguments, study, progress);
    const TrainingOptions training = arguments.training();
    use_threads(training.threads);
    Trainer trainer(training, progress);
    Learning learning{.on_patient = [&](const std::string& condition, int patient, int patients) {
      throw_if_interrupted();
      progress.update(condition + ": testing patient", patient, patients);
    }};
    std::vector<Condition> conditions{
        Condition{}, {.name = kNoisyCondition, .noise = study.setup.name, .setup = study.setup}};
    if (model) {
      conditions = {{.name = kModelCondition, .noise = study.setup.name, .setup = study.setup}};
      study.learning = {{"model", arguments.model.getValue()}, {"model_sha256", model->sha256()}};
      learning.learn = [&](const auto&, auto, auto) -> Predictor {
        return [&](const Image& image) { return model->predict(image); };
      };
    } else {
      study.learning = named_options(training);
      learning.learn = [&](const std::string& condition, auto training_set, auto validation_set) {
        return trainer.learn(
            condition,
            training_set,
            validation_set,
            out.unfinished() / "networks" / (condition + ".safetensors"));
      };
    }
    StudyResults results = run_study(cohort, conditions, std::move(study), learning);
    results.training = trainer.take_records();
    results.description.elapsed_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    const auto images =
        arguments.no_images.getValue() ? ReportImages::kOutlinesOnly : ReportImages::kFrames;
    write_results(out.unfinished(), results, cohort, images, progress);
    out.finish();
    std::cout << table7_text(results.table7);
    progress.line(
        "finished in " + spoken_duration(results.description.elapsed_s) + "; open " +
        (out.final_path() / "report.html").string());
  } catch (const Interrupted&) {
    throw Interrupted("interrupted; nothing was written to " + out.final_path().string());
  }
}

void run_one_study(const Arguments& arguments, const std::string& program) {
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
    watch_for_interrupt();
    if (arguments.study.isSet()) {
      run_one_study(arguments, own_path(argv[0]));
    } else if (arguments.labels_only.getValue()) {
      run_labels_only(arguments, command_line(argc, argv));
    } else {
      run(arguments, command_line(argc, argv));
    }
  });
}
