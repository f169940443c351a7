#include "core/cardiac/data_origin.h"

#include <stdexcept>

namespace segnoise::cardiac {

std::string_view name_of(DataOrigin origin) {
  switch (origin) {
    case DataOrigin::kPhantom:
      return "phantom";
    case DataOrigin::kCamus:
      return "camus";
    case DataOrigin::kOther:
      return "other";
  }
  throw std::invalid_argument("no such origin of data");
}

}  // namespace segnoise::cardiac
