// coco-noise: noisy versions of instance annotations in COCO's format.

#include "base/duration_text.h"
#include "cli/app_main.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "coco_noise_options.h"
#include "data/coco/noise/noise_provenance.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/noise/noisy_file.h"
#include "data/coco/read/coco_file.h"
#include "data/setups/setup_file.h"

#include <chrono>
#include <cstddef>
#include <iostream>
#include <string>

using namespace segnoise;

namespace {

void run(const CocoNoiseArguments& arguments) {
  const auto started = std::chrono::steady_clock::now();
  cli::Progress progress;
  coco::NoisyFileJob job = arguments.job();
  const coco::CocoFile file(arguments.input.getValue());
  job.file.provenance =
      coco::noise_provenance(file, job, SEGNOISE_VERSION, setups::to_json_line(job.setup));
  job.file.on_progress = [&](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update(std::to_string(done) + " of " + std::to_string(of) + " annotations");
  };
  const coco::RelabelSummary summary = coco::write_noisy_file(file, job);
  if (summary.written == 0) {
    progress.line("warning: " + job.file.output.string() + " holds no annotation");
  }
  std::cout << (arguments.json.getValue() ? coco::json_of(summary) : coco::table_of(summary));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
  progress.line(
      "wrote " + job.file.output.string() + " in " + base::spoken_duration(elapsed.count()));
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    CocoNoiseArguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
