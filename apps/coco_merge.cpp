// coco-merge: the whole of what coco-noise --shard made in parts.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "coco/merged_file.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

using namespace segnoise;

namespace {

void run(int argc, char** argv) {
  CommandLine command(
      "Join the shards that coco-noise --shard i/n wrote into the file that it writes without, to "
      "the byte. Their order does not matter.",
      "coco-merge shard-*.json --output train_low.json");
  auto shards =
      positionals<std::string>(command, "SHARD", "file", "all shards of one noisy version");
  auto output = required_option<std::string>(command, "output", "output file", "the whole");
  command.parse(argc, argv);
  const std::vector<std::string>& names = shards.getValue();
  merge_shards({names.begin(), names.end()}, output.getValue());
  std::cout << output.getValue() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  return app_main(argv[0], [&] { run(argc, argv); });
}
