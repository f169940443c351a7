#include "data/coco/evaluate/evaluation_input.h"

#include "data/coco/read/members.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace segnoise::coco {
namespace {

std::optional<detection::Frequency> frequency_of(
    const CocoFile& truth, const CocoCategory& category) {
  constexpr std::array<std::pair<std::string_view, detection::Frequency>, 3> kFrequencies{
      {{"\"r\"", detection::Frequency::kRare},
       {"\"c\"", detection::Frequency::kCommon},
       {"\"f\"", detection::Frequency::kFrequent}}};
  try {
    const KnownMembers members(truth.text(), category.place, {"frequency"});
    const Member frequency = members.at("frequency");
    for (const auto& [text, value] : kFrequencies) {
      if (frequency.value.of(truth.text()) == text) return value;
    }
    members.reject(frequency, R"("r", "c" or "f")");
  } catch (const JsonError& error) {
    const std::string name = "category " + std::to_string(category.id) + ": ";
    throw std::runtime_error(truth.located(JsonError(name + error.what(), error.offset())));
  }
}

}  // namespace

EvaluationInput::EvaluationInput(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options)
    : truth_(&truth),
      results_(&results),
      options_(&options),
      truths_(annotations_by_image(truth, options.threads, options.invalid)),
      images_(truth.images().size()),
      ranks_(truth.categories().size()),
      result_begin_(truth.images().size() + 1),
      result_order_(results.entries().size()) {
  for (const CocoCategory& category : truth.categories()) rank_by_id_.emplace(category.id, 0);
  std::uint32_t next_rank = 0;
  for (auto& [id, rank] : rank_by_id_) rank = next_rank++;
  categories_.resize(rank_by_id_.size());
  for (std::size_t i = 0; i < truth.categories().size(); ++i) {
    const CocoCategory& category = truth.categories()[i];
    ranks_[i] = rank_by_id_.at(category.id);
    EvaluatedCategory& evaluated = categories_[ranks_[i]];
    evaluated = {.id = category.id, .name = category.name};
    if (options.style == detection::DetectionStyle::kLvis)
      evaluated.frequency = frequency_of(truth, category);
  }
  std::iota(images_.begin(), images_.end(), std::size_t{0});
  std::ranges::sort(images_, {}, [&](std::size_t i) { return truth.images()[i].id; });

  for (const ResultEntry& entry : results.entries()) ++result_begin_[entry.image + 1];
  std::partial_sum(result_begin_.begin(), result_begin_.end(), result_begin_.begin());
  std::vector<std::size_t> next(result_begin_.begin(), std::prev(result_begin_.end()));
  for (std::size_t i = 0; i < results.entries().size(); ++i) {
    result_order_[next[results.entries()[i].image]++] = static_cast<std::uint32_t>(i);
  }
}

}  // namespace segnoise::coco
