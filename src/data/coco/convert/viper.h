#pragma once

#include "data/coco/convert/instance_data_set.h"

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise::coco {

/// A class of VIPER's table.
struct ViperClass {
  ObjectClass object;
  bool is_evaluated = false;  ///< as instances
};

/// Reads VIPER's table of classes, classes.csv: columns id, classname and instance_eval, found by
/// their names; others are passed over. People are of supercategory "human", vehicles of "vehicle",
/// all else of "object".
///
/// @throws std::runtime_error  one line that names the file, and the line: it cannot be read, a
///                             column is missing, a line has another number of fields than the
///                             first, an id is not in [0, 255] or comes twice, instance_eval is
///                             neither 0 nor 1
/// Source: https://github.com/srrichter/viper
[[nodiscard]] std::vector<ViperClass> read_viper_classes(const std::filesystem::path& path);

/// VIPER, the data set of "Playing for Benchmarks", from its folders as they are downloaded.
///
/// Labels are ROOT/<split>/inst/<sequence>/<name>.png: the class in red, the instance in green and
/// blue, black where there is none. File names of images are <sequence>/<name>.jpg, relative to
/// ROOT/<split>/img; .png where there is such an image and no .jpg. Wanted are the classes that the
/// table marks for the evaluation of instances, unless others are chosen.
///
/// @param class_table  ROOT/classes.csv unless it lies elsewhere
/// @throws std::runtime_error  one line: a folder is missing (with what there is instead) or holds
///                             no labels; as read_viper_classes() and chosen_classes(). From
///                             labels(): as read_colour_png()
/// Source: S. R. Richter, Z. Hayder, V. Koltun, "Playing for Benchmarks", ICCV 2017
[[nodiscard]] InstanceDataSet viper(
    const std::filesystem::path& root,
    const std::string& split,
    const ClassChoice& choice,
    const std::filesystem::path& class_table);

}  // namespace segnoise::coco
