#pragma once

#include "data/coco/read/json_scan.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// A value as an error quotes it: long ones are cut short, and only what prints is shown.
[[nodiscard]] std::string shown_value(std::string_view value);

/// The members of an object that are read, each of which may come once; others are passed over.
/// One whose value is null or "", as some tools write what they do not know, counts as absent, but
/// where it must be there.
class KnownMembers {
 public:
  /// @param place  of an object in the text, which may end before it
  /// @param end    if given, becomes the place behind the object
  /// @throws JsonError  if it is none, or holds one of the names twice
  KnownMembers(
      std::string_view text,
      Span place,
      std::initializer_list<std::string_view> names,
      std::size_t* end = nullptr);

  /// Where the object stands; its end may lie behind it, as given.
  [[nodiscard]] Span place() const { return place_; }

  /// Where a value stands, if it is there and neither null nor ""; the name must be one of those
  /// given.
  [[nodiscard]] std::optional<Span> find(std::string_view name) const;

  /// Where a value stands, if it is there and none of null, "" and an empty array.
  [[nodiscard]] std::optional<Span> find_filled(std::string_view name) const;

  /// Where a value stands, if it is there, null or not.
  [[nodiscard]] std::optional<Span> place_of(std::string_view name) const;

  /// The value, null or not.
  /// @throws JsonError  "NAME is missing"
  [[nodiscard]] Member at(std::string_view name) const;

  /// A whole number, however it is written: 1, 1.0, 1e3 and "1" are some.
  /// @throws JsonError  if it is missing, not a whole number, or beyond 64 bits
  [[nodiscard]] std::int64_t whole_number(std::string_view name) const;

  /// @throws JsonError  if it is missing, or not a finite number
  [[nodiscard]] double number(std::string_view name) const;

  /// @throws JsonError  if it is missing, or none of 0, 1 (or 1.0), false and true
  [[nodiscard]] bool flag(std::string_view name) const;

  /// A value without its quotes and escapes.
  /// @throws JsonError  if it is missing, or no text
  [[nodiscard]] std::string text(std::string_view name) const;

  /// Tells what was expected instead: "NAME must be EXPECTED, got VALUE".
  [[noreturn]] void reject(const Member& member, const std::string& expected) const;

 private:
  struct Known {
    std::string_view name;
    std::optional<Span> place;
  };

  std::string_view text_;
  Span place_;
  std::vector<Known> members_;
};

}  // namespace segnoise::coco
