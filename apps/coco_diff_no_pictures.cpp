// coco-diff in a build without VTK: refuses --figure and --pictures.

#include "coco_diff_pictures.h"

#include <stdexcept>

namespace segnoise {

void require_pictures(const TCLAP::Arg& option) {
  if (!option.isSet()) return;
  throw cli::UsageError(
      "--" + option.getName() +
      ": this build draws no pictures, as VTK was not there; after scripts/install-deps, "
      "`scripts/build release coco-diff` builds it with them");
}

// require_pictures() lets nobody through to these.

void write_figure(
    const std::filesystem::path& /*path*/,
    const coco::Comparison& /*comparison*/,
    const coco::ComparisonSummary& /*summary*/) {
  throw std::logic_error("this build draws no pictures");
}

PicturesDrawn write_pictures(
    const coco::CocoFile& /*a*/,
    const coco::CocoFile& /*b*/,
    const coco::Comparison& /*comparison*/,
    const PicturesWanted& /*wanted*/) {
  throw std::logic_error("this build draws no pictures");
}

}  // namespace segnoise
