#include "study/files/study_file.h"

#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/files/embedded_studies.h"
#include "study/plan/noise_kinds.h"
#include "study/plan/ventricle.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <set>
#include <stdexcept>
#include <utility>

namespace segnoise::study_files {
namespace {

constexpr int kGreatestCount = 100'000;
constexpr double kGreatestSeed = 9007199254740992.0;  // 2^53: every whole number up to it is exact

/// The items of an array, each read by a function; none twice.
template <class Item>
std::vector<Item> items(
    json::JsonObject& object,
    const std::string& key,
    const std::function<Item(const json::Json&)>& read) {
  const json::Json& array = object.array(key);
  std::vector<Item> values;
  std::set<std::string> seen;
  for (const json::Json& item : array) {
    if (!seen.insert(item.dump()).second) object.reject(key, "without repetition", array);
    values.push_back(read(item));
  }
  return values;
}

/// The items of an array that may be absent but not empty.
template <class Item>
std::vector<Item> items_or(
    json::JsonObject& object,
    const std::string& key,
    std::vector<Item> otherwise,
    const std::function<Item(const json::Json&)>& read) {
  if (object.find(key) == nullptr) return otherwise;
  std::vector<Item> values = items(object, key, read);
  if (values.empty()) object.reject(key, "an array that is not empty", object.at(key));
  return values;
}

bool is_whole(const json::Json& value, double least, double most) {
  if (!value.is_number()) return false;
  const auto number = value.get<double>();
  return number == std::trunc(number) && number >= least && number <= most;
}

bool is_one_of(const json::Json& value, const std::vector<std::string>& choices) {
  return value.is_string() && std::ranges::find(choices, value.get<std::string>()) != choices.end();
}

int whole_within(json::JsonObject& object, const std::string& key, int least, int most) {
  const int value = object.whole_number(key);
  if (value < least || value > most) {
    object.reject(
        key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), value);
  }
  return value;
}

std::optional<int> optional_count(json::JsonObject& object, const std::string& key) {
  if (object.find(key) == nullptr) return std::nullopt;
  return whole_within(object, key, 1, kGreatestCount);
}

std::optional<std::string> optional_choice(
    json::JsonObject& object, const std::string& key, const std::vector<std::string>& choices) {
  if (object.find(key) == nullptr) return std::nullopt;
  if (!is_one_of(object.at(key), choices)) {
    object.reject(key, "one of " + json::listed(choices), object.at(key));
  }
  return object.text(key);
}

/// The noise kinds that have a setup for each severity of Benchmark-N.
std::vector<std::string> kinds_with_severities() {
  std::vector<std::string> kinds{"camus", "camus-jitter-first", "benchmark-n"};
  std::ranges::copy(plan::single_operations(), std::back_inserter(kinds));
  return kinds;
}

noise::NoiseSetup setup_of(const std::string& kind, const std::string& severity) {
  if (kind == "camus") return read_setup(severity, setups::Scenario::kCamus);
  if (kind == "camus-jitter-first") {
    return read_setup(severity + "-jitter-first", setups::Scenario::kCamus);
  }
  const noise::NoiseSetup benchmark = read_setup(severity, setups::Scenario::kBenchmark);
  return kind == "benchmark-n" ? plan::for_ventricle(benchmark)
                               : plan::single_operation(benchmark, kind);
}

/// A kind by name in all severities, or a setup file by path.
plan::GradedNoise noise_kind(
    const std::string& name,
    const std::vector<std::string>& severities,
    const std::string& folder) {
  if (name.ends_with(".json")) {
    noise::NoiseSetup setup =
        read_setup((std::filesystem::path(folder) / name).string(), setups::Scenario::kCamus);
    plan::GradedNoise kind{.name = setup.name};
    kind.severities.push_back({"", std::move(setup)});
    return kind;
  }
  plan::GradedNoise kind{.name = name};
  for (const std::string& severity : severities) {
    kind.severities.push_back({severity, setup_of(name, severity)});
  }
  return kind;
}

plan::ConditionAxes read_axes(json::JsonObject& object, const std::string& folder) {
  const std::vector<std::string> known_severities{"low", "medium", "high"};
  const auto severities = items_or<std::string>(
      object, "severities", known_severities, [&](const json::Json& item) -> std::string {
        if (!is_one_of(item, known_severities)) {
          object.reject("severities", "an array of " + json::listed(known_severities), item);
        }
        return item.get<std::string>();
      });
  plan::ConditionAxes axes;
  axes.noise = items<plan::GradedNoise>(object, "noise", [&](const json::Json& item) {
    const std::vector<std::string> kinds = kinds_with_severities();
    const bool is_path = item.is_string() && item.get<std::string>().ends_with(".json");
    if (!is_path && !is_one_of(item, kinds)) {
      object.reject(
          "noise",
          "an array of " + json::listed(kinds) + ", or paths of setup files (.json)",
          item);
    }
    plan::GradedNoise kind = noise_kind(item.get<std::string>(), severities, folder);
    for (const auto& [severity, setup] : kind.severities) plan::require_for_ventricle(setup);
    return kind;
  });
  axes.noisy_fractions = items_or<double>(
      object, "noisy-fractions", axes.noisy_fractions, [&](const json::Json& item) {
        const bool holds =
            item.is_number() && item.get<double>() > 0.0 && item.get<double>() <= 1.0;
        if (!holds) object.reject("noisy-fractions", "an array of numbers in (0, 1]", item);
        return item.get<double>();
      });
  axes.training_patients = items_or<std::optional<int>>(
      object,
      "training-patients",
      axes.training_patients,
      [&](const json::Json& item) -> std::optional<int> {
        if (item == "all") return std::nullopt;
        if (!is_whole(item, 1, kGreatestCount)) {
          object.reject("training-patients", "an array of whole numbers >= 1 or \"all\"", item);
        }
        return item.get<int>();
      });
  return axes;
}

plan::LearningPlan read_learning(const json::Json& json) {
  json::JsonObject object(json, "training");
  plan::LearningPlan learning{
      .network = optional_choice(object, "network", {"small", "unet1", "unet2"}),
      .input_size_px = optional_count(object, "input-size-px"),
      .epochs = optional_count(object, "epochs"),
      .batch_size = optional_count(object, "batch"),
      .learning_rate = {},
      .loss = optional_choice(object, "loss", {"dice", "cross-entropy", "sum"}),
      .patience = optional_count(object, "patience"),
      .augmentation = optional_choice(object, "augmentation", {"none", "mild"}),
      .precision = optional_choice(object, "precision", {"float32", "bfloat16"})};
  if (object.find("learning-rate") != nullptr) {
    const double rate = object.number("learning-rate");
    if (!(rate > 0.0 && rate <= 10.0)) object.reject("learning-rate", "in (0, 10]", rate);
    learning.learning_rate = rate;
  }
  object.reject_other_keys();
  return learning;
}

plan::StudyPlan read_plan(const json::Json& json, const std::string& folder) {
  json::JsonObject object(json, "");
  plan::StudyPlan plan;
  plan.name = object.text("name");
  const bool is_file_name = !plan.name.empty() &&
                            plan.name.find_first_of("/\\") == std::string::npos &&
                            plan.name != "." && plan.name != "..";
  if (!is_file_name) object.reject("name", "a string that a folder can be called", plan.name);
  plan.description = object.text_or("description", "");
  plan.kind = object.one_of("kind", plan::kStudyKinds);
  plan.conditions = plan::conditions_of(read_axes(object, folder));
  plan.seeds = items_or<std::uint64_t>(object, "seeds", plan.seeds, [&](const json::Json& item) {
    if (!is_whole(item, 0, kGreatestSeed)) {
      object.reject("seeds", "an array of whole numbers from 0 to 2^53", item);
    }
    return item.get<std::uint64_t>();
  });
  if (object.find("volumes") != nullptr) {
    plan.volume_method = object.one_of("volumes", cardiac::kVolumeMethods);
  }
  const auto is_for = [&](plan::StudyKind kind, const std::string& key) {
    if (object.find(key) == nullptr) return false;
    if (plan.kind != kind) {
      object.reject(
          key, "absent from a study of the kind " + std::string(name_of(plan.kind)), json[key]);
    }
    return true;
  };
  for (const char* key : {"noisy-fractions", "training-patients"}) {
    (void)is_for(plan::StudyKind::kTraining, key);
  }
  if (is_for(plan::StudyKind::kTraining, "folds")) {
    plan.folds = whole_within(object, "folds", 1, kGreatestCount);
  }
  if (is_for(plan::StudyKind::kTraining, "training"))
    plan.learning = read_learning(json["training"]);
  if (is_for(plan::StudyKind::kLabels, "draws")) {
    plan.draws = whole_within(object, "draws", 2, kGreatestCount);
  }
  if (plan.kind == plan::StudyKind::kLabels) {
    std::erase_if(plan.conditions, &plan::Condition::is_clean);
    if (plan.conditions.empty()) {
      object.reject("noise", "an array that is not empty in a study of labels", json["noise"]);
    }
  }
  object.reject_other_keys();

  std::set<std::string> names;
  for (const plan::Condition& condition : plan.conditions) {
    if (!names.insert(condition.name).second) {
      throw std::runtime_error("two conditions are called \"" + condition.name + '"');
    }
  }
  return plan;
}

}  // namespace

std::vector<std::string> study_names() {
  std::vector<std::string> names;
  for (const base::EmbeddedText& study : embedded_studies()) names.emplace_back(study.name);
  return names;
}

std::string study_unit() {
  std::string unit;
  for (const std::string& name : study_names()) unit += name + '|';
  return unit + "file.json";
}

plan::StudyPlan read_study(const std::string& name_or_path) {
  if (name_or_path.ends_with(".json")) {
    return parse_study(
        json::read_text(name_or_path, "a study file"),
        name_or_path,
        std::filesystem::path(name_or_path).parent_path().string());
  }
  const auto found = std::ranges::find(embedded_studies(), name_or_path, &base::EmbeddedText::name);
  if (found != embedded_studies().end()) return parse_study(found->text, name_or_path);
  throw std::runtime_error(
      "study must be one of " + json::listed(study_names()) +
      " or a path that ends in .json, got \"" + name_or_path + '"');
}

plan::StudyPlan parse_study(
    std::string_view json, const std::string& source, const std::string& folder) {
  return json::naming(source, [&] { return read_plan(json::parse_json(json), folder); });
}

}  // namespace segnoise::study_files
