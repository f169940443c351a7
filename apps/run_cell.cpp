// camus-noise --cell: one cell of a study.

#include "run_cell.h"

#include "learn/core/ranks.h"
#include "open_study.h"
#include "terminal_observer.h"

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

/// Which of the ranks this process is; nothing if it works alone.
std::optional<learn::RankEnvironment> own_rank(int ranks) {
  if (ranks == 1) return std::nullopt;
  auto rank = learn::rank_environment(&std::getenv);
  if (!rank || rank->ranks != ranks) {
    throw std::runtime_error(
        "--ranks " + std::to_string(ranks) + " must be started by srun or torchrun as " +
        std::to_string(ranks) + " processes, got " +
        (rank ? std::to_string(rank->ranks) : "one by itself"));
  }
  return rank;
}

}  // namespace

void run_cell(const StudyOptions& options, const std::string& id) {
  const std::optional<learn::RankEnvironment> rank = own_rank(options.ranks);
  const bool helps = rank && rank->rank > 0;
  TerminalObserver observer(
      helps ? cli::Progress::Audience::kNobody : cli::Progress::Audience::kUser);
  std::vector<cardiac::Patient> patients;
  std::vector<plan::VentricleLabels> labels;
  const bool draws = options.plan.kind == plan::StudyKind::kLabels;
  const OpenStudy study = opened(options, observer, [&](cardiac::Patient patient) {
    if (draws) {
      labels.push_back(plan::ventricle_labels(patient));
    } else {
      patients.push_back(std::move(patient));
    }
  });
  const engine::PlannedCell& planned = study.planned.cell_of(id);
  if (planned.is_complete()) {
    observer.line(planned.name() + " is there already");
    return;
  }
  std::optional<learn::Ranks> ranks;
  if (rank) ranks.emplace(*rank);
  learn::use_threads(options.threads);
  const engine::Learner learner = study.learner(planned, ranks ? &*ranks : nullptr, observer);
  if (helps) {
    help_to_train_cell(study.training_cell(planned), std::move(patients), learner, observer);
    return;
  }
  const auto work = [&](const std::filesystem::path& folder) {
    if (draws) {
      return draw_cell(planned, study.planned.plan, labels, options.threads, folder, observer);
    }
    return train_cell(study.training_cell(planned), std::move(patients), learner, folder, observer);
  };
  complete_cell(study.planned, planned, work, observer);
}

}  // namespace segnoise
