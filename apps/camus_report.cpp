// camus-report: the report of a study that camus-noise made, from the files in its folder.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "show/page/report.h"

#include <iostream>
#include <string>

using namespace segnoise;

namespace {

void run(int argc, char** argv) {
  cli::CommandLine command(
      "Write the report of a study from the folder that camus-noise made: DIR/report.html, one "
      "file that needs nothing but itself.",
      "camus-report results/low\n"
      "camus-report results/low --per-patient   also a page to print for each patient\n"
      "camus-report results/low --no-images     without any frame of the data set");
  auto folder = cli::positional<std::string>(command, "DIR", "folder", "results of camus-noise");
  auto per_patient = cli::flag(
      command, "per-patient", "also write DIR/patients/PATIENT.html: one A4 page for each patient");
  auto no_images = cli::flag(
      command, "no-images", "leave out pictures of frames, which the data set's licence covers");
  command.parse(argc, argv);
  const auto written = page::write_report(
      folder.getValue(),
      {.with_patient_pages = per_patient.getValue(), .with_frames = !no_images.getValue()});
  std::cout << written.front().string() << '\n';
  if (written.size() > 1) {
    std::cout << written.size() - 1 << " pages in " << written.back().parent_path().string()
              << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] { run(argc, argv); });
}
