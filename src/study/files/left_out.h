#pragma once

// Private to files: this header includes nlohmann-json.

#include "json/json_object.h"
#include "study/analysis/sensitivity.h"

#include <string>
#include <vector>

namespace segnoise::study_files {

/// Patients of whom nothing can be said: [{"patient": ..., "reason": ...}, ...].
[[nodiscard]] inline json::Json left_out_json(const std::vector<analysis::LeftOut>& left_out) {
  json::Json json = json::Json::array();
  for (const analysis::LeftOut& one : left_out) {
    json.push_back({{"patient", one.patient}, {"reason", one.reason}});
  }
  return json;
}

/// Reads the same back.
/// @throws nlohmann's exceptions  if it is something else
[[nodiscard]] inline std::vector<analysis::LeftOut> left_out_of(const json::Json& json) {
  std::vector<analysis::LeftOut> left_out;
  for (const json::Json& one : json) {
    left_out.push_back(
        {.patient = one.at("patient").get<std::string>(),
         .reason = one.at("reason").get<std::string>()});
  }
  return left_out;
}

}  // namespace segnoise::study_files
