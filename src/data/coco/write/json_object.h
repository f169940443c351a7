#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace segnoise::coco {

/// Appends a number to JSON with as few digits as give it back exactly; null for nothing.
/// @param value  finite
void append_exact(std::optional<double> value, std::string& json);

/// Writes an object member by member, each on a line of its own.
class JsonObject {
 public:
  /// @param depth  of objects around it, for the blanks before each line
  JsonObject(std::string& json, std::size_t depth);

  /// Ready for the member's value, which may be any JSON.
  std::string& member(std::string_view name);

  void text(std::string_view name, std::string_view value);
  void count(std::string_view name, std::size_t value);
  void fraction(std::string_view name, std::optional<double> value);  ///< to 6 decimals
  void exact(std::string_view name, std::optional<double> value);     ///< see append_exact()
  void end();

 private:
  std::string& json_;
  std::string indent_;
  bool is_first_ = true;
};

}  // namespace segnoise::coco
