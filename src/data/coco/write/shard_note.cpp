#include "data/coco/write/shard_note.h"

#include "data/coco/read/value_parser.h"
#include "data/coco/write/annotation_text.h"

#include <charconv>
#include <system_error>

namespace segnoise::coco {

std::optional<Shard> shard_of(std::string_view text) {
  constexpr std::size_t kMostShards = 1'000'000;
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  if (index.ec != std::errc{} || index.ptr == end || *index.ptr != '/') return std::nullopt;
  const auto of = std::from_chars(index.ptr + 1, end, shard.of);
  if (of.ec != std::errc{} || of.ptr != end) return std::nullopt;
  if (shard.of > kMostShards || shard.index >= shard.of) return std::nullopt;
  return shard;
}

std::string ShardNote::member() const {
  std::string json = '"' + std::string(kName) + R"(":{"index":)" + std::to_string(shard.index) +
                     R"(,"of":)" + std::to_string(shard.of) + R"(,"image_lead":)";
  append_quoted(image_lead, json);
  json += R"(,"annotation_lead":)";
  append_quoted(annotation_lead, json);
  // Differences are short numbers: positions ascend.
  json += R"(,"position_steps":[)";
  std::size_t last = 0;
  for (const std::size_t position : positions) {
    if (json.back() != '[') json += ',';
    append_number(static_cast<std::int64_t>(position - last), json);
    last = position;
  }
  return json + "]}";
}

ShardNote ShardNote::read(std::string_view text, Span place) {
  try {
    ValueParser parser;
    simdjson::ondemand::document document = parser.parse(text, place);
    ShardNote note;
    note.shard.index = document["index"].get_uint64();
    note.shard.of = document["of"].get_uint64();
    note.image_lead = parser.text_of(document["image_lead"].get_raw_json_string());
    note.annotation_lead = parser.text_of(document["annotation_lead"].get_raw_json_string());
    std::size_t position = 0;
    for (const std::uint64_t step : document["position_steps"].get_array()) {
      note.positions.push_back(position += step);
    }
    if (note.shard.index >= note.shard.of) {
      throw JsonError(std::string(kName) + ": index must be below of", place.begin);
    }
    return note;
  } catch (const simdjson::simdjson_error& error) {
    throw JsonError(std::string(kName) + " cannot be read: " + error.what(), place.begin);
  }
}

}  // namespace segnoise::coco
