#include "json/json_object.h"

#include "storage/regular_file.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

namespace segnoise::json {
namespace {

constexpr double kGreatestWhole = 1e9;

/// A value as an error quotes it: long ones are cut short.
std::string shown(const Json& value) {
  constexpr std::size_t kLongest = 60;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

}  // namespace

Json texts_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json json = Json::object();
  for (const auto& [name, value] : pairs) json[name] = value;
  return json;
}

JsonObject::JsonObject(const Json& json, std::string where)
    : json_(json), where_(std::move(where)) {
  if (!json.is_object()) {
    throw std::runtime_error(
        (where_.empty() ? "the whole" : where_) + " must be an object, got " + shown(json));
  }
}

std::string JsonObject::place(const std::string& key) const {
  return where_.empty() ? key : where_ + "." + key;
}

const Json* JsonObject::find(const std::string& key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.push_back(key);
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

const Json& JsonObject::at(const std::string& key) {
  const Json* value = find(key);
  if (value == nullptr) throw std::runtime_error(place(key) + " is missing");
  return *value;
}

double JsonObject::number(const std::string& key) {
  const Json& value = at(key);
  if (!value.is_number()) reject(key, "a number", value);
  return value.get<double>();
}

double JsonObject::number_or(const std::string& key, double otherwise) {
  return find(key) == nullptr ? otherwise : number(key);
}

int JsonObject::whole_number(const std::string& key) {
  const double value = number(key);
  if (value != std::trunc(value) || std::abs(value) > kGreatestWhole) {
    reject(key, "a whole number", at(key));
  }
  return static_cast<int>(value);
}

std::string JsonObject::text(const std::string& key) {
  const Json& value = at(key);
  if (!value.is_string()) reject(key, "a string", value);
  return value.get<std::string>();
}

std::string JsonObject::text_or(const std::string& key, const std::string& otherwise) {
  return find(key) == nullptr ? otherwise : text(key);
}

const Json& JsonObject::array(const std::string& key) {
  const Json& value = at(key);
  if (!value.is_array()) reject(key, "an array", value);
  return value;
}

void JsonObject::reject_other_keys() const {
  for (const auto& [key, value] : json_.items()) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    throw std::runtime_error(place(key) + " is not a known key; known here: " + listed(known_));
  }
}

void JsonObject::reject(
    const std::string& key, const std::string& expected, const Json& value) const {
  throw std::runtime_error(place(key) + " must be " + expected + ", got " + shown(value));
}

Json parse_json(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kDeepestJson) {  // what is printed, copied or compared is so level by level
      throw std::runtime_error(
          "is nested more than " + std::to_string(kDeepestJson) + " deep, which no such file is");
    }
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      throw std::runtime_error("the key " + shown(parsed) + " is given twice in one object");
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    const std::string_view message = error.what();  // "[json.exception.parse_error.101] parse ..."
    const std::size_t tag = message.find("] ");
    throw std::runtime_error(
        std::string("is not valid JSON: ") +
        std::string(tag == std::string_view::npos ? message : message.substr(tag + 2)));
  }
}

std::string read_text(
    const std::string& path, const std::string& what, std::size_t greatest_bytes) {
  if (const auto kind = storage::kind_of_no_file(path)) {
    throw std::runtime_error(path + ": is " + *kind + ", expected " + what);
  }
  const storage::RegularFile file = [&] {
    try {
      return storage::open_to_read(path);
    } catch (const std::runtime_error&) {
      throw std::runtime_error(path + ": cannot be opened, expected " + what);
    }
  }();
  if (file.size_bytes > greatest_bytes) {
    throw std::runtime_error(
        path + ": is larger than " + std::to_string(greatest_bytes >> 20U) + " MiB, which " + what +
        " never is");
  }
  return storage::read_file(file, path, greatest_bytes);
}

}  // namespace segnoise::json
