#include "study/pairing/two_studies.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace segnoise::pairing {
namespace {

constexpr const char* kNone = "-";

std::string listed(const std::vector<std::uint64_t>& numbers) {
  std::string text;
  for (const std::uint64_t number : numbers) {
    if (!text.empty()) text += ", ";
    text += std::to_string(number);
  }
  return text;
}

std::string percent(double fraction) {
  constexpr double kPercent = 100.0;
  std::string text = std::to_string(kPercent * fraction);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " %";
}

/// Adds a difference, where there is one.
void add(
    std::vector<SettingDifference>& all,
    std::string what,
    const std::string& first,
    const std::string& second) {
  if (first == second) return;
  all.push_back(
      {.what = std::move(what),
       .first = first.empty() ? kNone : first,
       .second = second.empty() ? kNone : second});
}

/// The start of a digest tells two apart.
std::string short_digest(const std::string& sha256) {
  constexpr std::size_t kShown = 12;
  return sha256.substr(0, kShown);
}

std::string division(const plan::StudyDescription& study) {
  return std::to_string(study.training_patients) + " / " +
         std::to_string(study.validation_patients) + " / " + std::to_string(study.testing_patients);
}

const plan::Condition* named(
    const std::vector<plan::Condition>& conditions, const std::string& name) {
  const auto found = std::ranges::find(conditions, name, &plan::Condition::name);
  return found == conditions.end() ? nullptr : &*found;
}

/// What conditions of one name do not have alike, and which are in one study alone.
void add_conditions(
    std::vector<SettingDifference>& all,
    const std::vector<plan::Condition>& first,
    const std::vector<plan::Condition>& second) {
  for (const plan::Condition& each : first) {
    const plan::Condition* other = named(second, each.name);
    const std::string what = "condition " + each.name;
    if (other == nullptr) {
      add(all, what, "has it", "");
      continue;
    }
    if (each.setup != other->setup) add(all, what, "its setup", "another setup");
    add(all, what + ", noisy", percent(each.noisy_fraction), percent(other->noisy_fraction));
    const auto count = [](const std::optional<int>& patients) {
      return patients ? std::to_string(*patients) : std::string("all");
    };
    add(all,
        what + ", training patients",
        count(each.training_patients),
        count(other->training_patients));
  }
  for (const plan::Condition& each : second) {
    if (named(first, each.name) == nullptr) add(all, "condition " + each.name, "", "has it");
  }
}

}  // namespace

std::vector<SettingDifference> setting_differences(
    const analysis::ReportData& first, const analysis::ReportData& second) {
  std::vector<SettingDifference> all;
  const plan::StudyDescription& a = first.description;
  const plan::StudyDescription& b = second.description;
  add(all, "version", a.program_version, b.program_version);
  add(all, "code", short_digest(first.code_digest), short_digest(second.code_digest));
  add(all, "data, digest", short_digest(a.data_fingerprint), short_digest(b.data_fingerprint));
  add(all, "split", a.split_source, b.split_source);
  add(all, "patients to train / validate / test", division(a), division(b));
  std::map<std::string, std::pair<std::string, std::string>> options;
  for (const auto& [option, value] : a.learning) options[option].first = value;
  for (const auto& [option, value] : b.learning) options[option].second = value;
  for (const auto& [option, values] : options) {
    std::string words = option;
    std::ranges::replace(words, '_', ' ');
    add(all, words, values.first, values.second);
  }
  add(all, "seeds", listed(first.plan.seeds), listed(second.plan.seeds));
  add(all, "folds", std::to_string(first.plan.folds), std::to_string(second.plan.folds));
  if (first.plan.kind == plan::StudyKind::kLabels) {
    add(all, "draws", std::to_string(first.plan.draws), std::to_string(second.plan.draws));
  }
  add(all, "complete", first.is_complete ? "yes" : "no", second.is_complete ? "yes" : "no");
  add_conditions(all, first.plan.conditions, second.plan.conditions);
  return all;
}

}  // namespace segnoise::pairing
