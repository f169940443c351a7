// make_instance_folders cityscapes|viper FOLDER: a small made data set in their folders.

#include "support/instance_folders.h"

#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: make_instance_folders cityscapes|viper FOLDER\n";
    return 2;
  }
  if (std::string_view(argv[1]) == "viper") {
    segnoise::testing::make_viper(argv[2]);
  } else {
    segnoise::testing::make_cityscapes(argv[2]);
  }
  return 0;
}
