// camus-noise --export: noisy labels as files, for networks of others.

#include "export_labels.h"

#include "cli/interrupt.h"
#include "data/camus/release.h"
#include "data/nnunet/nnunet_release.h"
#include "data/setups/setup_file.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "study/engine/merge.h"
#include "study/engine/patient_division.h"
#include "study/files/export_file.h"
#include "study/files/study_files.h"
#include "study/plan/corruption.h"
#include "study/plan/training_choice.h"
#include "terminal_observer.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

/// One condition under one seed, on its way to the disk.
struct Exported {
  const plan::Condition* condition;
  std::uint64_t seed;
  std::string name;  ///< of its folder
  plan::TrainingChoice choice;
  std::vector<plan::NoiseRecord> noise = {};
  int training_cases = 0;
};

/// "camus low 50%" under seed 2 of several as "camus-low-50%-seed2"; nnU-Net wants a number first.
std::string folder_name(
    const ExportOptions& options, const plan::Condition& condition, std::uint64_t seed, int place) {
  std::string name = condition.name;
  std::ranges::replace_if(
      name, [](char c) { return c == ' ' || c == '/' || c == '\\'; }, '-');
  if (options.plan.seeds.size() > 1) name += "-seed" + std::to_string(seed);
  constexpr int kFirstOwnDataset = 501;  // below, nnU-Net's own may be
  return options.layout == ExportLayout::kCamus
             ? name
             : "Dataset" + std::to_string(kFirstOwnDataset + place) + "_" + name;
}

std::vector<Exported> exports_of(
    const ExportOptions& options, const std::vector<std::string>& training) {
  std::vector<Exported> all;
  std::set<std::string> names;
  for (const std::uint64_t seed : options.plan.seeds) {
    for (const plan::Condition& condition : options.plan.conditions) {
      std::string name = folder_name(options, condition, seed, static_cast<int>(all.size()));
      if (!names.insert(name).second) {
        throw std::runtime_error(
            "condition \"" + condition.name + "\" would have the folder of another, " + name);
      }
      all.push_back(
          {.condition = &condition,
           .seed = seed,
           .name = std::move(name),
           .choice = plan::training_choice(training, condition, seed)});
    }
  }
  return all;
}

void write_nnunet_cases(
    const fs::path& root, const cardiac::Patient& patient, nnunet::Part part, int& cases) {
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      nnunet::write_case(root, part, camus::frame_stem(patient.id, view, instant), *frame);
      ++cases;
    }
  }
}

/// Writes a patient as one condition has him, if it has him.
void write_patient(
    const fs::path& root,
    cardiac::Patient patient,
    const cardiac::Split& split,
    ExportLayout layout,
    Exported& exported) {
  const auto is_in = [&](const std::vector<std::string>& part) {
    return std::ranges::find(part, patient.id) != part.end();
  };
  const bool is_tested = is_in(split.testing);
  if (!is_tested && !is_in(split.validation) && !exported.choice.used.contains(patient.id)) return;
  if (exported.condition->setup && exported.choice.noisy.contains(patient.id)) {
    std::ranges::move(
        plan::corrupt_labels(patient, *exported.condition->setup, exported.seed),
        std::back_inserter(exported.noise));
  }
  if (layout == ExportLayout::kCamus) return camus::write_patient(root, patient, {});
  int tested = 0;
  write_nnunet_cases(
      root,
      patient,
      is_tested ? nnunet::Part::kTesting : nnunet::Part::kTraining,
      is_tested ? tested : exported.training_cases);
}

/// A log of noise by patient.
using Log = std::map<std::string, std::vector<plan::NoiseRecord>>;

/// @throws std::runtime_error  as read_noise_csv() does; naming a patient whom the data set lacks,
///                             or a label that has two rows
Log read_log(const fs::path& path, const std::vector<std::string>& patients) {
  Log log;
  std::set<std::string> labels;
  for (plan::NoiseRecord& record : study_files::read_noise_csv(path.string())) {
    const std::string& patient = record.frame.patient;
    if (std::ranges::find(patients, patient) == patients.end()) {
      throw std::runtime_error(
          path.string() + ": patient " + patient +
          " is not in the data set, expected its patients");
    }
    if (!labels.insert(record.frame.text()).second) {
      throw std::runtime_error(
          path.string() + ": " + record.frame.text() + " has two rows, expected one");
    }
    log[patient].push_back(std::move(record));
  }
  return log;
}

/// Makes a patient's labels noisy as the log has it.
/// @throws std::runtime_error  naming a frame that is not there; or as plan::replayed() does
void replay(cardiac::Patient& patient, const Log& log, std::vector<plan::NoiseRecord>& noise) {
  const auto own = log.find(patient.id);
  if (own == log.end()) return;
  for (const plan::NoiseRecord& record : own->second) {
    auto& frame = patient.frames(record.frame.view, record.frame.instant);
    if (!frame) {
      throw std::runtime_error(
          record.frame.text() + ": the data set lacks this frame, expected those of the log");
    }
    plan::NoisyLabels noisy = plan::replayed(frame->labels, record);
    frame->labels = std::move(noisy.labels);
    noise.push_back(std::move(noisy.record));
  }
}

/// What a condition's folder has beside frames and labels.
void finish(
    const fs::path& root, const cardiac::Split& split, ExportLayout layout, Exported& exported) {
  if (!exported.noise.empty()) {
    storage::write_file(
        root / "noise.csv", study_files::noise_csv({.noise = std::move(exported.noise)}));
  }
  if (layout == ExportLayout::kNnunet) {
    return nnunet::write_dataset_json(root, exported.training_cases);
  }
  cardiac::Split own = split;
  std::erase_if(own.training, [&](const auto& id) { return !exported.choice.used.contains(id); });
  camus::write_split(root, own);
}

}  // namespace

void export_labels(const ExportOptions& options, const std::string& command_line) {
  TerminalObserver observer;
  storage::OutputFolder out(options.out);
  try {
    const camus::DataSet data_set = camus::open_data_set(data_root(options.source, observer));
    engine::StudyPatients patients{.split = data_set.split};
    plan::StudyDescription description{
        .command_line = command_line,
        .program_version = SEGNOISE_VERSION,
        .licence = options.licence};
    read_patients(data_set, description, observer, [&](const cardiac::Patient& patient) {
      patients.add(patient);
    });
    const auto divided =
        engine::divided_patients(patients, options.plan, engine::Networks::kTrained, 1);
    describe_division(description, divided);
    std::vector<Exported> exports = exports_of(options, divided.split.training);
    const Log log = options.replay ? read_log(*options.replay, patients.ids) : Log();
    std::size_t done = 0;
    for (const std::string& id : patients.ids) {
      cli::throw_if_interrupted();
      observer.step("writing patient", ++done, patients.ids.size());
      cardiac::Patient patient = patient_of(data_set, id);
      if (options.replay) replay(patient, log, exports.front().noise);
      for (Exported& each : exports) {
        write_patient(out.unfinished() / each.name, patient, divided.split, options.layout, each);
      }
    }
    std::vector<study_files::ExportedCondition> written;
    for (Exported& each : exports) {
      finish(out.unfinished() / each.name, divided.split, options.layout, each);
      written.push_back({each.name, *each.condition, each.seed});
    }
    storage::write_file(
        out.unfinished() / "export.json", study_files::export_json(description, written));
    out.finish();
    for (const Exported& each : exports) std::cout << (options.out / each.name).string() << '\n';
    const std::string duty = engine::duty_to_data(description);
    if (!duty.empty()) std::cout << '\n' << duty;
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written to " + options.out.string());
  }
}

}  // namespace segnoise
