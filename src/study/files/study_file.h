#pragma once

#include "study/plan/study_plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::study_files {

/// The short names of the built-in studies (data/studies).
[[nodiscard]] std::vector<std::string> study_names();

/// What read_study() takes, as the unit of an option: "table7|file.json".
[[nodiscard]] std::string study_unit();

/// A built-in study by its short name, or one from a file of the schema in docs/studies.md.
///
/// @param name_or_path  what ends in ".json" is a path; setup files that it names are looked for
///                      beside it
/// @throws std::runtime_error  naming the study, the key, its value and what is accepted; as
///                      read_setup() does for the setups that it names
[[nodiscard]] plan::StudyPlan read_study(const std::string& name_or_path);

/// A study from the text of a study file.
/// @param source  what errors call the text
/// @param folder  where setup files with relative paths are looked for
/// @throws std::runtime_error  as read_study() does
[[nodiscard]] plan::StudyPlan parse_study(
    std::string_view json, const std::string& source, const std::string& folder = ".");

}  // namespace segnoise::study_files
