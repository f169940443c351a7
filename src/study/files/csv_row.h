#pragma once

#include "base/number_text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::study_files {

/// One line of a CSV file: cells are appended and quoted where they must be.
class CsvRow {
 public:
  CsvRow& operator<<(std::string_view text) {
    begin_cell();
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
      line_ += text;
      return *this;
    }
    line_ += '"';
    for (const char letter : text) {
      if (letter == '"') line_ += '"';
      line_ += letter;
    }
    line_ += '"';
    return *this;
  }

  /// The shortest decimal number that reads back as the same value.
  CsvRow& operator<<(double value) {
    begin_cell();
    base::append_shortest(value, line_);
    return *this;
  }

  CsvRow& operator<<(int value) { return *this << std::string_view(std::to_string(value)); }

  CsvRow& operator<<(const std::optional<double>& value) {
    return value ? *this << *value : *this << std::string_view();
  }

  [[nodiscard]] std::string line() const { return line_ + '\n'; }

 private:
  void begin_cell() {
    if (!first_) line_ += ',';
    first_ = false;
  }

  std::string line_;
  bool first_ = true;
};

/// Lines as the text of one cell: "first | second".
[[nodiscard]] inline std::string in_one_cell(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " | ") + line;
  return text;
}

/// The name of a column: "a_b_c".
[[nodiscard]] inline std::string joined(
    std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + '_' + std::string(b) + '_' + std::string(c);
}

}  // namespace segnoise::study_files
