// coco-merge: the whole of what coco-noise --shard made in parts.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "data/coco/write/merged_file.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

using namespace segnoise;

namespace {

void run(int argc, char** argv) {
  cli::CommandLine command(
      "Join the shards that coco-noise --shard i/n wrote into the file that it writes without, to "
      "the byte. Their order does not matter.",
      "coco-merge shard-*.json --output train_low.json");
  auto shards =
      cli::positionals<std::string>(command, "SHARD", "file", "all shards of one noisy version");
  auto output = cli::required_option<std::string>(command, "output", "output file", "the whole");
  command.parse(argc, argv);
  const std::vector<std::string>& names = shards.getValue();
  coco::merge_shards({names.begin(), names.end()}, output.getValue());
  std::cout << output.getValue() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] { run(argc, argv); });
}
