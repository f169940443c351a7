#pragma once

// Private to files: this header includes nlohmann-json.

#include "files/json_object.h"
#include "study/sensitivity.h"

#include <string>
#include <vector>

namespace segnoise {

/// Patients of whom nothing can be said: [{"patient": ..., "reason": ...}, ...].
[[nodiscard]] inline Json left_out_json(const std::vector<LeftOut>& left_out) {
  Json json = Json::array();
  for (const LeftOut& one : left_out) {
    json.push_back({{"patient", one.patient}, {"reason", one.reason}});
  }
  return json;
}

/// Reads the same back.
/// @throws nlohmann's exceptions  if it is something else
[[nodiscard]] inline std::vector<LeftOut> left_out_of(const Json& json) {
  std::vector<LeftOut> left_out;
  for (const Json& one : json) {
    left_out.push_back(
        {.patient = one.at("patient").get<std::string>(),
         .reason = one.at("reason").get<std::string>()});
  }
  return left_out;
}

}  // namespace segnoise
