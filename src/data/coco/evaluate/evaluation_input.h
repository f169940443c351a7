#pragma once

#include "data/coco/evaluate/evaluation.h"
#include "data/coco/read/annotations_by_image.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace segnoise::coco {

/// The files of an evaluation, image by image.
class EvaluationInput {
 public:
  /// @throws std::runtime_error  as gather_evidence()
  EvaluationInput(
      const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options);

  [[nodiscard]] const CocoFile& truth() const { return *truth_; }
  [[nodiscard]] const ResultsFile& results() const { return *results_; }
  [[nodiscard]] const EvaluationOptions& options() const { return *options_; }
  [[nodiscard]] const std::vector<EvaluatedCategory>& categories() const { return categories_; }

  /// Places of the images in the truth, by ascending id.
  [[nodiscard]] const std::vector<std::size_t>& images() const { return images_; }

  [[nodiscard]] std::span<const Span> truths_of(std::size_t image) const {
    return truths_.of_image(image);
  }
  [[nodiscard]] std::size_t truth_count() const { return truths_.count(); }

  /// What was wrong with truths left out, a line each: those of images that are not listed.
  [[nodiscard]] const std::vector<std::string>& invalid_truths() const { return truths_.invalid; }

  /// Results of an image, in the order of the file, as indices into its entries.
  [[nodiscard]] std::span<const std::uint32_t> results_of(std::size_t image) const {
    return std::span(result_order_)
        .subspan(result_begin_[image], result_begin_[image + 1] - result_begin_[image]);
  }

  /// The rank of a category among ascending ids, of its id, and of its place in the truth.
  [[nodiscard]] std::uint32_t rank_of_id(noise::CategoryId id) const { return rank_by_id_.at(id); }
  [[nodiscard]] bool has_category(noise::CategoryId id) const { return rank_by_id_.contains(id); }
  [[nodiscard]] std::uint32_t rank_of_place(std::size_t place) const { return ranks_[place]; }

 private:
  const CocoFile* truth_;
  const ResultsFile* results_;
  const EvaluationOptions* options_;
  AnnotationsByImage truths_;
  std::vector<EvaluatedCategory> categories_;
  std::vector<std::size_t> images_;
  std::map<noise::CategoryId, std::uint32_t> rank_by_id_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::size_t> result_begin_;
  std::vector<std::uint32_t> result_order_;
};

}  // namespace segnoise::coco
