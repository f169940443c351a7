#include "page/html.h"

#include "storage/write_file.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace segnoise {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark;
  --ground: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d5dae0; --panel: #f5f7f9; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #14171b; --ink: #e6e9ed; --soft: #a2abb6; --line: #363d46; --panel: #1d2228; --link: #7ab8f5; } }
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0; background: var(--ground); color: var(--ink); }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.8rem 0 .6rem; padding-top: .5rem; border-top: 2px solid var(--line); }
p, li { max-width: 46rem; }
p { margin: .6rem 0; }
a { color: var(--link); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.subtitle { color: var(--soft); font-size: 1.05rem; margin: 0 0 1.2rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0; padding: .7rem 1rem;
  background: var(--panel); border-radius: .4rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .4rem .8rem; }
.scroll { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .94rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem;
  max-width: min(46rem, calc(100vw - 3rem)); }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th + th, td, th + td { padding-left: .9rem; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; }
td.number { white-space: nowrap; }
td:not(.number) { overflow-wrap: anywhere; }
.more { display: block; font-size: .85em; font-weight: 400; color: var(--soft); }
.reference th, .reference td { color: var(--soft); font-style: italic; }
figure { margin: 1.4rem 0; }
figure img { display: block; max-width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line); border-radius: .3rem; }
figcaption { color: var(--soft); font-size: .94rem; margin-top: .5rem; max-width: 46rem; }
footer { margin-top: 3rem; padding-top: .8rem; padding-bottom: 2.5rem; border-top: 2px solid var(--line);
  color: var(--soft); font-size: .88rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  :root { --ground: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --panel: #ffffff; --link: #000000; }
  html { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  nav, .skip { display: none; }
  h2 { break-after: avoid; margin-top: 1.6rem; }
  p, li { orphans: 3; widows: 3; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; max-width: 100%; }
  th, td { padding: .25rem .35rem .25rem 0; }
  th + th, td, th + td { padding-left: .35rem; }
  thead { display: table-header-group; }
  caption { break-after: avoid; }
  tr, figure, .short { break-inside: avoid; }
  figure img { max-height: 115mm; width: auto; border: 0; }
}
)css";

/// Tables of up to so many rows are kept on one page when printed.
constexpr std::size_t kShortTableRows = 24;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Bytes of the character of UTF-8 that begins at `start`; 0 if none does.
std::size_t character_bytes(std::string_view text, std::size_t start) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(start);
  if (first < 0x80) return 1;
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || start + bytes > text.size()) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(start + i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte(start + 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || beyond ? 0 : bytes;
}

// Whether a line must not be broken at a space: before "%" and around "±".
bool belongs_together(std::string_view text, std::size_t space) {
  const std::string_view before = text.substr(0, space);
  const std::string_view after = text.substr(space + 1);
  return after.starts_with('%') || after.starts_with("±") || before.ends_with("±");
}

// What stands for a character of one byte that must not stand for itself; nothing for the others.
std::string_view reference_of(char c) {
  constexpr char kFirstPrintable = 0x20;
  constexpr char kDelete = 0x7F;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\n':
    case '\t':
      return {};
    default:
      return c < kFirstPrintable || c == kDelete ? kReplacement : std::string_view{};
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_bytes(text, i);
    const std::string_view reference = bytes == 0  ? kReplacement
                                       : bytes > 1 ? std::string_view{}
                                       : text[i] == ' ' && belongs_together(text, i)
                                           ? "&#160;"
                                           : reference_of(text[i]);
    out += reference.empty() ? text.substr(i, bytes) : reference;
    i += std::max<std::size_t>(bytes, 1);
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : kDigits[group >> (18U - 6U * k) & 0x3FU];
    }
  }
  return out;
}

struct PngSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

PngSize png_size(const Figure& figure) {
  constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
  constexpr std::size_t kHeaderBytes = 24;
  if (figure.png.size() < kHeaderBytes || !figure.png.starts_with(kSignature)) {
    throw std::invalid_argument("figure '" + figure.alt + "' must be a PNG picture");
  }
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = value << 8U | static_cast<unsigned char>(figure.png[at + i]);
    return value;
  };
  return {.width = number(16), .height = number(20)};
}

std::string inline_html(const Paragraph& paragraph) {
  std::string out;
  for (const Span& span : paragraph.spans) {
    if (span.address.empty()) {
      out += escaped(span.text);
      continue;
    }
    if (!span.address.starts_with("https://")) {
      throw std::invalid_argument("a link must begin with https://, got " + span.address);
    }
    out += "<a href=\"" + escaped(span.address) + "\">" + escaped(span.text) + "</a>";
  }
  return out;
}

std::string cell_html(const std::string& cell) {
  const auto end = cell.find('\n');
  if (end == std::string::npos) return escaped(cell);
  return escaped(cell.substr(0, end)) + "<span class=\"more\">" + escaped(cell.substr(end + 1)) +
         "</span>";
}

std::string block_html(const Paragraph& paragraph) {
  return "<p>" + inline_html(paragraph) + "</p>\n";
}

std::string block_html(const BulletList& list) {
  if (list.items.empty()) return "";
  std::string out = "<ul>\n";
  for (const Paragraph& item : list.items) out += "<li>" + inline_html(item) + "</li>\n";
  return out + "</ul>\n";
}

std::string block_html(const Table& table) {
  if (table.rows.empty())
    return "<p>" + escaped(table.caption) + " " + escaped(table.empty) + "</p>\n";
  const auto attribute = [&](std::size_t column) -> std::string {
    return table.columns[column].kind == CellKind::kNumber ? R"( class="number")" : "";
  };
  // A region that can be focused can be scrolled from the keyboard where the screen is narrow.
  std::string out = "<div class=\"scroll" +
                    std::string(table.rows.size() <= kShortTableRows ? " short" : "") +
                    R"(" role="region" tabindex="0" aria-label=")" + escaped(table.caption) +
                    "\">\n<table>\n<caption>" + escaped(table.caption) + "</caption>\n<thead><tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    out += "<th scope=\"col\"" + attribute(i) + ">" + cell_html(table.columns[i].heading) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const TableRow& row : table.rows) {
    if (row.cells.size() != table.columns.size()) {
      throw std::invalid_argument(
          "a row of table '" + table.caption + "' must have " +
          std::to_string(table.columns.size()) + " cells, got " + std::to_string(row.cells.size()));
    }
    out += row.kind == RowKind::kReference ? "<tr class=\"reference\">" : "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      out += i == 0 ? R"(<th scope="row")" : "<td";
      out.append(attribute(i)).append(">").append(cell_html(row.cells[i]));
      out += i == 0 ? "</th>" : "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string block_html(const Figure& figure) {
  if (figure.alt.empty())
    throw std::invalid_argument("figure '" + figure.caption + "' must have an alt text");
  const PngSize size = png_size(figure);
  return "<figure>\n<img src=\"data:image/png;base64," + base64(figure.png) + "\" width=\"" +
         std::to_string((size.width + 1) / 2) + "\" height=\"" +
         std::to_string((size.height + 1) / 2) + "\" alt=\"" + escaped(figure.alt) +
         "\">\n<figcaption>" + escaped(figure.caption) + "</figcaption>\n</figure>\n";
}

std::string id_of(std::size_t section) { return "section-" + std::to_string(section + 1); }

}  // namespace

std::string html_text(const Document& document) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escaped(document.title) + "</title>\n<style>" + std::string(kStyle) +
      "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
      "results</a>\n<header>\n<h1>" +
      escaped(document.title) + "</h1>\n";
  if (!document.subtitle.empty())
    out += "<p class=\"subtitle\">" + escaped(document.subtitle) + "</p>\n";
  if (document.sections.size() > 1) {
    out += "<nav aria-label=\"Sections\">\n<ul>\n";
    for (std::size_t i = 0; i < document.sections.size(); ++i) {
      out += "<li><a href=\"#" + id_of(i) + "\">" + escaped(document.sections[i].heading) +
             "</a></li>\n";
    }
    out += "</ul>\n</nav>\n";
  }
  out += "</header>\n<main id=\"main\">\n";
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    out += "<section aria-labelledby=\"" + id_of(i) + "\">\n<h2 id=\"" + id_of(i) + "\">" +
           escaped(section.heading) + "</h2>\n";
    for (const Block& block : section.blocks) {
      out += std::visit([](const auto& kind) { return block_html(kind); }, block);
    }
    out += "</section>\n";
  }
  out += "</main>\n";
  if (!document.footer.empty()) {
    out += "<footer>\n";
    for (const Paragraph& paragraph : document.footer) out += block_html(paragraph);
    out += "</footer>\n";
  }
  return out + "</body>\n</html>\n";
}

void write_html(const std::filesystem::path& path, const Document& document) {
  write_file(path, html_text(document));
}

}  // namespace segnoise
