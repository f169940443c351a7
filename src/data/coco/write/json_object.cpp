#include "data/coco/write/json_object.h"

#include "base/number_text.h"
#include "data/coco/write/annotation_text.h"

#include <cstdint>

namespace segnoise::coco {

void append_exact(std::optional<double> value, std::string& json) {
  if (!value) {
    json += "null";
    return;
  }
  base::append_shortest(*value, json);
}

JsonObject::JsonObject(std::string& json, std::size_t depth)
    : json_(json), indent_(2 * (depth + 1), ' ') {
  json_ += '{';
}

std::string& JsonObject::member(std::string_view name) {
  json_ += is_first_ ? "\n" : ",\n";
  is_first_ = false;
  json_ += indent_;
  append_quoted(name, json_);
  json_ += ": ";
  return json_;
}

void JsonObject::text(std::string_view name, std::string_view value) {
  append_quoted(value, member(name));
}

void JsonObject::count(std::string_view name, std::size_t value) {
  append_number(static_cast<std::int64_t>(value), member(name));
}

void JsonObject::fraction(std::string_view name, std::optional<double> value) {
  constexpr int kDecimals = 6;
  std::string& json = member(name);
  if (value) {
    base::append_decimal(*value, kDecimals, json);
  } else {
    json += "null";
  }
}

void JsonObject::exact(std::string_view name, std::optional<double> value) {
  append_exact(value, member(name));
}

void JsonObject::end() { json_ += '\n' + indent_.substr(2) + '}'; }

}  // namespace segnoise::coco
