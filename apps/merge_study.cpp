#include "merge_study.h"

#include "show/study_pictures/cell_pictures.h"
#include "study/engine/merge.h"
#include "study_data.h"

#include <iostream>
#include <stdexcept>
#include <string>

namespace segnoise {

void merge_study(
    const OpenStudy& study,
    const char* complaint,
    const ReportWriter& writer,
    engine::Observer& observer) {
  observer.state("merging");
  const engine::MergedStudy merged = merge_cells(study.planned);
  const std::size_t cells = study.planned.cells.size();
  std::cout << merged.tables;
  if (merged.missing_cells < cells) {
    const auto read = [&](const std::string& id) { return patient_of(study.data_set, id); };
    study_pictures::write_cell_pictures(
        study.planned, study.networks, merged.measurements, read, observer);
    writer.write(study.planned.folder, observer);
  }
  const std::string duty = engine::duty_to_data(study.planned.description);
  if (!duty.empty()) std::cout << '\n' << duty;
  if (merged.missing_cells == 0) return;
  throw std::runtime_error(
      std::to_string(merged.missing_cells) + " of " + std::to_string(cells) + " cells " +
      complaint);
}

}  // namespace segnoise
