#pragma once

#include "data/images/label_png.h"
#include "support/png_files.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>

/// Made data sets in the folders of Cityscapes and VIPER.
namespace segnoise::testing {

/// Writes a file; folders in its name are made.
inline void put(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Labels with rectangles drawn one over another.
struct DrawnBox {
  shape::Box box;
  std::uint32_t value;
};
[[nodiscard]] inline images::PixelValues drawn(
    shape::Size size, std::initializer_list<DrawnBox> boxes) {
  images::PixelValues values({.size = size});
  for (const DrawnBox& each : boxes) {
    for (int y = each.box.y; y < each.box.bottom(); ++y) {
      for (int x = each.box.x; x < each.box.right(); ++x) values(x, y) = each.value;
    }
  }
  return values;
}

/// Road, two cars, one with a hole through which a person looks, and a group of bicycles.
[[nodiscard]] inline images::PixelValues made_street() {
  return drawn(
      {96, 48},
      {{{0, 30, 96, 18}, 7},
       {{4, 20, 40, 20}, 26000},
       {{12, 24, 9, 6}, 24000},
       {{70, 10, 9, 20}, 26001},
       {{75, 28, 20, 9}, 33}});
}

/// The polygons of the same frame, by pixel indices.
[[nodiscard]] inline std::string made_street_polygons() {
  return R"({"imgHeight": 48, "imgWidth": 96, "objects": [
    {"label": "road", "polygon": [[0, 30], [95, 30], [95, 47], [0, 47]]},
    {"label": "car", "polygon": [[4, 20], [43, 20], [43, 39], [4, 39]]},
    {"label": "license plate", "polygon": [[30, 35], [35, 35], [35, 38], [30, 38]]},
    {"label": "person", "polygon": [[12, 24], [20, 24], [20, 29], [12, 29]]},
    {"label": "car", "polygon": [[70, 10], [78, 10], [78, 29], [70, 29]]},
    {"label": "bicyclegroup", "polygon": [[75, 28], [94, 28], [94, 36], [75, 36]]}]})";
}

/// Two images of train, by PNG and JSON and by JSON alone, one of val, and one of test without
/// labels.
inline void make_cityscapes(const std::filesystem::path& root) {
  const auto fine = root / "gtFine";
  const std::string aachen = "train/aachen/aachen_000001_000019_gtFine_";
  put(fine / (aachen + "instanceIds.png"), grey16_png(made_street()));
  put(fine / (aachen + "polygons.json"), made_street_polygons());
  put(fine / (aachen + "labelIds.png"), "not read");
  put(fine / "train/zurich/zurich_000000_000019_gtFine_polygons.json", made_street_polygons());
  put(fine / "val/ulm/ulm_000000_000019_gtFine_instanceIds.png",
      grey16_png(drawn({8, 4}, {{{2, 1, 3, 2}, 31005}})));
  put(fine / "test/bonn/bonn_000000_000019_gtFine_polygons.json",
      R"({"imgHeight": 4, "imgWidth": 8, "objects": []})");
}

/// classes.csv as https://github.com/srrichter/viper has it, but shorter.
inline const std::string kViperClasses =
    "id,classname,red,green,blue,class_eval,trainid,instance_eval\n"
    "0,unlabeled,0,0,0,0,255,0\n"
    "13,trafficlight,250,170,30,1,10,1\n"
    "20,person,220,20,60,1,17,1\n"
    "22,bicycle,119,11,32,0,255,0\n"
    "24,car,0,0,142,1,19,1\n";

/// One image of train with a person, two cars and a bicycle, which is not evaluated.
inline void make_viper(const std::filesystem::path& root) {
  put(root / "classes.csv", kViperClasses);
  put(root / "train/inst/002/002_00003.png",
      colour_png(drawn(
          {80, 40},
          {{{0, 0, 10, 10}, 24U << 16U | 0x0102U},
           {{60, 5, 20, 30}, 24U << 16U | 0x0201U},
           {{65, 10, 5, 5}, 20U << 16U | 7U},
           {{30, 30, 4, 4}, 22U << 16U | 8U}})));
}

}  // namespace segnoise::testing
