#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace segnoise::study_files {

/// A CSV file as CsvRow writes it, read row by row. Every complaint is a std::runtime_error of one
/// line that names the file, the line, the column, its value and what was expected.
class CsvReader {
 public:
  /// @param path     the whole file is read, 1 GiB at most
  /// @param what     it should be, for errors: "the results of a study"
  /// @param columns  that the heading must have, in any order and among others
  /// @throws std::runtime_error  if the file cannot be read, is empty, or lacks a column
  CsvReader(const std::string& path, const std::string& what, std::vector<std::string> columns);

  /// Goes on to the next row, at first to that below the heading.
  /// @return  false behind the last one
  /// @throws std::runtime_error  if the row has other than as many cells as the heading, a quote
  ///                             is not closed, or the file ends within the row
  bool next();

  /// The cells of the row.
  /// @param column  its place among those asked for
  [[nodiscard]] const std::string& text(std::size_t column) const {
    return cells_[places_[column]];
  }
  /// To the last bit, as it was written; finite.
  [[nodiscard]] double number(std::size_t column) const;
  /// Nothing for an empty cell.
  [[nodiscard]] std::optional<double> optional_number(std::size_t column) const;

  template <class Integer>
  [[nodiscard]] Integer whole_number(std::size_t column) const {
    Integer value{};
    const std::string& cell = text(column);
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size()) reject(column, "a whole number");
    return value;
  }

  /// The one of the values that has the name in the cell.
  template <class Values>
  [[nodiscard]] auto one_of(std::size_t column, const Values& values) const {
    std::string names;
    for (const auto value : values) {
      if (name_of(value) == text(column)) return value;
      names.append(names.empty() ? "" : ", ").append(name_of(value));
    }
    reject(column, "one of " + names);
  }

  [[noreturn]] void reject(std::size_t column, const std::string& expected) const;

 private:
  [[noreturn]] void fail(const std::string& message) const;
  bool read_row();
  void read_cell(std::string& cell);

  std::string path_;
  std::string bytes_;
  std::size_t at_ = 0;
  int line_ = 0;  ///< of the row, from 1
  int next_line_ = 1;
  std::vector<std::string> columns_;
  std::vector<std::size_t> places_;  ///< of the columns asked for, in a row
  std::vector<std::string> cells_;
};

}  // namespace segnoise::study_files
