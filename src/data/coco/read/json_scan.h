#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// A text that is not the JSON that was expected, and where that shows.
class JsonError : public std::runtime_error {
 public:
  /// @param offset  bytes from the beginning of the text
  JsonError(const std::string& message, std::size_t offset)
      : std::runtime_error(message), offset_(offset) {}

  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

/// Bytes [begin, end) of a text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
  bool operator==(const Span&) const = default;
};

/// A member of an object: its name as it is written, without the quotes, and its value's place.
struct Member {
  std::string_view name;
  Span value;
};

/// The first byte at or after a place that is not blank; the text's size if all are.
[[nodiscard]] std::size_t skip_blanks(std::string_view text, std::size_t at);

/// Where the one value of a file begins, whose text is seen to be UTF-8 throughout.
/// @throws JsonError  if the file is empty; naming what else it is where that shows: gzip, UTF-16,
///         another encoding (such as Latin-1)
[[nodiscard]] std::size_t begin_of_json(std::string_view text);

/// @throws JsonError  if anything but blanks follows at a place, naming lines of JSON as such
void expect_end_of_json(std::string_view text, std::size_t at);

/// Where the value ends that begins at a place. Brackets and strings are matched; what lies between
/// them is left to whoever parses the value.
/// @throws JsonError  if there is no value, or it does not end
[[nodiscard]] std::size_t end_of_value(std::string_view text, std::size_t at);

/// The members of an object, in their order. Their values are only passed over, at about the speed
/// of memory, so that parts of a file too large to parse can be found.
///
/// @param object  of the text; its first byte must open an object, which may end before it
/// @param end     if given, becomes the place behind the object
/// @throws JsonError  on anything else than an object
[[nodiscard]] std::vector<Member> members_of(
    std::string_view text, Span object, std::size_t* end = nullptr);

/// The elements of an array, one after another.
class Elements {
 public:
  /// @param array  of the text
  /// @throws JsonError  if it does not open an array
  Elements(std::string_view text, Span array);

  /// The next element; nothing after the last.
  /// @throws JsonError  where neither an element nor the end follows
  [[nodiscard]] std::optional<Span> next();

  /// Where the next element begins, for whoever finds its end and tells it by pass(); nothing after
  /// the last.
  /// @throws JsonError  as above
  [[nodiscard]] std::optional<std::size_t> next_begin();
  void pass(std::size_t end) { at_ = skip_blanks(text_, end); }

  /// Behind the array, once there is no next element.
  [[nodiscard]] std::size_t end() const { return at_ + 1; }

 private:
  std::string_view text_;
  std::size_t at_;
  bool is_first_ = true;
};

}  // namespace segnoise::coco
