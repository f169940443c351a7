#include "data/coco/read/json_validator.h"

#include "data/coco/read/members.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
constexpr bool is_hex_digit(char byte) {
  return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/// Bytes that stand in a string for themselves.
constexpr auto kIsPlain = [] {
  constexpr std::size_t kFirstPlain = 0x20;
  std::array<bool, 256> is_plain{};
  for (std::size_t byte = kFirstPlain; byte < is_plain.size(); ++byte) {
    is_plain[byte] = byte != '"' && byte != '\\';
  }
  return is_plain;
}();

/// Goes through one value, whatever its depth.
class Validator {
 public:
  Validator(std::string_view text, Span value)
      : text_(text.substr(0, value.end)), at_(value.begin) {}

  void pass_value() {
    do {
      pass_scalar_or_open();
    } while (pass_to_next_value());
    if (at_ != text_.size()) fail("expected the end of a value");
  }

 private:
  /// The byte at hand; 0 behind the end, which is nothing that JSON has.
  [[nodiscard]] char byte() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  [[noreturn]] void fail(const std::string& expected) const {
    constexpr std::size_t kShown = 12;
    throw JsonError(expected + ", got " + shown_value(text_.substr(at_, kShown)), at_);
  }

  void pass_blanks() {
    while (byte() == ' ' || byte() == '\n' || byte() == '\r' || byte() == '\t') ++at_;
  }

  /// Passes a scalar, or an empty object or array, or opens one that is not.
  void pass_scalar_or_open() {
    switch (byte()) {
      case '{':
      case '[':
        open(byte());
        return;
      case '"':
        pass_string();
        return;
      case 't':
        return pass_word("true");
      case 'f':
        return pass_word("false");
      case 'n':
        return pass_word("null");
      default:
        pass_number();
    }
  }

  void open(char bracket) {
    ++at_;
    pass_blanks();
    if (byte() == bracket + 2) {  // in ASCII, { } and [ ]
      ++at_;
      return;
    }
    open_.push_back(bracket);
    if (bracket == '{') pass_key();
    opened_ = true;
  }

  /// Behind a value: on to the next one.
  /// @return  whether there is one
  bool pass_to_next_value() {
    if (opened_) {
      opened_ = false;
      return true;
    }
    while (!open_.empty()) {
      const bool in_object = open_.back() == '{';
      pass_blanks();
      if (byte() == ',') {
        ++at_;
        pass_blanks();
        if (in_object) pass_key();
        return true;
      }
      if (byte() != open_.back() + 2) {
        fail(in_object ? "expected a comma or }" : "expected a comma or ]");
      }
      ++at_;
      open_.pop_back();
    }
    return false;
  }

  void pass_key() {
    if (byte() != '"') fail("expected a key in quotes");
    pass_string();
    pass_blanks();
    if (byte() != ':') fail("expected a colon");
    ++at_;
    pass_blanks();
  }

  void pass_string() {
    for (++at_;; ++at_) {
      while (at_ < text_.size() && kIsPlain[static_cast<unsigned char>(text_[at_])]) ++at_;
      if (at_ == text_.size()) fail("expected the end of a string");
      if (text_[at_] == '"') break;
      if (text_[at_] != '\\') fail("expected no control character in a string");
      pass_escape();
    }
    ++at_;
  }

  /// To its last byte.
  void pass_escape() {
    constexpr std::string_view kShort = "\"\\/bfnrt";
    constexpr int kDigits = 4;
    const std::size_t begin = at_++;
    bool is_valid = kShort.find(byte()) != std::string_view::npos;
    if (byte() == 'u') {
      is_valid = true;
      for (int i = 0; i < kDigits && is_valid; ++i) {
        ++at_;
        is_valid = is_hex_digit(byte());
      }
    }
    if (is_valid) return;
    at_ = begin;
    fail("expected an escape that JSON has");
  }

  void pass_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) fail("expected a value");
    at_ += word.size();
  }

  void pass_digits() {
    const char* const end = text_.data() + text_.size();
    const char* const begin = text_.data() + at_;
    const char* digit = begin;
    while (digit != end && is_digit(*digit)) ++digit;
    if (digit == begin) fail("expected a digit");
    at_ += static_cast<std::size_t>(digit - begin);
  }

  void pass_number() {
    if (byte() == '-') {
      ++at_;
    } else if (!is_digit(byte())) {
      fail("expected a value");
    }
    if (byte() == '0') {
      ++at_;
      if (is_digit(byte())) {
        --at_;
        fail("expected a number without leading zeros");
      }
    } else {
      pass_digits();
    }
    if (byte() == '.') {
      ++at_;
      pass_digits();
    }
    if (byte() == 'e' || byte() == 'E') {
      ++at_;
      if (byte() == '+' || byte() == '-') ++at_;
      pass_digits();
    }
  }

  std::string_view text_;
  std::size_t at_;
  std::vector<char> open_ = {};
  bool opened_ = false;
};

}  // namespace

void expect_valid_json(std::string_view text, Span value) { Validator(text, value).pass_value(); }

}  // namespace segnoise::coco
