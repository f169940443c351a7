#pragma once

#include "fit_observers.h"
#include "learn/core/runtime.h"
#include "measure_pairs.h"
#include "study/plan/study_plan.h"
#include "study_data.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise {

/// A network that a study is given, and does not train.
struct GivenModel {
  std::filesystem::path file = {};
  bool is_trusted = false;  ///< whether it may be a TorchScript module, which is a program
  bool tests_all = false;   ///< on every patient, not the testing ones alone
};

/// What study is asked for, and how it is run.
struct StudyOptions {
  plan::StudyPlan plan = {};  ///< with --labels-only, of one condition and one seed
  DataSource source = {};
  std::optional<std::filesystem::path> out = {};  ///< nothing for a folder by the plan's name
  std::optional<GivenModel> model = {};
  learn::Device device = learn::Device::kAuto;
  int threads = 1;                   ///< of each cell, or of --labels-only, >= 1
  int ranks = 1;                     ///< processes that train each cell together, >= 1
  int jobs = 1;                      ///< cells side by side, >= 1
  bool is_brief_on_phantom = false;  ///< whether brief_on_phantom() fills what the plan leaves open
  bool shows_frames = true;          ///< whether pictures show frames, or outlines alone
  bool with_pdf = false;             ///< whether the report is printed, too
  std::string licence = {};          ///< of the frames, for the report; empty for none
};

/// The folders and names that labels are written in for networks of others.
enum class ExportLayout : std::uint8_t { kCamus, kNnunet };

/// What --export is asked for.
struct ExportOptions {
  plan::StudyPlan plan = {};  ///< conditions and seeds count
  DataSource source = {};
  std::filesystem::path out = {};  ///< the folder that is made
  ExportLayout layout = ExportLayout::kCamus;
  std::optional<std::filesystem::path> replay = {};  ///< a log of noise, which stands for setups
  std::string licence = {};                          ///< of the frames; empty for none
};

/// What is to be done of it.
enum class CamusNoiseTask : std::uint8_t {
  kRunStudy,
  kListCells,
  kRunCell,
  kMergeCells,
  kDrawOnLabels,  ///< --labels-only
  kFitObservers,
  kMeasurePairs,
  kExportLabels,
};

/// The command line of camus-noise.
struct CamusNoiseOptions {
  CamusNoiseTask task = CamusNoiseTask::kRunStudy;
  StudyOptions study = {};
  FitOptions fit = {};                     ///< for kFitObservers, which has no study
  ExportOptions labels = {};               ///< for kExportLabels
  PairsOptions pairs = {};                 ///< for kMeasurePairs, which has none either
  std::string cell = {};                   ///< its identity, to run one
  std::vector<std::string> of_cells = {};  ///< what asks another process for the same study; of
                                           ///< folder and threads, it must be told
  bool leaves_setup_aside = false;         ///< --setup beside --model, which means nothing
};

/// Parses the command line, and reads the setup, the study and the licence that it names.
/// @throws UsageError          naming the option, its value and what was expected
/// @throws std::runtime_error  as read_study(), read_setup() and read_licence() do
[[nodiscard]] CamusNoiseOptions camus_noise_options(int argc, const char* const* argv);

}  // namespace segnoise
