#pragma once

#include "core/noise/category_table.h"
#include "core/noise/corrupt.h"
#include "core/noise/instance.h"
#include "core/noise/setup.h"
#include "core/shape/mask.h"
#include "data/coco/noise/noise_rules.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/annotation_note.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// The categories of a file, for class confusion.
[[nodiscard]] noise::CategoryTable category_table(const CocoFile& file);

/// @throws std::invalid_argument  if the setup needs what a data set of COCO's format has not: a
///                                spacing (unit mm), instants (only), a long axis (base-shift)
void require_for_coco(const noise::NoiseSetup& setup);

/// An annotation that was written.
struct WrittenAnnotation {
  std::size_t position = 0;  ///< of the annotation that it was made of, in the clean file
  std::size_t image = 0;     ///< index into the file's images
  noise::CategoryId category = 0;
};

/// Annotations next to one another after their noise.
struct NoisyBlock {
  std::string annotations = {};  ///< their JSON, with the comma and the blanks before each
  std::size_t first_lead = 0;    ///< bytes of those before the first one
  std::vector<WrittenAnnotation> written = {};
  std::string records = {};  ///< a line of JSON for each annotation that was read or added
  NoiseSummary summary = {};
};

/// Makes annotations of one file noisy, one after another. One thread needs one.
///
/// An annotation that noise changes is copied with other values of category_id, segmentation, area
/// and bbox, everything else as it was, byte by byte; one that it leaves as it is, whole.
class AnnotationNoise {
 public:
  /// @param file        and the others must outlive this
  /// @param first_new_id  the least of the ids for added annotations: above all that are there
  AnnotationNoise(
      const CocoFile& file,
      const noise::CategoryTable& categories,
      const NoiseRules& rules,
      std::int64_t first_new_id);

  /// Adds what becomes of an annotation to a block.
  /// @throws JsonError  naming the annotation and what is wrong: as AnnotationReader does; a
  ///                    category that the file does not have, run lengths of another size than the
  ///                    image's, coordinates beyond kMaxCocoCoordinate_px
  void add(const AnnotationEntry& entry, NoisyBlock& block);

 private:
  struct Label;

  void add_read(
      const AnnotationEntry& entry, const Annotation& annotation, NoisyBlock& block) const;
  void add_outcome(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const noise::Instance& clean,
      const noise::NoisyInstance& noisy,
      NoisyBlock& block) const;
  void add_copies(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const noise::Outcome& outcome,
      NoisyBlock& block) const;
  [[nodiscard]] noise::NoisyInstance made_noisy(
      const Annotation& annotation,
      const noise::Instance& clean,
      const noise::NoiseSetup& setup,
      shape::Size size,
      NoiseSummary& summary) const;
  [[nodiscard]] AnnotationNote noted(
      const Annotation& annotation, const noise::NoisyInstance& noisy) const;
  void add_without_mask(
      const AnnotationEntry& entry, const Annotation& annotation, NoisyBlock& block) const;
  void leave(const AnnotationEntry& entry, const Annotation& annotation, NoisyBlock& block) const;
  void write(
      const AnnotationEntry& entry,
      const Annotation& annotation,
      const Label& label,
      NoisyBlock& block) const;
  void measure(
      const Annotation& annotation,
      const shape::Mask* pixels,
      shape::Size size,
      AnnotationNote& note,
      NoiseSummary& summary) const;
  void record(
      std::int64_t id, std::int64_t image_id, const AnnotationNote& note, NoisyBlock& block) const;
  [[nodiscard]] bool keeps_notes() const;

  const CocoFile& file_;
  const noise::CategoryTable& categories_;
  const NoiseRules& rules_;
  noise::NoiseSetup maskless_setup_;  ///< what acts on an annotation without a mask
  std::int64_t first_new_id_;
  std::size_t copies_per_annotation_;
  AnnotationReader reader_;
};

}  // namespace segnoise::coco
