// coco-eval in a build without Vega: refuses --plots.

#include "coco_eval_page.h"

#include <stdexcept>

namespace segnoise {

void require_page(const TCLAP::ValueArg<std::string>& page) {
  if (!page.isSet()) return;
  throw cli::UsageError(
      "--" + page.getName() +
      ": this build draws no charts, as Vega was not there; after scripts/install-deps, "
      "`scripts/build release coco-eval` builds it with them");
}

void write_evaluation_page(
    const std::filesystem::path& /*path*/,
    const std::vector<coco::KindScores>& /*scores*/,
    const coco::EvaluationProvenance& /*provenance*/) {
  throw std::logic_error("this build draws no charts");  // require_page() lets nobody through
}

}  // namespace segnoise
