#include "data/coco/evaluate/results_file.h"

#include "core/noise/category_table.h"
#include "data/coco/read/members.h"

#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace segnoise::coco {
namespace {

using CategoryIndices = std::unordered_map<noise::CategoryId, std::uint32_t>;

/// The array that a file of results is.
Span array_of(std::string_view text) {
  const std::size_t begin = begin_of_json(text);
  if (text[begin] != '[') throw JsonError("expected an array of results", begin);
  return {begin, text.size()};
}

CategoryIndices category_indices(const CocoFile& truth) {
  CategoryIndices indices;
  for (std::size_t i = 0; i < truth.categories().size(); ++i) {
    indices.emplace(truth.categories()[i].id, static_cast<std::uint32_t>(i));
  }
  return indices;
}

ResultEntry entry_of(
    const KnownMembers& members, const CocoFile& truth, const CategoryIndices& categories) {
  ResultEntry entry;
  const auto image = truth.index_of_image(members.whole_number("image_id"));
  if (!image) members.reject(members.at("image_id"), "the id of an image of the truth");
  entry.image = static_cast<std::uint32_t>(*image);
  const auto category = categories.find(members.whole_number("category_id"));
  if (category == categories.end()) {
    members.reject(members.at("category_id"), "the id of a category of the truth");
  }
  entry.category = category->second;
  entry.score = members.number("score");
  entry.segmentation = members.find_filled("segmentation").value_or(Span{});
  entry.bbox = members.find_filled("bbox").value_or(Span{});
  if (!entry.has_segmentation() && !entry.has_bbox()) {
    throw JsonError("segmentation and bbox are missing or empty", members.place().begin);
  }
  if (members.find("annotation_id")) entry.annotation_id = members.whole_number("annotation_id");
  return entry;
}

}  // namespace

shape::RunLengths read_mask(
    const ResultEntry& entry, SegmentationReader& segmentations, shape::Size image) {
  if (!entry.has_segmentation()) throw JsonError("segmentation is missing", entry.bbox.begin);
  try {
    ReadSegmentation read = segmentations.read(entry.segmentation);
    if (!read.has_mask()) throw std::invalid_argument("it has no ring");
    return run_lengths_of(std::move(read.shape), image);
  } catch (const std::invalid_argument& error) {
    throw JsonError(std::string("segmentation: ") + error.what(), entry.segmentation.begin);
  }
}

std::string ResultsFile::located(const JsonError& error, std::size_t position) const {
  return path_.string() + ", byte " + std::to_string(error.offset()) + ": result " +
         std::to_string(position) + ": " + error.what();
}

ResultsFile::ResultsFile(
    const std::filesystem::path& path,
    const CocoFile& truth,
    InvalidAnnotations invalid,
    const std::function<void(std::size_t, std::size_t)>& on_progress)
    : path_(path), file_(path) {
  constexpr std::size_t kResultsPerProgress = 10'000;
  const CategoryIndices categories = category_indices(truth);
  try {
    Elements elements(text(), array_of(text()));
    for (std::size_t position = 0; const auto begin = elements.next_begin(); ++position) {
      std::size_t end = *begin;
      try {
        const KnownMembers members(
            text(),
            {*begin, text().size()},
            {"image_id", "category_id", "score", "segmentation", "bbox", "annotation_id"},
            &end);
        entries_.push_back(entry_of(members, truth, categories));
        entries_.back().position = position;
      } catch (const JsonError& error) {
        const bool is_whole = end != *begin;
        const std::string line = located(error, position);
        if (!is_whole || invalid == InvalidAnnotations::kRefused) throw std::runtime_error(line);
        invalid_.push_back(line);
      }
      elements.pass(end);
      if (on_progress && position % kResultsPerProgress == 0) on_progress(end, text().size());
    }
    expect_end_of_json(text(), elements.end());
  } catch (const JsonError& error) {
    throw std::runtime_error(
        path_.string() + ", byte " + std::to_string(error.offset()) + ": " + error.what());
  }
}

}  // namespace segnoise::coco
