// camus-view: one patient in a window, and what noisy outlines make of his ejection fraction.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/paths.h"
#include "cli/progress.h"
#include "core/shape/label_map.h"
#include "data/camus/data_set.h"
#include "data/camus/half_sequence.h"
#include "data/phantom/phantom.h"
#include "data/setups/setup_file.h"
#include "show/pictures/encoded_picture.h"
#include "show/session/session.h"
#include "show/window/scene.h"
#include "show/window/viewer_window.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "study/files/finished_study.h"
#include "study/files/outlines_file.h"
#include "study_data.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

struct Arguments {
  cli::CommandLine command{
      "Look at one patient of CAMUS after another: the left ventricle in four frames, clean and "
      "noisy, with sliders for the noise, and what becomes of volumes and ejection fraction.",
      "camus-view                                        on the built-in phantom\n"
      "camus-view --data CAMUS --patient patient0001 --setup medium\n"
      "camus-view --study results/low                    patients of a study, the worst first\n"
      "camus-view --data CAMUS --screenshot picture.png   without a window or a display"};
  TCLAP::ValueArg<std::string> data = cli::optional_option<std::string>(
      command,
      "data",
      "folder",
      "the CAMUS data set, NIfTI or legacy release (default: that of --study, else a phantom, made "
      "on the spot)");
  TCLAP::ValueArg<std::string> study = cli::optional_option<std::string>(
      command,
      "study",
      "folder",
      "results of camus-noise: its patients, by EF error, its setup, seed and volumes");
  TCLAP::ValueArg<std::string> patient = cli::optional_option<std::string>(
      command, "patient", "id", "whom to begin with (default: the first)");
  TCLAP::ValueArg<std::string> setup = cli::optional_option<std::string>(
      command,
      "setup",
      setups::setup_unit(setups::Scenario::kCamus),
      "noise to begin with: the paper's, dilation before jitter, an order that is our choice, or "
      "jitter first; or a setup file (default: that of --study, else low)");
  TCLAP::ValueArg<std::uint64_t> seed = cli::optional_option<std::uint64_t>(
      command,
      "seed",
      "number",
      "of the noise: the same as camus-noise draws by it (default: that of --study, else 1)");
  TCLAP::ValueArg<std::string> volumes = cli::optional_option<std::string>(
      command,
      "volumes",
      "ase|camus|2ch|4ch|area-length",
      "how volumes are measured (default: as --study did, else ase)");
  TCLAP::ValueArg<std::string> screenshot = cli::optional_option<std::string>(
      command,
      "screenshot",
      "output file",
      "write a picture (PNG) of what the window would show, and open none");
};

/// The data set that is looked at, and how.
struct Choice {
  camus::DataSet data_set = {};
  fs::path study_folder = {};
  std::optional<study_files::FinishedStudy> study = {};
  std::vector<camus::PatientFolder> patients = {};  ///< in the order in which they are shown
  session::SessionStart start = {};
};

fs::path root_of(
    const Arguments& arguments,
    const std::optional<study_files::FinishedStudy>& study,
    cli::Progress& progress) {
  DataSource source{.phantom_patients = phantom::PhantomOptions{}.patients};
  if (study) source.root = study->data_root;
  if (arguments.data.isSet()) source.root = arguments.data.getValue();
  if (!source.root) source.phantom_cache = cli::user_cache("camus-noise");
  return data_root(source, progress);
}

/// All patients of the data set, or those of a study by their error.
std::vector<camus::PatientFolder> ordered_patients(
    const camus::DataSet& data_set, const std::optional<study_files::FinishedStudy>& study) {
  if (!study) return data_set.patients;
  std::vector<camus::PatientFolder> patients;
  for (const study_files::PatientError& error : study->patients) {
    const auto found =
        std::ranges::find(data_set.patients, error.patient, &camus::PatientFolder::id);
    if (found == data_set.patients.end()) {
      throw std::runtime_error(
          data_set.root.string() + ": has no " + error.patient +
          ", whom the study has; give the data set of the study as --data");
    }
    patients.push_back(*found);
  }
  return patients;
}

std::size_t place_of(const std::vector<std::string>& patients, const std::string& id) {
  const auto found = std::ranges::find(patients, id);
  if (found == patients.end()) {
    throw std::runtime_error(
        "there is no patient '" + id + "', expected one of " + std::to_string(patients.size()) +
        ", such as " + patients.front());
  }
  return static_cast<std::size_t>(found - patients.begin());
}

Choice chosen(const Arguments& arguments, cli::Progress& progress) {
  Choice choice;
  if (arguments.study.isSet()) {
    choice.study_folder = arguments.study.getValue();
    choice.study = study_files::read_finished_study(choice.study_folder.string());
  }
  choice.data_set = camus::open_data_set(root_of(arguments, choice.study, progress));
  choice.patients = ordered_patients(choice.data_set, choice.study);

  session::SessionStart& start = choice.start;
  for (const camus::PatientFolder& patient : choice.patients) start.patients.push_back(patient.id);
  if (arguments.patient.isSet()) {
    start.first = place_of(start.patients, arguments.patient.getValue());
  }
  if (choice.study) {
    start.seed = choice.study->seed;
    start.volume_method = choice.study->volume_method;
  }
  start.seed = cli::given(arguments.seed).value_or(start.seed);
  if (arguments.volumes.isSet()) {
    start.volume_method = cardiac::volume_method_named(arguments.volumes.getValue());
  }
  if (choice.study && choice.study->setup && !arguments.setup.isSet()) {
    start.setup = *choice.study->setup;
  } else {
    start.setup =
        setups::read_setup(cli::given(arguments.setup).value_or("low"), setups::Scenario::kCamus);
  }
  return choice;
}

std::string one_decimal(double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

/// What the worst cell of a study drew of a patient, if it kept that.
std::optional<session::Prediction> prediction_of(
    const fs::path& study, const study_files::PatientError& error) {
  if (error.worst_cell.empty()) return std::nullopt;
  const fs::path path = study / "cells" / error.worst_cell / "outlines.json";
  if (!fs::exists(path)) return std::nullopt;
  for (auto& [patient, outlines] : study_files::read_outlines(path.string())) {
    if (patient == error.patient)
      return session::Prediction{error.worst_condition, std::move(outlines)};
  }
  return std::nullopt;
}

session::ViewedPatient load(const Choice& choice, std::size_t place) {
  camus::LoadedPatient loaded = camus::load_patient(choice.patients[place]);
  const bool has_frame = std::ranges::any_of(cardiac::kViews, [&](cardiac::View view) {
    return std::ranges::any_of(cardiac::kInstants, [&](cardiac::Instant instant) {
      return loaded.patient.frames(view, instant).has_value();
    });
  });
  if (!has_frame) {
    throw std::runtime_error(
        choice.patients[place].path.string() + ": has no labelled frame that can be used" +
        (loaded.warnings.empty() ? "" : ": " + loaded.warnings.front()));
  }
  for (const std::string& warning : loaded.warnings) std::cerr << "warning: " << warning << '\n';
  session::ViewedPatient viewed{.patient = std::move(loaded.patient)};
  const auto say = [&](const std::string& remark) {
    viewed.remark += (viewed.remark.empty() ? "" : "; ") + remark;
  };
  if (choice.study) {
    const study_files::PatientError& error = choice.study->patients[place];
    say("EF error in the study " + one_decimal(error.ef_error_pp) + " p.p.");
    viewed.prediction = prediction_of(choice.study_folder, error);
    if (viewed.prediction) say("predicted: " + viewed.prediction->network);
  }
  for (const std::string& remark : viewed.patient.remarks) say(remark);
  return viewed;
}

std::array<session::Cine, cardiac::kViews.size()> load_cine(const camus::PatientFolder& folder) {
  std::array<session::Cine, cardiac::kViews.size()> cines;
  for (const cardiac::View view : cardiac::kViews) {
    for (camus::SequenceFrame& frame : camus::load_half_sequence(folder, view).frames) {
      session::CineFrame shown{.image = std::move(frame.image)};
      if (frame.labels) shown.clean = shape::mask_of(*frame.labels, cardiac::kLeftVentricle);
      cines.at(static_cast<std::size_t>(view)).push_back(std::move(shown));
    }
  }
  return cines;
}

/// The first of "low-edited.json", "low-edited-2.json", ... that does not exist.
fs::path free_file(const std::string& stem, const std::string& extension) {
  fs::path path = stem + extension;
  for (int number = 2; fs::exists(path); ++number) {
    path = stem;
    path += '-' + std::to_string(number) + extension;
  }
  return path;
}

void open_window(const Choice& choice, session::Session& session) {
  window::show_in_window(
      session,
      {.load_cine = [&] { return load_cine(choice.patients[session.place()]); },
       .save_picture =
           [&](const pictures::Picture& picture) {
             const fs::path path = free_file(session.viewed().patient.id, ".png");
             storage::write_file(path, pictures::png_bytes(picture));
             std::cout << session::summary_line(session) << std::endl;
             return "wrote " + path.string();
           },
       .save_setup =
           [&] {
             std::string stem = session.setup().name;
             std::ranges::replace_if(
                 stem, [](char letter) { return letter == ' ' || letter == '/'; }, '-');
             const fs::path path = free_file(stem, ".json");
             storage::write_file(path, setups::to_json(session.setup()));
             return "wrote " + path.string() + ", for camus-noise --setup " + path.string();
           },
       .on_idle = cli::throw_if_interrupted});
}

void run(const Arguments& arguments) {
  cli::Progress progress;
  Choice choice = chosen(arguments, progress);
  choice.start.load = [&](std::size_t place) { return load(choice, place); };
  session::Session session(choice.start);
  if (!arguments.screenshot.isSet()) return open_window(choice, session);
  window::Scene scene;
  storage::write_file(
      arguments.screenshot.getValue(),
      pictures::png_bytes(scene.draw(session, window::kViewerSize, {})));
  std::cout << session::summary_line(session) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    Arguments arguments;
    arguments.command.parse(argc, argv);
    run(arguments);
  });
}
