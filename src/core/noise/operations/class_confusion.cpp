#include "core/noise/operations/class_confusion.h"

#include <algorithm>

namespace segnoise::noise {
namespace {

/// One of the ids but `own`, each as likely; own if there is no other.
CategoryId draw_other(std::span<const CategoryId> ids, CategoryId own, random::Rng& rng) {
  if (ids.size() < 2) return own;
  const auto index = rng.below(static_cast<std::uint32_t>(ids.size() - 1));
  return ids[index] < own ? ids[index] : ids[index + 1];  // ids ascend, and own is one of them
}

CategoryId next_after(std::span<const CategoryId> ids, CategoryId own) {
  const auto next = std::ranges::upper_bound(ids, own);
  return next == ids.end() ? ids.front() : *next;
}

CategoryId draw_confused(
    ConfusionKind kind, std::span<const CategoryId> ids, CategoryId own, random::Rng& rng) {
  switch (kind) {
    case ConfusionKind::kSupercategory:
    case ConfusionKind::kSymmetric:
      return draw_other(ids, own, rng);
    case ConfusionKind::kAsymmetric:
    case ConfusionKind::kAsymmetricAll:
      return next_after(ids, own);
    case ConfusionKind::kMixing:
      return ids[rng.below(static_cast<std::uint32_t>(ids.size()))];
  }
  return own;
}

}  // namespace

std::string_view name_of(ConfusionKind kind) {
  switch (kind) {
    case ConfusionKind::kSupercategory:
      return "supercategory";
    case ConfusionKind::kSymmetric:
      return "symmetric";
    case ConfusionKind::kAsymmetric:
      return "asymmetric";
    case ConfusionKind::kAsymmetricAll:
      return "asymmetric-all";
    case ConfusionKind::kMixing:
      return "mixing";
  }
  return "";
}

std::span<const CategoryId> confusable(
    ConfusionKind kind, CategoryId own, const CategoryTable& categories) {
  const auto siblings = categories.siblings(own);
  const bool is_within =
      kind == ConfusionKind::kSupercategory || kind == ConfusionKind::kAsymmetric;
  return is_within ? siblings : categories.ids();
}

DrawnCategory ClassConfusion::draw(const DrawContext& context, random::Rng& rng) const {
  const CategoryId own = context.category;
  const bool confused = rng.chance(probability);
  if (context.categories.empty()) return {own};
  const auto ids = confusable(kind, own, context.categories);
  return {confused ? draw_confused(kind, ids, own, rng) : own};
}

void DrawnCategory::apply(const WorkingShape& /*shape*/, LabelInProgress& label) const {
  label.category = category;
}

}  // namespace segnoise::noise
