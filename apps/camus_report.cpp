// camus-report: the report of a study that camus-noise made, from the files in its folder; or two
// studies side by side.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/page_printer.h"
#include "print_pages.h"
#include "show/page/report.h"
#include "study/files/report_data_file.h"
#include "study/pairing/two_studies_text.h"

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using namespace segnoise;

namespace {

namespace fs = std::filesystem;

/// What readers know a study by: its folder's name.
std::string name_of(const std::string& folder) {
  const fs::path path = fs::absolute(folder).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

/// Says which files were written: the first, and how many of patients.
void say(const std::vector<fs::path>& written) {
  std::cout << written.front().string() << '\n';
  if (written.size() > 1) {
    std::cout << written.size() - 1 << " pages in " << written.back().parent_path().string()
              << '\n';
  }
}

void write_report(const std::string& folder, const page::ReportOptions& options, bool with_pdf) {
  std::optional<cli::PagePrinter> printer;
  if (with_pdf) printer.emplace();
  const auto written = page::write_report(folder, options);
  say(written);
  if (printer) say(print_pages(written.front().parent_path(), written, *printer));
}

void print_side_by_side(const std::string& first, const std::string& second) {
  if (fs::exists(first) && fs::exists(second) && fs::equivalent(first, second)) {
    throw cli::UsageError(second + ": is the folder of the first study, expected another study");
  }
  const bool have_one_name = name_of(first) == name_of(second);
  const auto study = [&](const std::string& folder) {
    return pairing::NamedStudy{
        .name = have_one_name ? folder : name_of(folder),
        .data = study_files::read_report_data(folder)};
  };
  std::cout << pairing::two_studies_text(pairing::side_by_side(study(first), study(second)));
}

void run(int argc, char** argv) {
  cli::CommandLine command(
      "Write the report of a study from the folder that camus-noise made: DIR/report.html, one "
      "file that needs nothing but itself. Of two folders: print both studies side by side, by how "
      "much the second differs in the patients whom both tested, and what was set differently.",
      "camus-report results/low\n"
      "camus-report results/low --per-patient   also a page to print for each patient\n"
      "camus-report results/low --no-images     without any frame of the data set\n"
      "camus-report results/low --pdf           also DIR/report.pdf, through headless Chromium\n"
      "camus-report results/low results/high    two studies of the same patients, side by side");
  auto folders = cli::positionals<std::string>(
      command, "DIR", "folder", "results of camus-noise; of two studies, to compare them");
  auto per_patient = cli::flag(
      command, "per-patient", "also write DIR/patients/PATIENT.html: one A4 page for each patient");
  auto no_images = cli::flag(
      command, "no-images", "leave out pictures of frames, which the data set's licence covers");
  auto pdf = cli::flag(
      command,
      "pdf",
      "also print report and pages to PDF beside them, through " + std::string(cli::kBrowsers));
  auto out = cli::optional_option<std::string>(
      command, "out", "output folder", "folder to write to (default: the study's own)");
  command.parse(argc, argv);
  const auto& given = folders.getValue();
  const page::ReportOptions options{
      .with_patient_pages = per_patient.getValue(),
      .with_frames = !no_images.getValue(),
      .out = out.getValue()};
  if (given.size() == 1) return write_report(given.front(), options, pdf.getValue());
  if (given.size() > 2) {
    throw cli::UsageError(given[2] + ": is a third folder, expected one study or two");
  }
  for (const TCLAP::Arg* option :
       std::initializer_list<const TCLAP::Arg*>{&per_patient, &no_images, &pdf, &out}) {
    if (option->isSet()) {
      throw cli::UsageError("--" + option->getName() + " is of one study, got two");
    }
  }
  print_side_by_side(given[0], given[1]);
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] { run(argc, argv); });
}
