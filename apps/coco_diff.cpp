// coco-diff: label quality between two annotation files of the same images.

#include "base/text_table.h"
#include "cli/app_main.h"
#include "cli/progress.h"
#include "coco_diff_options.h"
#include "coco_diff_pictures.h"
#include "data/coco/compare/comparison.h"
#include "data/coco/compare/comparison_json.h"
#include "data/coco/compare/comparison_remarks.h"
#include "data/coco/compare/comparison_summary.h"
#include "data/coco/compare/comparison_text.h"
#include "data/coco/read/coco_file.h"
#include "storage/write_file.h"

#include <iostream>
#include <string>

using namespace segnoise;

namespace {

void remark_on(const PicturesDrawn& pictures, const PicturesWanted& wanted) {
  if (!wanted.images || pictures.with_image == pictures.drawn) return;
  cli::Progress().line(
      "warning: " + base::grouped(pictures.drawn - pictures.with_image) + " of " +
      base::grouped(pictures.drawn) + " images were not found in " + wanted.images->string() +
      ", or could not be read; their pictures are on plain ground and say why");
}

void run(const CocoDiffArguments& arguments) {
  const coco::CocoFile a(arguments.a.getValue());
  const coco::CocoFile b(arguments.b.getValue());
  const coco::Comparison comparison = coco::compare(a, b, arguments.options());
  for (const std::string& remark : coco::remarks_on(comparison)) {
    cli::Progress().line("warning: " + remark);
  }
  const coco::ComparisonSummary summary = coco::summarise(comparison.pairs);
  std::cout << coco::comparison_text(comparison, summary);
  if (arguments.json.isSet()) {
    storage::write_file(
        arguments.json.getValue(),
        coco::comparison_json(comparison, summary, "coco-diff " SEGNOISE_VERSION));
  }
  if (arguments.figure.isSet()) write_figure(arguments.figure.getValue(), comparison, summary);
  if (arguments.pictures.isSet()) {
    const PicturesWanted wanted = arguments.pictures_wanted();
    remark_on(write_pictures(a, b, comparison, wanted), wanted);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    CocoDiffArguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
