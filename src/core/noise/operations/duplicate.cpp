#include "core/noise/operations/duplicate.h"

#include "core/noise/operations/shift.h"
#include "core/noise/working_shape.h"

#include <utility>

namespace segnoise::noise {

std::vector<DrawnCopy> DrawnCopy::forms() { return {{Kind::kDuplicate}, {Kind::kSpurious}}; }

std::string_view DrawnCopy::name() const {
  return kind == Kind::kDuplicate ? "duplicate" : "spurious";
}

void DrawnCopy::apply(const WorkingShape& shape, LabelInProgress& label) const {
  if (!made) return;
  WorkingShape copy = shape;
  copy.move(by);
  std::optional<Instance> added = std::move(copy).as_instance(category);
  if (added) label.added.push_back(*std::move(added));
}

DrawnCopy Duplicate::draw(const DrawContext& context, random::Rng& rng) const {
  if (!rng.chance(probability)) return {DrawnCopy::Kind::kDuplicate};
  const PerAxis by = Shift{distance}.draw(context, rng).by;
  return {DrawnCopy::Kind::kDuplicate, true, by, context.category};
}

}  // namespace segnoise::noise
