#include "show/page/html.h"

#include "show/page/markup.h"
#include "show/page/page_texts.h"
#include "show/page/picture_header.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>

namespace segnoise::page {
namespace {

/// Tables of up to so many rows are kept on one page when printed.
constexpr std::size_t kShortTableRows = 24;

/// Tables of so many columns are set closer, so that all of them are seen.
constexpr std::size_t kWideTableColumns = 10;

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
                    std::string(table.columns.size() >= kWideTableColumns ? " wide" : "") +
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
  const std::optional<PictureHeader> picture = picture_header(figure.image);
  if (!picture)
    throw std::invalid_argument("figure '" + figure.alt + "' must be a PNG or JPEG picture");
  return "<figure>\n<img style=\"--print-height:" + std::to_string(figure.print_height_mm) +
         "mm\" src=\"data:" + std::string(picture->media_type) + ";base64," + base64(figure.image) +
         "\" width=\"" + std::to_string((picture->width_px + 1) / 2) + "\" height=\"" +
         std::to_string((picture->height_px + 1) / 2) + "\" alt=\"" + escaped(figure.alt) +
         "\">\n<figcaption>" + escaped(figure.caption) + "</figcaption>\n</figure>\n";
}

bool is_name(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

// The specification lies beside the place where the script draws it.
std::string block_html(const charts::Chart& chart) {
  if (!is_name(chart.name)) {
    throw std::invalid_argument(
        "the name of a chart must be of letters, digits and hyphens, got '" + chart.name + "'");
  }
  if (chart.alt.empty())
    throw std::invalid_argument("chart '" + chart.name + "' must have an alt text");
  if (!nlohmann::json::accept(chart.spec))
    throw std::invalid_argument("the specification of chart '" + chart.name + "' must be JSON");
  return R"(<figure class="chart" id="chart-)" + chart.name + "\">\n" +
         R"(<div class="drawing" role="img" tabindex="0" aria-label=")" + escaped(chart.alt) +
         "\">\n<p>This chart is drawn by the page's script. " + escaped(chart.alt) +
         "</p>\n</div>\n" + R"(<script type="application/json">)" + script_json(chart.spec) +
         "</script>\n<figcaption>" + escaped(chart.caption) + "</figcaption>\n</figure>\n";
}

// The chooser stays hidden where no script runs: all patients are shown then.
std::string block_html(const PatientPanels& panels) {
  if (panels.panels.empty()) return "";
  std::string out =
      "<div class=\"panels\">\n<div class=\"chooser\" hidden=\"hidden\">\n<label>Patient "
      "<select autocomplete=\"off\">\n";
  for (const PatientPanel& each : panels.panels)
    out += "<option>" + escaped(each.patient) + "</option>\n";
  out +=
      "</select></label>\n<button type=\"button\" class=\"previous\">Previous</button>\n"
      "<button type=\"button\" class=\"next\">Next</button>\n</div>\n";
  for (const PatientPanel& each : panels.panels) {
    const std::string patient = escaped(each.patient);
    out += R"(<article class="panel" tabindex="-1" data-patient=")";
    out.append(patient).append(R"(" aria-label=")").append(patient).append("\">\n<h3>");
    out.append(patient).append("</h3>\n").append(block_html(each.figure)).append("</article>\n");
  }
  return out + "</div>\n";
}

std::string id_of(std::size_t section) { return "section-" + std::to_string(section + 1); }

// What a page needs to run, in the order of its scripts.
std::vector<std::string_view> scripts_of(const Document& document) {
  std::set<std::string_view> charts;
  bool has_panels = false;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      has_panels = has_panels || std::holds_alternative<PatientPanels>(block);
      const auto* chart = std::get_if<charts::Chart>(&block);
      if (chart != nullptr && !charts.insert(chart->name).second)
        throw std::invalid_argument("two charts of a page are named '" + chart->name + "'");
    }
  }
  std::vector<std::string_view> scripts;
  if (!charts.empty()) scripts.push_back(chart_runtime());
  if (!charts.empty() || has_panels) scripts.push_back(page_script());
  return scripts;
}

// How a page's policy names a script that may run: by its SHA-256 in base64.
std::string policy_hash(std::string_view script) {
  const std::string hex = storage::sha256_of(script);
  std::string digest;
  constexpr int kHexadecimal = 16;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, kHexadecimal));
  return "'sha256-" + base64(digest) + "'";
}

std::string policy(const std::vector<std::string_view>& scripts) {
  std::string out = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  if (!scripts.empty()) out += "; script-src";
  for (const std::string_view script : scripts) out += " " + policy_hash(script);
  return out;
}

}  // namespace

std::string html_text(const Document& document) {
  const std::vector<std::string_view> scripts = scripts_of(document);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
      policy(scripts) +
      "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escaped(document.title) + "</title>\n<style>\n" + std::string(page_style()) +
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
  for (const std::string_view script : scripts)
    out.append("<script>").append(script).append("</script>\n");
  return out + "</body>\n</html>\n";
}

void write_html(const std::filesystem::path& path, const Document& document) {
  storage::write_file(path, html_text(document));
}

}  // namespace segnoise::page
