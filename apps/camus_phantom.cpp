// camus-phantom: a made data set in the layout of CAMUS, with volumes that are known exactly.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "data/camus/phantom_release.h"
#include "data/setups/setup_file.h"

#include <cstdint>
#include <iostream>
#include <string>

using namespace segnoise;

namespace {

struct Options {
  phantom::PhantomOptions phantom;
  std::string out;
};

Options parse(int argc, char** argv) {
  const phantom::PhantomOptions usual;
  cli::CommandLine command(
      "Make a phantom of apical echocardiography: drawn hearts whose volumes and ejection fraction "
      "are "
      "known exactly, as B-mode frames with labels, in the layout of the CAMUS data set.",
      "camus-phantom --patients 100 --seed 7 --out phantom\n"
      "camus-noise --setup low --data phantom");
  auto patients = cli::option(command, "patients", "count", "how many", usual.patients);
  auto seed = option<std::uint64_t>(
      command,
      "seed",
      "number",
      "same seed, same bytes; more patients leave the first ones as they are",
      usual.seed);
  auto traced = cli::flag(
      command,
      "traced-labels",
      "labels as the hand of observer-intra draws them where the wall cannot be seen, instead of "
      "exact ones; truth.csv stays true");
  auto out = required_option<std::string>(
      command, "out", "output folder", "a new folder for the data set, with truth.csv");
  command.parse(argc, argv);
  cli::require_within(patients, phantom::kLeastPhantomPatients, phantom::kMostPhantomPatients);
  Options options{
      .phantom = {.patients = patients.getValue(), .seed = seed.getValue()}, .out = out.getValue()};
  if (traced.getValue()) {
    options.phantom.hand = setups::read_setup("observer-intra", setups::Scenario::kCamus);
  }
  return options;
}

void run(const Options& options) {
  cli::Progress progress;
  try {
    camus::write_phantom(options.out, options.phantom, [&](int done, int of) {
      cli::throw_if_interrupted();
      progress.update("patient", done, of);
    });
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written to " + options.out);
  }
  std::cout << options.out << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] { run(parse(argc, argv)); });
}
