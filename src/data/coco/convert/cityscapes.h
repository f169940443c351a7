#pragma once

#include "data/coco/convert/instance_data_set.h"

#include <filesystem>
#include <string>

namespace segnoise::coco {

/// The fine annotations of Cityscapes, from its folders as they are downloaded.
///
/// Labels are ROOT/gtFine/<split>/<city>/<name>_gtFine_instanceIds.png; where that is missing,
/// <name>_gtFine_polygons.json is drawn. The images themselves are not looked for; their file names
/// are <city>/<name>_leftImg8bit.png, relative to ROOT/leftImg8bit/<split>. Class ids are
/// Cityscapes' label ids. Evaluated are person, rider, car, truck, bus, train, motorcycle and
/// bicycle; caravan and trailer have instances too, and can be chosen.
///
/// @throws std::runtime_error  one line: a folder is missing (with what there is instead) or holds
///                             no labels; as chosen_classes(). From labels(): as read_grey_png()
///                             and draw_cityscapes_instances(), and if PNG and JSON of an image
///                             state different sizes
/// Source: https://github.com/mcordts/cityscapesScripts; M. Cordts et al., CVPR 2016
[[nodiscard]] InstanceDataSet cityscapes(
    const std::filesystem::path& root, const std::string& split, const ClassChoice& choice);

}  // namespace segnoise::coco
