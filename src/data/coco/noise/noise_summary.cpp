#include "data/coco/noise/noise_summary.h"

#include "base/number_text.h"
#include "data/coco/write/annotation_text.h"

#include <algorithm>
#include <utility>

namespace segnoise::coco {
namespace {

constexpr std::size_t kShown = 10;
constexpr int kIouDecimals = 4;

/// "1,234,567".
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

/// Lines of a name and a number below a heading.
class TextTable {
 public:
  void heading(std::string_view text) {
    text_.append(text_.empty() ? "" : "\n").append(text) += '\n';
  }

  void row(std::string_view name, const std::string& value, std::string_view remark = "") {
    constexpr std::size_t kNameWidth = 34;
    constexpr std::size_t kValueWidth = 12;
    std::string line = "  " + std::string(name);
    line.resize(std::max(line.size(), kNameWidth), ' ');
    line += padded(value, kValueWidth);
    if (!remark.empty()) line.append("  ").append(remark);
    text_ += line + '\n';
  }

  /// Rows of 0 are left out.
  void count(std::string_view name, std::int64_t number, std::string_view remark = "") {
    if (number != 0) row(name, grouped(number), remark);
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string shown(const MeanIou& iou) {
  std::string text;
  if (const auto mean = iou.mean()) {
    base::append_decimal(*mean, kIouDecimals, text);
  } else {
    text = "-";
  }
  return text;
}

std::string first_ids(const std::vector<std::int64_t>& ids) {
  std::string text = "ids";
  for (std::size_t i = 0; i < std::min(ids.size(), kShown); ++i)
    text += ' ' + std::to_string(ids[i]);
  return ids.size() > kShown ? text + " ..." : text;
}

void append_member(std::string_view name, std::int64_t number, std::string& json) {
  json.append(json.size() > 1 ? "," : "").append("\"").append(name).append("\":");
  append_number(number, json);
}

void append_iou(std::string_view name, const MeanIou& iou, std::string& json) {
  json.append(json.back() == '{' ? "\"" : ",\"").append(name).append(R"(":{"instances":)");
  append_number(iou.instances, json);
  json += R"(,"mean_iou":)";
  if (const auto mean = iou.mean()) {
    base::append_decimal(*mean, 6, json);
  } else {
    json += "null";
  }
  json += '}';
}

}  // namespace

std::string table_of(const RelabelSummary& summary) {
  TextTable table;
  table.heading("annotations");
  table.row("read", grouped(summary.read));
  table.row("written", grouped(summary.written));
  table.count("  with another shape", summary.other_shape);
  table.count("  with another category", summary.other_category);
  table.count("  added", summary.added);
  table.count("  polygons cut at their holes", summary.cut_for_holes);
  table.count("  with holes filled", summary.holes_filled);
  table.count("deleted", summary.deleted);
  table.count(
      "lost, no pixel left",
      static_cast<std::int64_t>(summary.lost_ids.size()),
      first_ids(summary.lost_ids));
  table.count("no other category to confuse with", summary.without_other_category);
  table.count("crowds, left as they were", summary.crowds);
  table.count("without a pixel, left alone", summary.without_pixels);
  table.count("without a mask, no spatial noise", summary.without_mask);
  table.count("rings of < 3 points, left out", summary.stray_rings);
  table.count("invalid, skipped", static_cast<std::int64_t>(summary.invalid.size()));
  for (std::size_t i = 0; i < std::min(summary.invalid.size(), kShown); ++i) {
    table.row("  " + summary.invalid[i], "");
  }
  table.heading("operations, by the instances that they changed");
  for (const auto& [name, count] : summary.operations) table.row(name, grouped(count));
  table.heading("mean IoU of the kept instances with the clean ones");
  for (const SizeClass size : kSizeClasses) {
    const MeanIou& iou = summary.by_size.at(static_cast<std::size_t>(size));
    table.row(name_of(size), shown(iou), "of " + grouped(iou.instances));
  }
  table.row("all", shown(summary.all_sizes()), "of " + grouped(summary.all_sizes().instances));
  return table.take();
}

std::string json_of(const RelabelSummary& summary) {
  std::string json = "{";
  append_member("read", summary.read, json);
  append_member("written", summary.written, json);
  append_member("other_shape", summary.other_shape, json);
  append_member("other_category", summary.other_category, json);
  append_member("no_other_category", summary.without_other_category, json);
  append_member("added", summary.added, json);
  append_member("cut_for_holes", summary.cut_for_holes, json);
  append_member("holes_filled", summary.holes_filled, json);
  append_member("deleted", summary.deleted, json);
  append_member("lost", static_cast<std::int64_t>(summary.lost_ids.size()), json);
  append_member("crowds_untouched", summary.crowds, json);
  append_member("without_pixels_untouched", summary.without_pixels, json);
  append_member("without_mask", summary.without_mask, json);
  append_member("stray_rings", summary.stray_rings, json);
  append_member("invalid", static_cast<std::int64_t>(summary.invalid.size()), json);
  json += R"(,"lost_ids":[)";
  for (const std::int64_t id : summary.lost_ids) {
    if (json.back() != '[') json += ',';
    append_number(id, json);
  }
  json += R"(],"invalid_annotations":[)";
  for (const std::string& message : summary.invalid) {
    if (json.back() != '[') json += ',';
    append_quoted(message, json);
  }
  std::string operations = "{";
  for (const auto& [name, count] : summary.operations) append_member(name, count, operations);
  json += R"(],"operations":)" + operations + R"(},"iou_by_size":{)";
  for (const SizeClass size : kSizeClasses) {
    append_iou(name_of(size), summary.by_size.at(static_cast<std::size_t>(size)), json);
  }
  append_iou("all", summary.all_sizes(), json);
  return json + "}}\n";
}

}  // namespace segnoise::coco
