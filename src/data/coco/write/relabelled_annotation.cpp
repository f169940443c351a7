#include "data/coco/write/relabelled_annotation.h"

#include "core/metrics/boundary.h"
#include "core/metrics/overlap.h"
#include "core/shape/coco_polygon.h"
#include "core/shape/rle.h"
#include "data/coco/write/annotation_note.h"
#include "data/coco/write/annotation_text.h"
#include "data/coco/write/written_shape.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::coco {
namespace {

/// A part of a text that another one takes the place of.
struct Change {
  Span place;
  std::string text = {};
  const WrittenShape* shape = nullptr;  ///< its segmentation, instead of the text
};

void append_segmentation(const WrittenShape& shape, std::string& json) {
  if (shape.rings) {
    append_polygons(*shape.rings, json);
  } else {
    append_run_lengths(shape::run_lengths(shape.pixels), json);
  }
}

void append_changed(
    std::string_view text, Span place, std::vector<Change> changes, std::string& out) {
  std::ranges::sort(changes, {}, [](const Change& change) { return change.place.begin; });
  std::size_t at = place.begin;
  for (const Change& change : changes) {
    out.append(text, at, change.place.begin - at).append(change.text);
    if (change.shape != nullptr) append_segmentation(*change.shape, out);
    at = change.place.end;
  }
  out.append(text, at, place.end - at);
}

std::string number_text(std::int64_t number) {
  std::string text;
  append_number(number, text);
  return text;
}

shape::Mask clean_pixels(const Annotation& annotation, shape::Size size) {
  if (const auto* rings = std::get_if<shape::Polygon>(&annotation.segmentation)) {
    return shape::coco_mask(*rings, size);
  }
  return shape::mask_of(std::get<shape::RunLengths>(annotation.segmentation));
}

noise::Instance instance_of(const Annotation& annotation) {
  noise::Instance instance{
      .shape = {}, .category = annotation.category_id, .fill_rule = noise::FillRule::kCoco};
  if (const auto* rings = std::get_if<shape::Polygon>(&annotation.segmentation)) {
    instance.shape = *rings;
  } else {
    instance.shape = shape::mask_of(std::get<shape::RunLengths>(annotation.segmentation));
  }
  return instance;
}

void require_valid(
    const Annotation& annotation,
    const CocoFile& file,
    const CocoImage& image,
    const noise::CategoryTable& categories) {
  if (!std::ranges::binary_search(categories.ids(), annotation.category_id)) {
    throw JsonError(
        "category_id must be the id of a category of the file, got " +
            std::to_string(annotation.category_id),
        annotation.category_place.begin);
  }
  const auto* runs = std::get_if<shape::RunLengths>(&annotation.segmentation);
  if (runs != nullptr && runs->size() != file.size_of(image)) {
    const auto text = [](shape::Size size) {
      return std::to_string(size.height) + " x " + std::to_string(size.width);
    };
    throw JsonError(
        "segmentation: size must be the image's height and width, " + text(image.size) + ", got " +
            text(runs->size()),
        annotation.segmentation_place.begin);
  }
}

/// The change that puts a note into an annotation, in the place of an earlier one or at its end.
void add_note(
    const Annotation& annotation, const AnnotationNote& note, std::vector<Change>& changes) {
  const std::size_t before_brace = annotation.place.end - 1;
  std::string json = "{";
  append_members(note, json);
  json += '}';
  if (annotation.noise_place) {
    changes.push_back({*annotation.noise_place, std::move(json)});
  } else {
    changes.push_back({{before_brace, before_brace}, ",\"noise\":" + json});
  }
}

/// The changes that give an annotation another shape.
void add_changes(
    const Annotation& annotation, const WrittenShape& shape, std::vector<Change>& changes) {
  changes.push_back({.place = annotation.segmentation_place, .shape = &shape});
  if (annotation.area_place) {
    changes.push_back({*annotation.area_place, number_text(shape.pixels.count())});
  }
  if (annotation.bbox_place) {
    append_box(
        shape.pixels.extent(), changes.emplace_back(Change{.place = *annotation.bbox_place}).text);
  }
}

/// What is told of an annotation, so far as that is known by its new label.
AnnotationNote noted(const Annotation& annotation, const NewLabel& label) {
  const bool is_deleted = label.outcome.fate == noise::Fate::kDeleted;
  return {
      .fate = is_deleted ? "deleted" : "kept",
      .category = annotation.category_id,
      .drawn = label.drawn};
}

}  // namespace

/// An annotation to be written.
struct AnnotationRelabeller::Label {
  std::int64_t id = 0;
  noise::CategoryId category = 0;
  const WrittenShape* shape = nullptr;  ///< nothing leaves it as it was
  const AnnotationNote* note = nullptr;
};

AnnotationRelabeller::AnnotationRelabeller(
    const CocoFile& file,
    const noise::CategoryTable& categories,
    const RelabelRules& rules,
    Relabel relabel,
    NewIds new_ids)
    : file_(file),
      categories_(categories),
      rules_(rules),
      relabel_(std::move(relabel)),
      new_ids_(new_ids),
      reader_(file.text()) {}

void AnnotationRelabeller::add(const AnnotationEntry& entry, RelabelledBlock& block) {
  const Annotation annotation = reader_.read(entry.place);
  try {
    require_valid(annotation, file_, file_.images()[entry.image], categories_);
    add_read(entry, annotation, block);
  } catch (const JsonError& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": " + error.what(), error.offset());
  } catch (const std::invalid_argument& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": " + error.what(), entry.place.begin);
  }
}

void AnnotationRelabeller::add_read(
    const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const {
  RelabelSummary& summary = block.summary;
  const bool is_left = annotation.is_crowd && !rules_.crowds_too;
  if (is_left || !relabel_) {
    ++summary.read;
    if (is_left) ++summary.crowds;
    leave(entry, annotation, block);
    return;
  }
  summary.stray_rings += static_cast<std::int64_t>(annotation.stray_rings);
  if (!annotation.has_mask) {
    add_without_mask(entry, annotation, block);
    return;
  }
  const noise::Instance clean = instance_of(annotation);
  const CocoImage& image = file_.images()[entry.image];
  const NewLabel label = new_label({annotation, image, clean, file_.size_of(image)}, summary);
  add_outcome(entry, annotation, clean, label, block);
  add_copies(entry, annotation, label.outcome, block);
}

/// Gets the new label of an annotation, and counts what was done to it.
NewLabel AnnotationRelabeller::new_label(
    const CleanAnnotation& clean, RelabelSummary& summary) const {
  NewLabel label = relabel_(clean);
  ++summary.read;
  for (const std::string_view name : label.operations) ++summary.operations[name];
  if (label.lacks_other_category) ++summary.without_other_category;
  if (label.outcome.fate == noise::Fate::kDeleted) ++summary.deleted;
  return label;
}

/// A box has no outline to be wrong: what is left is whether it is labelled, and as what.
void AnnotationRelabeller::add_without_mask(
    const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const {
  const noise::Instance pixel{// stands for the shape, which stays
                              .shape = shape::Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}},
                              .category = annotation.category_id,
                              .fill_rule = noise::FillRule::kCoco};
  RelabelSummary& summary = block.summary;
  const NewLabel label =
      new_label({annotation, file_.images()[entry.image], pixel, {1, 1}}, summary);
  ++summary.without_mask;
  AnnotationNote note = noted(annotation, label);
  if (label.outcome.fate == noise::Fate::kDeleted) {
    record(annotation.id, annotation.image_id, note, block);
    return;
  }
  const noise::CategoryId category = label.outcome.instance.category;
  note.noisy_category = category;
  if (category != annotation.category_id) ++summary.other_category;
  write(entry, annotation, {.id = annotation.id, .category = category, .note = &note}, block);
}

/// Writes an annotation that gets no new label.
void AnnotationRelabeller::leave(
    const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const {
  const AnnotationNote note{.fate = "untouched", .category = annotation.category_id};
  write(
      entry,
      annotation,
      {.id = annotation.id, .category = annotation.category_id, .note = &note},
      block);
}

void AnnotationRelabeller::add_outcome(
    const AnnotationEntry& entry,
    const Annotation& annotation,
    const noise::Instance& clean,
    const NewLabel& label,
    RelabelledBlock& block) const {
  RelabelSummary& summary = block.summary;
  const shape::Size size = file_.size_of(file_.images()[entry.image]);
  const noise::Instance& result = label.outcome.instance;
  const bool is_kept = label.outcome.fate == noise::Fate::kKept;
  const bool has_other_shape = is_kept && result.shape != clean.shape;
  const bool was_polygon = std::holds_alternative<shape::Polygon>(clean.shape);
  std::optional<WrittenShape> shape;
  if (has_other_shape) shape = shape_to_write(result, was_polygon, size, rules_);

  AnnotationNote note = noted(annotation, label);
  if (label.outcome.fate == noise::Fate::kDeleted) {
    record(annotation.id, annotation.image_id, note, block);
    return;
  }
  if (!is_kept || (shape && shape->pixels.empty())) {
    if (clean_pixels(annotation, size).empty()) {
      ++summary.without_pixels;
      leave(entry, annotation, block);
      return;
    }
    summary.lost_ids.push_back(annotation.id);
    note.fate = "lost";
    record(annotation.id, annotation.image_id, note, block);
    return;
  }
  note.noisy_category = result.category;
  measure(annotation, shape ? &shape->pixels : nullptr, size, note, summary);
  if (has_other_shape) ++summary.other_shape;
  if (result.category != annotation.category_id) ++summary.other_category;
  write(
      entry,
      annotation,
      {.id = annotation.id,
       .category = result.category,
       .shape = shape ? &*shape : nullptr,
       .note = &note},
      block);
}

/// How much of the clean annotation the new one is.
/// @param pixels  nothing if the shape is as it was
void AnnotationRelabeller::measure(
    const Annotation& annotation,
    const shape::Mask* pixels,
    shape::Size size,
    AnnotationNote& note,
    RelabelSummary& summary) const {
  double iou = 1.0;
  std::optional<shape::Mask> clean;
  if (pixels != nullptr || !annotation.area) clean = clean_pixels(annotation, size);
  if (pixels != nullptr) iou = metrics::overlap(*clean, *pixels)->iou;
  const double area = annotation.area ? *annotation.area : static_cast<double>(clean->count());
  MeanIou& mean = summary.by_size.at(static_cast<std::size_t>(size_class(area)));
  ++mean.instances;
  mean.iou_sum += iou;
  if (!keeps_notes()) return;
  note.iou = iou;
  note.boundary_iou = pixels == nullptr ? 1.0 : metrics::boundary_iou(*clean, *pixels);
}

void AnnotationRelabeller::add_copies(
    const AnnotationEntry& entry,
    const Annotation& annotation,
    const noise::Outcome& outcome,
    RelabelledBlock& block) const {
  const shape::Size size = file_.size_of(file_.images()[entry.image]);
  const bool was_polygon = std::holds_alternative<shape::Polygon>(annotation.segmentation);
  for (std::size_t i = 0; i < outcome.added.size(); ++i) {
    const noise::Instance& copy = outcome.added[i];
    const WrittenShape shape = shape_to_write(copy, was_polygon, size, rules_);
    if (shape.pixels.empty()) continue;
    const std::size_t rank = entry.position * new_ids_.most_of_one + i;
    const AnnotationNote note{
        .fate = "added",
        .category = annotation.category_id,
        .noisy_category = copy.category,
        .copy_of = annotation.id};
    ++block.summary.added;
    write(
        entry,
        annotation,
        {.id = new_ids_.first + static_cast<std::int64_t>(rank),
         .category = copy.category,
         .shape = &shape,
         .note = &note},
        block);
  }
}

bool AnnotationRelabeller::keeps_notes() const { return rules_.annotate || rules_.keep_records; }

void AnnotationRelabeller::record(
    std::int64_t id,
    std::int64_t image_id,
    const AnnotationNote& note,
    RelabelledBlock& block) const {
  if (rules_.keep_records) append_record(id, image_id, note, block.records);
}

void AnnotationRelabeller::write(
    const AnnotationEntry& entry,
    const Annotation& annotation,
    const Label& label,
    RelabelledBlock& block) const {
  const std::string_view text = file_.text();
  const noise::CategoryId category = rules_.foreground ? kForegroundCategory : label.category;
  std::vector<Change> changes;
  if (label.id != annotation.id) changes.push_back({annotation.id_place, number_text(label.id)});
  if (category != annotation.category_id) {
    changes.push_back({annotation.category_place, number_text(category)});
  }
  if (label.shape != nullptr) {
    add_changes(annotation, *label.shape, changes);
    block.summary.cut_for_holes += label.shape->is_cut ? 1 : 0;
    block.summary.holes_filled += label.shape->lost_holes ? 1 : 0;
  } else if (rules_.as_run_lengths && annotation.has_mask) {
    changes.push_back({.place = annotation.segmentation_place});
    append_run_lengths(
        shape::run_lengths(clean_pixels(annotation, file_.size_of(file_.images()[entry.image]))),
        changes.back().text);
  }
  if (rules_.annotate) add_note(annotation, *label.note, changes);

  const bool is_copy = label.id != annotation.id;
  const std::string_view lead = is_copy ? "," : Span{entry.lead_begin, entry.place.begin}.of(text);
  if (block.written.empty()) block.first_lead = lead.size();
  block.annotations += lead;
  append_changed(text, annotation.place, std::move(changes), block.annotations);
  block.written.push_back({entry.position, entry.image, category});
  ++block.summary.written;
  record(label.id, annotation.image_id, *label.note, block);
}

}  // namespace segnoise::coco
