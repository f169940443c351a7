#include "cli/slicer_xml.h"

#include <cctype>
#include <cstdlib>
#include <sstream>

namespace segnoise::cli {
namespace {

constexpr std::string_view kLeftAlone = "default";

std::string element(std::string_view name, std::string_view text) {
  return '<' + std::string(name) + '>' + xml_escaped(text) + "</" + std::string(name) + ">\n";
}

/// The element that Slicer has for a parameter of this kind.
std::string_view type_of(const OptionDescription& option) {
  const bool has_default = option.otherwise.has_value();
  switch (option.kind) {
    case ValueKind::kFlag:
      return "boolean";
    case ValueKind::kWholeNumber:
      return has_default ? "integer" : "string";
    case ValueKind::kNumber:
      return has_default ? "double" : "string";
    case ValueKind::kFile:
      return option.choices.empty() ? "file" : "string";
    case ValueKind::kFolder:
      return "directory";
    case ValueKind::kChoice:
      return "string-enumeration";
    case ValueKind::kText:
      break;
  }
  return "string";
}

/// "learning rate (number)".
std::string label_of(const OptionDescription& option) {
  std::string label = option.name;
  for (char& letter : label) letter = letter == '-' ? ' ' : letter;
  const bool is_typed = type_of(option) == "string" || option.kind == ValueKind::kWholeNumber ||
                        option.kind == ValueKind::kNumber;
  return is_typed ? label + " (" + option.unit + ')' : label;
}

/// What Slicer shows until its user changes it; nothing if that is an empty field.
std::string_view shown_default(const OptionDescription& option) {
  if (option.kind == ValueKind::kFlag) return "false";
  if (option.otherwise) return *option.otherwise;
  if (option.kind != ValueKind::kChoice) return "";
  return option.is_required ? std::string_view(option.choices.front()) : kLeftAlone;
}

/// @param index  of what is positional
void print_parameter(std::ostream& out, const OptionDescription& option, int index) {
  const std::string_view type = type_of(option);
  out << "    <" << type << (option.is_repeated ? " multiple=\"true\"" : "") << ">\n"
      << "      " << element("name", slicer_name(option.name));
  if (option.is_positional) {
    out << "      " << element("index", std::to_string(index));
  } else {
    out << "      " << element("longflag", slicer_name(option.name));
  }
  out << "      " << element("label", label_of(option)) << "      "
      << element("description", explained(option));
  if (const auto shown = shown_default(option); !shown.empty()) {
    out << "      " << element("default", shown);
  }
  if (type == "file" || type == "directory") {
    out << "      " << element("channel", option.is_output ? "output" : "input");
  }
  if (option.kind == ValueKind::kChoice) {
    if (!option.is_required && !option.otherwise) out << "      " << element("element", kLeftAlone);
    for (const auto& choice : option.choices) out << "      " << element("element", choice);
  }
  out << "    </" << type << ">\n";
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

std::string slicer_name(std::string_view name) {
  std::string result(name);
  for (char& letter : result) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  }
  const bool starts_with_digit =
      !result.empty() && std::isdigit(static_cast<unsigned char>(result.front())) != 0;
  return (starts_with_digit ? "_" : "") + result;
}

bool is_left_alone(const OptionDescription& option, const std::string& value) {
  if (option.is_required) return false;
  if (!option.otherwise) return option.kind == ValueKind::kChoice && value == kLeftAlone;
  if (option.kind != ValueKind::kNumber) return value == *option.otherwise;
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  return end != value.c_str() && *end == '\0' &&
         number == std::strtod(option.otherwise->c_str(), nullptr);
}

std::string slicer_xml(const CommandDescription& command) {
  std::ostringstream out;
  out << R"(<?xml version="1.0" encoding="utf-8"?>)"
      << "\n<executable>\n"
      << "  " << element("category", "Segmentation") << "  " << element("title", command.program)
      << "  " << element("description", command.purpose) << "  "
      << element("version", command.version) << "  "
      << element("documentation-url", "https://arxiv.org/abs/2406.10891") << "  "
      << element("license", "Apache License 2.0") << "  "
      << element("contributor", "the authors of camus-noise") << "  "
      << element(
             "acknowledgements",
             "The noise is that of arXiv 2406.10891. CAMUS: S. Leclerc et al., IEEE Trans. Med. "
             "Imaging 38(9), 2198-2210 (2019), doi 10.1109/TMI.2019.2900516.")
      << "  <parameters>\n    " << element("label", "Options") << "    "
      << element("description", "As on the command line; what is left empty is left out.");
  const std::string slicer(kSlicerSwitch.substr(2));
  out << "    <boolean hidden=\"true\">\n      " << element("name", slicer) << "      "
      << element("longflag", slicer) << "      " << element("label", slicer) << "      "
      << element("description", "the program is run by Slicer") << "      "
      << element("default", "true") << "    </boolean>\n";
  int positionals = 0;
  for (const OptionDescription& option : command.options) {
    print_parameter(out, option, option.is_positional ? positionals++ : 0);
  }
  out << "  </parameters>\n</executable>\n";
  return out.str();
}

}  // namespace segnoise::cli
