#include "study/files/csv_reader.h"

#include "json/json_object.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace segnoise::study_files {
namespace {

constexpr std::size_t kGreatestFile = 1U << 30U;

std::string in_quotes(const std::string& text) {
  constexpr std::size_t kLongest = 60;
  return '"' + (text.size() > kLongest ? text.substr(0, kLongest) + "..." : text) + '"';
}

}  // namespace

CsvReader::CsvReader(
    const std::string& path, const std::string& what, std::vector<std::string> columns)
    : path_(path),
      bytes_(json::read_text(path, what, kGreatestFile)),
      columns_(std::move(columns)) {
  if (!read_row()) throw std::runtime_error(path + ": is empty, expected " + what);
  const std::vector<std::string> heading = cells_;
  for (const std::string& column : columns_) {
    const auto found = std::find(heading.begin(), heading.end(), column);
    if (found == heading.end()) fail("has no column " + in_quotes(column));
    places_.push_back(static_cast<std::size_t>(found - heading.begin()));
  }
}

bool CsvReader::next() {
  const std::size_t expected = cells_.size();
  if (!read_row()) return false;
  if (cells_.size() != expected) {
    fail("must have " + std::to_string(expected) + " cells, got " + std::to_string(cells_.size()));
  }
  return true;
}

double CsvReader::number(std::size_t column) const {
  double value = 0.0;
  const std::string& cell = text(column);
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  const bool is_number = error == std::errc() && end == cell.data() + cell.size();
  if (!is_number || !std::isfinite(value)) reject(column, "a finite number");
  return value;
}

std::optional<double> CsvReader::optional_number(std::size_t column) const {
  if (text(column).empty()) return std::nullopt;
  return number(column);
}

void CsvReader::reject(std::size_t column, const std::string& expected) const {
  fail(columns_[column] + " must be " + expected + ", got " + in_quotes(text(column)));
}

void CsvReader::fail(const std::string& message) const {
  throw std::runtime_error(path_ + ", line " + std::to_string(line_) + ": " + message);
}

bool CsvReader::read_row() {
  line_ = next_line_;
  if (at_ == bytes_.size()) return false;
  std::size_t count = 0;
  for (bool goes_on = true; goes_on; ++count) {
    if (count == cells_.size()) cells_.emplace_back();
    read_cell(cells_[count]);
    // Every row that was written ends with a line break; what has none was cut off.
    if (at_ == bytes_.size()) fail("the file ends within the row");
    goes_on = bytes_[at_++] == ',';
  }
  cells_.resize(count);
  ++next_line_;
  return true;
}

void CsvReader::read_cell(std::string& cell) {
  cell.clear();
  if (at_ == bytes_.size() || bytes_[at_] != '"') {
    const std::size_t end = std::min(bytes_.find_first_of(",\n", at_), bytes_.size());
    cell.assign(bytes_, at_, end - at_);
    at_ = end;
    return;
  }
  for (++at_;; ++at_) {
    const std::size_t quote = bytes_.find('"', at_);
    if (quote == std::string::npos) fail("a quote is not closed");
    cell.append(bytes_, at_, quote - at_);
    at_ = quote + 1;
    if (at_ == bytes_.size() || bytes_[at_] != '"') break;
    cell += '"';
  }
  next_line_ += static_cast<int>(std::count(cell.begin(), cell.end(), '\n'));
  if (at_ < bytes_.size() && bytes_[at_] != ',' && bytes_[at_] != '\n') {
    fail("a quote must be followed by a comma or the end of the row");
  }
}

}  // namespace segnoise::study_files
