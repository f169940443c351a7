#pragma once

// Private to files: this header includes nlohmann-json.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::json {

using Json = nlohmann::ordered_json;

/// "a, b, c".
template <class Names>
[[nodiscard]] std::string listed(const Names& names) {
  std::string text;
  for (const auto& name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

template <class Values>
[[nodiscard]] std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const auto value : values) names.emplace_back(name_of(value));
  return names;
}

/// An object of names and texts, in their order.
[[nodiscard]] Json texts_json(const std::vector<std::pair<std::string, std::string>>& pairs);

/// A JSON object of a file that a person wrote: it is asked for its keys one by one, and complains
/// about all others. Every complaint is a std::runtime_error of one line that names the key, its
/// value and what is accepted.
class JsonObject {
 public:
  /// @param json   outlives this
  /// @param where  how errors name the object: "" for the whole file
  JsonObject(const Json& json, std::string where);

  /// How errors name a key of the object: "steps[2].mean".
  [[nodiscard]] std::string place(const std::string& key) const;

  /// @return  null if the key is absent
  [[nodiscard]] const Json* find(const std::string& key);
  [[nodiscard]] const Json& at(const std::string& key);

  [[nodiscard]] double number(const std::string& key);
  [[nodiscard]] double number_or(const std::string& key, double otherwise);
  [[nodiscard]] int whole_number(const std::string& key);
  [[nodiscard]] std::string text(const std::string& key);
  [[nodiscard]] std::string text_or(const std::string& key, const std::string& otherwise);
  [[nodiscard]] const Json& array(const std::string& key);

  /// The one of the values that has the name given under the key.
  template <class Values>
  [[nodiscard]] auto one_of(const std::string& key, const Values& values) {
    const std::string name = text(key);
    for (const auto value : values) {
      if (name_of(value) == name) return value;
    }
    reject(key, "one of " + listed(names_of(values)), name);
  }

  /// To be called when all keys have been asked for.
  void reject_other_keys() const;

  [[noreturn]] void reject(
      const std::string& key, const std::string& expected, const Json& value) const;

 private:
  const Json& json_;
  std::string where_;
  std::vector<std::string> known_;
};

/// How deep the files that are read here may be nested: no file of ours is half as deep, and what
/// takes a value apart level by level must not run out of stack.
inline constexpr int kDeepestJson = 64;

/// The one door for JSON. A key that an object holds twice is an error, where the library takes the
/// last.
/// @throws std::runtime_error  saying what is wrong, without a file name: what is no JSON, or is
///                             nested deeper than kDeepestJson
[[nodiscard]] Json parse_json(std::string_view text);

/// The text of a file of 1 MiB at most, or of another size.
/// @param what  it should be, for errors: "a setup file"
/// @throws std::runtime_error  naming the path, if it is a folder, cannot be read or is larger
[[nodiscard]] std::string read_text(
    const std::string& path, const std::string& what, std::size_t greatest_bytes = 1U << 20U);

/// What is read, where every complaint names its source: "SOURCE: seeds must be ...".
/// @param source  "study.json", "cell.json: is not the result of a cell"
/// @throws std::runtime_error  for whatever is thrown but std::bad_alloc, which no source is to
/// blame
///                             for
template <class Read>
auto naming(const std::string& source, const Read& read) {
  try {
    return read();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(source + ": " + error.what());
  }
}

}  // namespace segnoise::json
