// coco-convert: instances of Cityscapes or VIPER as a file of COCO instances.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "data/coco/convert/cityscapes.h"
#include "data/coco/convert/converted_file.h"
#include "data/coco/convert/viper.h"

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <string>

using namespace segnoise;

namespace {

struct Arguments {
  cli::CommandLine command{
      "Write the instances of Cityscapes or VIPER, in the folders in which they are downloaded, as "
      "a file of COCO instances: their very pixels, as polygons along pixel edges, in parts where "
      "there is a hole. Groups of Cityscapes become crowds, as run lengths.",
      "coco-convert cityscapes CITYSCAPES --split train --output cityscapes_train.json\n"
      "coco-convert viper VIPER --split val --output viper_val.json"};
  TCLAP::UnlabeledValueArg<std::string> layout =
      cli::positional<std::string>(command, "LAYOUT", "cityscapes|viper", "whose folders they are");
  TCLAP::UnlabeledValueArg<std::string> root = cli::positional<std::string>(
      command,
      "ROOT",
      "folder",
      "the folder with gtFine (Cityscapes), or with train and val (VIPER)");
  TCLAP::ValueArg<std::string> output =
      cli::required_option<std::string>(command, "output", "output file", "replaced if it exists");
  TCLAP::ValueArg<std::string> split = cli::option<std::string>(
      command, "split", "name", "the part to write; a file holds one", "train");
  TCLAP::ValueArg<std::string> classes = cli::optional_option<std::string>(
      command,
      "classes",
      "names",
      "a,b,c instead of those that the data set evaluates as instances");
  TCLAP::ValueArg<std::string> supercategory = cli::optional_option<std::string>(
      command,
      "supercategories",
      "pairs",
      "name=supercategory,...; people are human, vehicles vehicle, all else object unless told");
  TCLAP::ValueArg<std::string> class_table = cli::optional_option<std::string>(
      command, "class-table", "file", "VIPER's table of classes, else ROOT/classes.csv");
  TCLAP::SwitchArg rle =
      cli::flag(command, "rle", "write all masks as run lengths, not only those of groups");
  TCLAP::ValueArg<int> threads =
      cli::option(command, "threads", "count", "0 takes one for each core", 0);

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    cli::require_within(threads, 0, 1024);
    if (layout.getValue() == "cityscapes") cli::require_absent(class_table, "is for viper");
  }
};

coco::InstanceDataSet data_set_of(const Arguments& arguments) {
  coco::ClassChoice choice;
  if (arguments.classes.isSet()) choice.names = coco::class_names(arguments.classes.getValue());
  if (arguments.supercategory.isSet()) {
    choice.supercategories = coco::supercategories(arguments.supercategory.getValue());
  }
  const std::filesystem::path root = arguments.root.getValue();
  const std::string& split = arguments.split.getValue();
  if (arguments.layout.getValue() == "cityscapes") return coco::cityscapes(root, split, choice);
  const auto table = cli::given(arguments.class_table);
  return coco::viper(
      root, split, choice, table ? std::filesystem::path(*table) : root / "classes.csv");
}

void run(const Arguments& arguments) {
  const coco::InstanceDataSet data_set = data_set_of(arguments);
  const coco::ConversionOptions options{
      .segmentations = arguments.rle.getValue() ? coco::Segmentations::kRunLengths
                                                : coco::Segmentations::kPolygons,
      .threads = cli::threads_of(arguments.threads.getValue()),
      .program = "coco-convert",
      .version = SEGNOISE_VERSION};
  cli::Progress progress;
  const coco::ConversionCounts counts = coco::write_converted(
      data_set, options, arguments.output.getValue(), [&](std::size_t done, std::size_t of) {
        cli::throw_if_interrupted();
        progress.update("image", done, of);
      });
  std::cout << arguments.output.getValue() << ": " << counts.images << " images, "
            << counts.instances << " instances (" << counts.with_holes << " with holes), "
            << counts.groups << " groups (iscrowd 1)\n";
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
