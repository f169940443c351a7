// coco-noise: noisy versions of instance annotations in COCO's format.

#include "base/duration_text.h"
#include "cli/app_main.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "coco_noise_options.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/noise/noisy_file.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/annotation_text.h"
#include "data/setups/setup_file.h"
#include "storage/sha256.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

/// How the noisy file was made, for its info: all that its bytes depend on. A file that gzip has
/// packed is named, and digested, as gunzip leaves it.
std::string provenance(
    const coco::NoiseRules& rules, const fs::path& input, const std::string& sha256) {
  std::string json = R"({"program":"coco-noise","version":")" SEGNOISE_VERSION R"(","seed":)";
  json += std::to_string(rules.seed) + R"(,"input":{"file_name":)";
  coco::append_quoted(
      (input.extension() == ".gz" ? input.stem() : input.filename()).string(), json);
  json += R"(,"sha256":")" + sha256 + R"("},"options":[)";
  const auto add = [&](bool is_set, std::string_view name) {
    if (is_set) coco::append_quoted(name, json.back() == '[' ? json : json += ',');
  };
  add(rules.noise_crowds, "noise-crowd");
  add(rules.as_run_lengths, "rle");
  add(rules.fill_holes, "fill-holes");
  add(rules.foreground, "foreground");
  add(rules.annotate, "annotate");
  return json + R"(],"setup":)" + setups::to_json_line(rules.setup) + '}';
}

void run(const CocoNoiseArguments& arguments) {
  const auto started = std::chrono::steady_clock::now();
  cli::Progress progress;
  coco::NoisyFileJob job = arguments.job();
  const coco::CocoFile file(arguments.input.getValue());
  job.provenance = provenance(job.rules, file.path(), storage::sha256_of(file.text()));
  job.on_progress = [&](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update(std::to_string(done) + " of " + std::to_string(of) + " annotations");
  };
  const coco::NoiseSummary summary = coco::write_noisy_file(file, job);
  if (summary.written == 0) {
    progress.line("warning: " + job.output.string() + " holds no annotation");
  }
  std::cout << (arguments.json.getValue() ? coco::json_of(summary) : coco::table_of(summary));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
  progress.line("wrote " + job.output.string() + " in " + base::spoken_duration(elapsed.count()));
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    CocoNoiseArguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
