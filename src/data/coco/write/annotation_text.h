#pragma once

#include "core/shape/geometry.h"
#include "core/shape/polygon.h"
#include "core/shape/rle.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace segnoise::coco {

/// How finely coordinates are written: COCO's own files keep two decimals.
inline constexpr double kWrittenStepsPerPx = 100.0;

/// The rings as their text will be read back: every coordinate at the nearest 0.01 px.
/// @param rings  coordinates within kMaxCocoCoordinate_px
[[nodiscard]] shape::Polygon as_written(shape::Polygon rings);

/// Appends JSON to a text; numbers and lists without blanks, as COCO's own files have them.
///
/// A coordinate is written with 0, 1 or 2 decimals, whatever it needs; it must be as_written().
void append_polygons(const shape::Polygon& rings, std::string& json);  ///< [[x,y,...],...]
void append_run_lengths(
    const shape::RunLengths& runs, std::string& json);      ///< compressed, with its size
void append_box(const shape::Box& box, std::string& json);  ///< [x,y,width,height]
void append_number(std::int64_t number, std::string& json);

/// A text in quotes; bytes that JSON does not allow there are escaped. What is no UTF-8, as names
/// of files may be, becomes U+FFFD, byte by byte.
void append_quoted(std::string_view text, std::string& json);

}  // namespace segnoise::coco
