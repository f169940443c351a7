#include "data/coco/read/json_text.h"

#include "data/coco/read/gunzip.h"
#include "storage/byte_order_mark.h"

#include <stdexcept>

namespace segnoise::coco {

JsonText::JsonText(const std::filesystem::path& path)
    : file_(path), is_packed_(is_gzip(file_.bytes())) {
  if (!is_packed_) return;
  try {
    unpacked_ = gunzipped(file_.bytes());
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

std::string_view JsonText::text() const {
  return storage::without_byte_order_mark(is_packed_ ? std::string_view(unpacked_) : file_.bytes());
}

}  // namespace segnoise::coco
