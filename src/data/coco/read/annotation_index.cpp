#include "data/coco/read/annotation_index.h"

#include "base/in_order.h"
#include "data/coco/read/json_validator.h"
#include "data/coco/read/members.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

namespace segnoise::coco {
namespace {

/// Reads who an annotation is.
void identify(const CocoFile& file, UnreadParts unread, AnnotationEntry& entry) {
  const KnownMembers members(file.text(), entry.place, {"id", "image_id"});
  entry.id = members.whole_number("id");
  try {
    const std::int64_t image_id = members.whole_number("image_id");
    const std::optional<std::size_t> image = file.index_of_image(image_id);
    if (!image) members.reject(members.at("image_id"), "the id of an image of the file");
    entry.image = *image;
    if (unread == UnreadParts::kValid) expect_valid_json(file.text(), entry.place);
  } catch (const JsonError& error) {
    throw JsonError("annotation " + std::to_string(entry.id) + ": " + error.what(), error.offset());
  }
}

/// Entries next to one another, and what was wrong with some of them.
struct Block {
  std::vector<AnnotationEntry> entries;
  std::vector<JsonError> invalid;
};

Block identified(const CocoFile& file, UnreadParts unread, std::vector<AnnotationEntry> entries) {
  Block block;
  block.entries.reserve(entries.size());
  for (AnnotationEntry& entry : entries) {
    try {
      identify(file, unread, entry);
      block.entries.push_back(entry);
    } catch (const JsonError& error) {
      block.invalid.push_back(error);
    }
  }
  return block;
}

/// The places of all elements, and of what stands around them.
AnnotationIndex places_of(const CocoFile& file) {
  AnnotationIndex index;
  const Span array = file.annotations_place();
  std::size_t end_of_last = array.end - 1;
  Elements elements(file.text(), array);
  while (const auto place = elements.next()) {
    const bool is_first = index.entries.empty();
    index.entries.push_back(
        {.position = index.entries.size(),
         .place = *place,
         .lead_begin = is_first ? place->begin : end_of_last});
    end_of_last = place->end;
  }
  index.closing = {end_of_last, array.end};
  index.opening = {
      array.begin, index.entries.empty() ? end_of_last : index.entries.front().place.begin};
  return index;
}

/// Leaves out entries that have the id of one before them.
void remove_duplicates(AnnotationIndex& index) {
  std::unordered_set<std::int64_t> ids;
  ids.reserve(index.entries.size());
  const auto is_duplicate = [&](const AnnotationEntry& entry) {
    if (ids.insert(entry.id).second) return false;
    index.invalid.emplace_back(
        "annotation " + std::to_string(entry.id) + ": another one before it has the same id",
        entry.place.begin);
    return true;
  };
  std::erase_if(index.entries, is_duplicate);
}

}  // namespace

AnnotationIndex index_annotations(
    const CocoFile& file, InvalidAnnotations invalid, int threads, UnreadParts unread) {
  constexpr std::size_t kPerBlock = 4096;
  AnnotationIndex index = places_of(file);
  const std::vector<AnnotationEntry> all = std::exchange(index.entries, {});
  index.entries.reserve(all.size());
  const auto start = [&] {
    return [&](std::size_t block) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(block * kPerBlock);
      const auto count = std::min<std::ptrdiff_t>(kPerBlock, all.end() - begin);
      return identified(file, unread, std::vector<AnnotationEntry>(begin, begin + count));
    };
  };
  base::in_order((all.size() + kPerBlock - 1) / kPerBlock, threads, start, [&](const Block& block) {
    index.entries.insert(index.entries.end(), block.entries.begin(), block.entries.end());
    index.invalid.insert(index.invalid.end(), block.invalid.begin(), block.invalid.end());
  });
  remove_duplicates(index);
  std::ranges::sort(index.invalid, {}, &JsonError::offset);
  if (invalid == InvalidAnnotations::kRefused && !index.invalid.empty()) {
    throw JsonError(index.invalid.front());
  }
  for (const AnnotationEntry& entry : index.entries) {
    index.greatest_id = std::max(index.greatest_id, entry.id);
  }
  return index;
}

}  // namespace segnoise::coco
