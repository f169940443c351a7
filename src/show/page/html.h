#pragma once

#include "show/charts/chart.h"

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::page {

/// A piece of running text; a link if it has an address.
struct Span {
  std::string text = {};
  std::string address = {};  ///< https://... or empty; never loaded by the page
};

struct Paragraph {
  std::vector<Span> spans = {};

  Paragraph() = default;
  Paragraph(std::string text) : spans{{.text = std::move(text)}} {}  // NOLINT(*-explicit-*)
  Paragraph(std::vector<Span> pieces) : spans(std::move(pieces)) {}  // NOLINT(*-explicit-*)
};

struct BulletList {
  std::vector<Paragraph> items = {};
};

enum class CellKind { kText, kNumber };   ///< numbers are aligned at the right
enum class RowKind { kOwn, kReference };  ///< reference rows, not of this study, are set apart

struct Column {
  std::string heading = {};
  CellKind kind = CellKind::kText;
};

struct TableRow {
  std::vector<std::string> cells =
      {};  ///< as many as columns; what follows a line break is set smaller
  RowKind kind = RowKind::kOwn;
};

/// A table whose first column names its rows.
struct Table {
  std::string caption = {};
  std::vector<Column> columns = {};
  std::vector<TableRow> rows = {};
  std::string empty = "No values.";  ///< what is said if there are no rows
};

/// A picture, embedded.
struct Figure {
  std::string image = {};  ///< bytes of a PNG or JPEG file, shown at half its size in pixels
  std::string alt = {};    ///< what it shows, for those who cannot see it
  std::string caption = {};
  int print_height_mm = 115;  ///< it is no higher on paper, > 0
};

/// What is shown of one patient.
struct PatientPanel {
  std::string patient = {};
  Figure figure = {};
};

/// Patients of whom one is shown at a time: chosen from a list, or by a click on his mark in a
/// chart. All of them are printed, and shown where no script runs.
struct PatientPanels {
  std::vector<PatientPanel> panels = {};
};

using Block = std::variant<Paragraph, BulletList, Table, Figure, charts::Chart, PatientPanels>;

struct Section {
  std::string heading = {};
  std::vector<Block> blocks = {};
};

/// A page in English that needs nothing but itself.
struct Document {
  std::string title = {};
  std::string subtitle = {};
  std::vector<Section> sections = {};
  std::vector<Paragraph> footer = {};
};

/// The page as one HTML file: nothing loaded from elsewhere (its own policy forbids it), light or
/// dark as the reader's system is, reachable by keyboard, printed to A4 with no row and no figure
/// cut in two. Only charts and panels bring a script along, which the policy knows by its hash. All
/// text is escaped; bytes that are not UTF-8 become U+FFFD.
///
/// @throws std::invalid_argument  if a row has another number of cells than there are columns, a
///                                figure is neither PNG nor JPEG, a figure or chart has no alt
///                                text, a chart's specification is no JSON, two charts have one
///                                name, or an address is not https
[[nodiscard]] std::string html_text(const Document& document);

/// Writes html_text() to a file: under a temporary name, then renamed.
/// @throws std::invalid_argument  as above
/// @throws std::runtime_error     naming the path, if it cannot be written
void write_html(const std::filesystem::path& path, const Document& document);

}  // namespace segnoise::page
