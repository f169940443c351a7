#include "cli/help_text.h"

#include <sstream>

namespace segnoise::cli {
namespace {

constexpr std::size_t kHelpWidth = 96;

/// Prints text at an indent, breaking lines between words.
void print_wrapped(std::ostream& out, const std::string& text, std::size_t indent) {
  std::istringstream words(text);
  std::string word;
  std::size_t column = 0;
  while (words >> word) {
    if (column != 0 && column + 1 + word.size() > kHelpWidth) {
      out << '\n';
      column = 0;
    }
    if (column == 0) {
      out << std::string(indent, ' ');
      column = indent;
    } else {
      out << ' ';
      ++column;
    }
    out << word;
    column += word.size();
  }
  out << '\n';
}

void print_option(std::ostream& out, const OptionDescription& option) {
  const std::string unit = shown_unit(option);
  out << "  " << typed(option) << (unit.empty() ? "" : " <" + unit + '>') << '\n';
  print_wrapped(out, explained(option), 6);
}

}  // namespace

std::string help_text(const CommandDescription& command) {
  std::ostringstream out;
  print_wrapped(out, command.purpose, 0);
  out << "\nUsage: " << command.program;
  bool has_positionals = false;
  for (const OptionDescription& option : command.options) {
    if (!option.is_positional) continue;
    has_positionals = true;
    out << ' ' << shown_in_usage(option);
  }
  out << " [options]\n\n";
  std::istringstream lines(command.examples);
  for (std::string line; std::getline(lines, line);) out << "  " << line << '\n';

  if (has_positionals) out << '\n';
  for (const OptionDescription& option : command.options) {
    if (option.is_positional) print_option(out, option);
  }
  out << "\nOptions:\n";
  for (const Question& question : kQuestions) {
    print_option(
        out, {.name = std::string(question.name), .meaning = std::string(question.meaning)});
  }
  for (const OptionDescription& option : command.options) {
    if (!option.is_positional) print_option(out, option);
  }
  return out.str();
}

}  // namespace segnoise::cli
