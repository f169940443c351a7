#include "core/cardiac/reader_outlines.h"

namespace segnoise::cardiac {

std::string OutlinedFrame::text() const {
  return patient + " " + std::string(name_of(view)) + " " + std::string(name_of(instant));
}

}  // namespace segnoise::cardiac
