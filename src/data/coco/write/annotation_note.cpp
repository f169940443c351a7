#include "data/coco/write/annotation_note.h"

#include "base/number_text.h"
#include "data/coco/write/annotation_text.h"

namespace segnoise::coco {
namespace {

constexpr int kNoteDecimals = 6;

}  // namespace

void append_members(const AnnotationNote& note, std::string& json) {
  json.append(R"("fate":")").append(note.fate).append(R"(","category_id":)");
  append_number(note.category, json);
  if (note.noisy_category) {
    json += R"(,"noisy_category_id":)";
    append_number(*note.noisy_category, json);
  }
  if (note.copy_of) {
    json += R"(,"copy_of":)";
    append_number(*note.copy_of, json);
  }
  if (!note.drawn.empty()) {
    json += R"(,"drawn":)";
    append_quoted(note.drawn, json);
  }
  if (note.iou) {
    json += R"(,"iou":)";
    base::append_decimal(*note.iou, kNoteDecimals, json);
  }
  if (note.boundary_iou) {
    json += R"(,"boundary_iou":)";
    base::append_decimal(*note.boundary_iou, kNoteDecimals, json);
  }
}

void append_record(
    std::int64_t id, std::int64_t image_id, const AnnotationNote& note, std::string& lines) {
  lines += R"({"id":)";
  append_number(id, lines);
  lines += R"(,"image_id":)";
  append_number(image_id, lines);
  lines += ',';
  append_members(note, lines);
  lines += "}\n";
}

}  // namespace segnoise::coco
