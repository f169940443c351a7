#pragma once

#include "core/noise/category_table.h"
#include "core/noise/instance.h"
#include "core/shape/mask.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/annotation_note.h"
#include "data/coco/write/relabel_summary.h"
#include "data/coco/write/relabelling.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// An annotation that was written.
struct WrittenAnnotation {
  std::size_t position = 0;  ///< of the annotation that it was made of, in the clean file
  std::size_t image = 0;     ///< index into the file's images
  noise::CategoryId category = 0;
};

/// Annotations next to one another with their new labels.
struct RelabelledBlock {
  std::string annotations = {};  ///< their JSON, with the comma and the blanks before each
  std::size_t first_lead = 0;    ///< bytes of those before the first one
  std::vector<WrittenAnnotation> written = {};
  std::string records = {};  ///< a line of JSON for each annotation that was read or added
  RelabelSummary summary = {};
};

/// The ids of annotations that are added: above all that are there, and the same whatever else is
/// added.
struct NewIds {
  std::int64_t first = 1;
  std::size_t most_of_one = 0;  ///< how many are added for one annotation at most
};

/// Gives annotations of one file new labels, one after another. One thread needs one.
///
/// An annotation that gets another label is copied with other values of category_id, segmentation,
/// area and bbox, everything else as it was, byte by byte; one whose label stays, whole.
class AnnotationRelabeller {
 public:
  /// @param file     and categories and rules must outlive this
  /// @param relabel  empty: all annotations stay as they are
  AnnotationRelabeller(
      const CocoFile& file,
      const noise::CategoryTable& categories,
      const RelabelRules& rules,
      Relabel relabel,
      NewIds new_ids);

  /// Adds what becomes of an annotation to a block.
  /// @throws JsonError  naming the annotation and what is wrong: as AnnotationReader does; a
  ///                    category that the file does not have, run lengths of another size than the
  ///                    image's, coordinates beyond kMaxCocoCoordinate_px
  void add(const AnnotationEntry& entry, RelabelledBlock& block);

 private:
  struct Label;

  void add_read(
      const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const;
  void add_outcome(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const noise::Instance& clean,
      const NewLabel& label,
      RelabelledBlock& block) const;
  void add_copies(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const noise::Outcome& outcome,
      RelabelledBlock& block) const;
  [[nodiscard]] NewLabel new_label(const CleanAnnotation& clean, RelabelSummary& summary) const;
  void add_without_mask(
      const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const;
  void leave(
      const AnnotationEntry& entry, const Annotation& annotation, RelabelledBlock& block) const;
  void write(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const Label& label,
      RelabelledBlock& block) const;
  void measure(
      const Annotation& annotation,
      const shape::Mask* pixels,
      shape::Size size,
      AnnotationNote& note,
      RelabelSummary& summary) const;
  void record(
      std::int64_t id,
      std::int64_t image_id,
      const AnnotationNote& note,
      RelabelledBlock& block) const;
  [[nodiscard]] bool keeps_notes() const;

  const CocoFile& file_;
  const noise::CategoryTable& categories_;
  const RelabelRules& rules_;
  Relabel relabel_;
  NewIds new_ids_;
  AnnotationReader reader_;
};

}  // namespace segnoise::coco
