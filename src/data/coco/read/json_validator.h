#pragma once

#include "data/coco/read/json_scan.h"

#include <string_view>

namespace segnoise::coco {

/// Sees to it that a value is JSON to the letter (RFC 8259), in a text that is UTF-8: for what is
/// copied as it is, without being read. end_of_value() alone leaves what lies between brackets
/// unseen.
///
/// @param value  of the text, to its very end; a member's name can be one with its quotes
/// @throws JsonError  at the first byte that is none, saying what was expected
void expect_valid_json(std::string_view text, Span value);

}  // namespace segnoise::coco
