#include "cli/command_description.h"

#include <sstream>
#include <string_view>
#include <utility>

namespace segnoise::cli {

OptionDescription described_by_unit(OptionDescription option) {
  constexpr std::string_view kOutput = "output ";
  std::string unit = option.unit;
  option.is_output = unit.starts_with(kOutput);
  if (option.is_output) unit.erase(0, kOutput.size());

  const bool has_parts = unit.find('|') != std::string::npos;
  option.kind = has_parts ? ValueKind::kChoice : ValueKind::kText;
  std::istringstream parts(unit);
  for (std::string part; std::getline(parts, part, '|');) {
    if (part == "file" || part.starts_with("file.")) {
      option.kind = ValueKind::kFile;
      option.ending = part.substr(std::string_view("file").size());
    } else if (part == "folder") {
      option.kind = ValueKind::kFolder;
    } else if (has_parts) {
      option.choices.push_back(part);
    }
  }
  return option;
}

std::string explained(const OptionDescription& option) {
  std::string text = (option.is_required ? "(required) " : "") + option.meaning;
  if (option.otherwise) text += " (default: " + *option.otherwise + ')';
  return text;
}

std::string typed(const OptionDescription& option) {
  return (option.is_positional ? "" : "--") + option.name;
}

std::string shown_in_usage(const OptionDescription& option) {
  const std::string name = option.name + (option.is_repeated ? "..." : "");
  return option.is_required ? name : '[' + name + ']';
}

std::string shown_unit(const OptionDescription& option) {
  return option.is_positional && option.kind != ValueKind::kChoice ? "" : option.unit;
}

}  // namespace segnoise::cli
