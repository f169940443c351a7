#include "data/coco/noise/noisy_file.h"

#include "data/coco/noise/annotation_noise.h"

namespace segnoise::coco {

RelabelSummary write_noisy_file(const CocoFile& file, const NoisyFileJob& job) {
  validate(job.setup);
  require_for_coco(job.setup);
  RelabelledFileJob relabelling = job.file;
  relabelling.most_added = most_added(job.setup);
  relabelling.start_source = {};
  if (!job.setup.steps.empty()) {
    const RelabelRules& rules = job.file.rules;
    const auto draws = rules.annotate || rules.keep_records ? TellDraws::kYes : TellDraws::kNo;
    relabelling.start_source = [&, draws](const noise::CategoryTable& categories) {
      return annotation_noise(job.setup, job.seed, draws, categories);
    };
  }
  return write_relabelled_file(file, relabelling);
}

}  // namespace segnoise::coco
