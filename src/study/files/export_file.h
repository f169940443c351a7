#pragma once

#include "study/plan/condition.h"
#include "study/plan/results.h"

#include <cstdint>
#include <span>
#include <string>

namespace segnoise::study_files {

/// A condition whose labels were written as files.
struct ExportedCondition {
  std::string folder = {};
  plan::Condition condition = {};
  std::uint64_t seed = 0;
};

/// export.json: what labels were made of, by which program, and of each folder the noise and its
/// seed, so that they can be made again.
[[nodiscard]] std::string export_json(
    const plan::StudyDescription& description, std::span<const ExportedCondition> conditions);

}  // namespace segnoise::study_files
