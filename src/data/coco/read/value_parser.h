#pragma once

// Private to coco: this header includes simdjson.

#include "data/coco/read/json_scan.h"

#include <cstddef>
#include <cstdint>
#include <new>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// Parses values of a text by simdjson, one at a time.
class ValueParser {
 public:
  /// @param place  of a value of the text
  /// @return       good until the next call, and while the text is there
  /// @throws simdjson::simdjson_error  if it is no JSON, as far as that shows yet
  /// @throws std::bad_alloc            where simdjson reports that memory has run out
  [[nodiscard]] simdjson::ondemand::document parse(std::string_view text, Span place) {
    simdjson::ondemand::document document;
    const simdjson::error_code error = parser_.iterate(padded(text, place)).get(document);
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    if (error != simdjson::SUCCESS) throw simdjson::simdjson_error(error);
    size_ = place.end - place.begin;
    return document;
  }

  /// A text in the value that was parsed last, without its quotes and escapes. simdjson 3.0 follows
  /// a null pointer where its own buffer for that could not be allocated.
  /// @return  good until the next one is asked for
  /// @throws simdjson::simdjson_error  if it is no text, or its escapes are not valid
  [[nodiscard]] std::string_view text_of(simdjson::ondemand::raw_json_string raw) {
    unescaped_.resize(size_ + simdjson::SIMDJSON_PADDING);
    std::uint8_t* end = unescaped_.data();
    return parser_.unescape(raw, end).value();
  }

 private:
  /// Bytes that the parser may read beyond the end of.
  [[nodiscard]] simdjson::padded_string_view padded(std::string_view text, Span place) {
    const std::string_view value = place.of(text);
    const std::size_t beyond = text.size() - place.end;
    if (beyond >= simdjson::SIMDJSON_PADDING) {
      return simdjson::padded_string_view(value, value.size() + simdjson::SIMDJSON_PADDING);
    }
    copy_ = value;
    copy_.resize(value.size() + simdjson::SIMDJSON_PADDING);
    return simdjson::padded_string_view(copy_.data(), value.size(), copy_.size());
  }

  simdjson::ondemand::parser parser_;
  std::string copy_;
  std::size_t size_ = 0;
  std::vector<std::uint8_t> unescaped_;
};

}  // namespace segnoise::coco
