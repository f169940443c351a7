#include "data/coco/evaluate/evaluation_remarks.h"

#include <algorithm>
#include <cstddef>

namespace segnoise::coco {

std::vector<std::string> left_out_remarks(
    const std::string& what, const std::vector<std::string>& invalid) {
  constexpr std::size_t kNamed = 10;
  if (invalid.empty()) return {};
  std::vector<std::string> remarks{
      "left out " + std::to_string(invalid.size()) + ' ' + what + ", not valid:"};
  for (std::size_t i = 0; i < std::min(kNamed, invalid.size()); ++i) {
    remarks.push_back("  " + invalid[i]);
  }
  return remarks;
}

std::vector<std::string> truth_remarks(const Evidence& evidence) {
  std::vector<std::string> remarks = left_out_remarks("true annotations", evidence.invalid_truths);
  if (evidence.stray_rings > 0) {
    remarks.push_back(
        "left out " + std::to_string(evidence.stray_rings) +
        " rings of true annotations, of fewer than 3 points or an odd count of coordinates");
  }
  return remarks;
}

}  // namespace segnoise::coco
