#include "data/coco/convert/instance_data_set.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace segnoise::coco {
namespace {

std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = list.find(',');
    parts.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

std::string names_of(const std::vector<ObjectClass>& classes) {
  std::string names;
  for (const ObjectClass& each : classes) names += (names.empty() ? "" : ", ") + each.name;
  return names;
}

bool is_among(const std::vector<ObjectClass>& classes, const std::string& name) {
  return std::ranges::find(classes, name, &ObjectClass::name) != classes.end();
}

}  // namespace

std::vector<std::string> class_names(const std::string& list) {
  std::vector<std::string> names;
  for (std::string& name : parts_of(list)) {
    if (name.empty()) throw std::runtime_error("an empty class name in '" + list + "'");
    if (std::ranges::find(names, name) != names.end()) {
      throw std::runtime_error("class '" + name + "' is named twice");
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::map<std::string, std::string> supercategories(const std::string& list) {
  std::map<std::string, std::string> above;
  for (const std::string& part : parts_of(list)) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == part.size()) {
      throw std::runtime_error("expected NAME=SUPERCATEGORY, got '" + part + "'");
    }
    const std::string name = part.substr(0, equals);
    if (!above.emplace(name, part.substr(equals + 1)).second) {
      throw std::runtime_error("class '" + name + "' is given two supercategories");
    }
  }
  return above;
}

std::vector<ObjectClass> chosen_classes(
    const std::vector<ObjectClass>& known,
    const std::vector<std::string>& evaluated,
    const ClassChoice& choice) {
  const std::vector<std::string>& names = choice.names.empty() ? evaluated : choice.names;
  for (const std::string& name : names) {
    if (is_among(known, name)) continue;
    throw std::runtime_error("there is no class '" + name + "', but " + names_of(known));
  }
  std::vector<ObjectClass> chosen;
  for (const ObjectClass& each : known) {
    if (std::ranges::find(names, each.name) == names.end()) continue;
    const auto above = choice.supercategories.find(each.name);
    chosen.push_back(each);
    if (above != choice.supercategories.end()) chosen.back().supercategory = above->second;
  }
  const auto is_left_out = [&](const auto& pair) { return !is_among(chosen, pair.first); };
  const auto wrong = std::ranges::find_if(choice.supercategories, is_left_out);
  if (wrong != choice.supercategories.end()) {
    throw std::runtime_error(
        "class '" + wrong->first + "' cannot be of supercategory '" + wrong->second +
        "': it is not written; written are " + names_of(chosen));
  }
  std::ranges::sort(chosen, {}, &ObjectClass::id);
  return chosen;
}

}  // namespace segnoise::coco
