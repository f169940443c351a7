#pragma once

#include "core/cardiac/reader_outlines.h"

#include <filesystem>
#include <optional>

namespace segnoise::coco {

/// Reads outlines of several raters from a file of COCO's format: "rater_id" in each annotation
/// says whose it is, "rater_list" in each image who rated it, the same raters in all. Raters are
/// numbers or texts.
///
/// The left ventricle is the category of the name "left ventricle" or "LV", in letters of either
/// case, or the only one; annotations of others are passed over. Whose an image is say its
/// "patient", "view" (2CH, 4CH) and "instant" (ED, ES), else the name of its file, as in
/// patient0001_2CH_ED.png; how good it is, if it is known, "quality" (Good, Medium, Poor).
///
/// @param spacing_mm  of images that do not state their "spacing_x_mm" and "spacing_y_mm"
/// @throws std::runtime_error  one line that names the file and, where there is one, the byte: what
///   CocoFile refuses; images of unknown frame or spacing, or two of one frame; fewer than two
///   raters, or not the same in all images; an annotation without rater, by one who is not in the
///   list, or the second by one; an image that a rater has not annotated; one without pixels
[[nodiscard]] cardiac::ReaderOutlines read_rater_outlines(
    const std::filesystem::path& path, std::optional<double> spacing_mm);

}  // namespace segnoise::coco
