#include "camus_view_options.h"

#include "cli/arguments.h"
#include "data/phantom/phantom.h"
#include "data/setups/setup_file.h"

namespace segnoise {
namespace {

struct Arguments {
  cli::CommandLine command{
      "Look at one patient of CAMUS after another: the left ventricle in four frames, clean and "
      "noisy, with sliders for the noise, and what becomes of volumes and ejection fraction.",
      "camus-view                                        on the built-in phantom\n"
      "camus-view --data CAMUS --patient patient0001 --setup medium\n"
      "camus-view --study results/low                    patients of a study, the worst first\n"
      "camus-view --data CAMUS --screenshot picture.png   without a window or a display"};
  TCLAP::ValueArg<std::string> data = cli::optional_option<std::string>(
      command,
      "data",
      "folder",
      "the CAMUS data set, NIfTI or legacy release (default: that of --study, else a phantom, made "
      "on the spot)");
  TCLAP::ValueArg<std::string> study = cli::optional_option<std::string>(
      command,
      "study",
      "folder",
      "results of camus-noise: its patients, by EF error, its setup, seed and volumes");
  TCLAP::ValueArg<std::string> patient = cli::optional_option<std::string>(
      command, "patient", "id", "whom to begin with (default: the first)");
  TCLAP::ValueArg<std::string> setup = cli::optional_option<std::string>(
      command,
      "setup",
      setups::setup_unit(setups::Scenario::kCamus),
      "noise to begin with: the paper's, dilation before jitter, an order that is our choice, or "
      "jitter first; or a setup file (default: that of --study, else low)");
  TCLAP::ValueArg<std::uint64_t> seed = cli::optional_option<std::uint64_t>(
      command,
      "seed",
      "number",
      "of the noise: the same as camus-noise draws by it (default: that of --study, else 1)");
  TCLAP::ValueArg<std::string> volumes = cli::optional_option<std::string>(
      command,
      "volumes",
      "ase|camus|2ch|4ch|area-length",
      "how volumes are measured (default: as --study did, else ase)");
  TCLAP::ValueArg<std::string> screenshot = cli::optional_option<std::string>(
      command,
      "screenshot",
      "output file.png",
      "write a picture of what the window would show, and open none");
};

}  // namespace

CamusViewOptions camus_view_options(int argc, const char* const* argv) {
  Arguments arguments;
  arguments.command.parse(argc, argv);
  CamusViewOptions options{
      .source = {.phantom_patients = phantom::PhantomOptions{}.patients},
      .study = cli::given(arguments.study),
      .patient = cli::given(arguments.patient),
      .setup = cli::given(arguments.setup),
      .seed = cli::given(arguments.seed),
      .screenshot = cli::given(arguments.screenshot)};
  options.source.root = cli::given(arguments.data);
  if (arguments.volumes.isSet()) {
    options.volumes = cardiac::volume_method_named(arguments.volumes.getValue());
  }
  return options;
}

}  // namespace segnoise
