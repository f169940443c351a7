#include "cli/man_page.h"

#include "cli/app_main.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace segnoise::cli {
namespace {

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) {
    return static_cast<char>(std::toupper(letter));
  });
  return text;
}

/// The first clause of the purpose: what whatis(1) shows.
std::string summary(const std::string& purpose) {
  return purpose.substr(0, std::min(purpose.find_first_of(":;."), purpose.size()));
}

std::string bold(std::string_view text) { return "\\fB" + roff_escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff_escaped(text) + "\\fR"; }

void print_tagged_option(std::ostream& out, const OptionDescription& option) {
  const std::string unit = shown_unit(option);
  out << ".TP\n"
      << (option.is_positional ? italic(option.name) : bold(typed(option)))
      << (unit.empty() ? "" : ' ' + italic(unit)) << '\n'
      << roff_escaped(explained(option)) << '\n';
}

std::string status_text(int status, std::string_view meaning) {
  return ".TP\n" + std::to_string(status) + '\n' + roff_escaped(meaning) + '\n';
}

}  // namespace

std::string roff_escaped(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    const bool starts_line = escaped.empty() || escaped.back() == '\n';
    switch (letter) {
      case '\\':
        escaped += "\\e";
        break;
      case '-':
        escaped += "\\-";
        break;
      case '\'':
        escaped += "\\(aq";
        break;
      case '`':
        escaped += "\\(ga";
        break;
      case '^':
        escaped += "\\(ha";
        break;
      case '~':
        escaped += "\\(ti";
        break;
      case '.':
        escaped += starts_line ? "\\&." : ".";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

std::string man_page(const CommandDescription& command) {
  std::ostringstream out;
  out << ".TH " << roff_escaped(upper(command.program)) << R"( 1 "" ")"
      << roff_escaped(command.program + ' ' + command.version) << R"(" "User Commands")"
      << "\n.SH NAME\n"
      << roff_escaped(command.program) << " \\- " << roff_escaped(summary(command.purpose)) << '\n'
      << ".SH SYNOPSIS\n"
      << bold(command.program);
  for (const OptionDescription& option : command.options) {
    if (option.is_positional) out << ' ' << italic(shown_in_usage(option));
  }
  out << " [" << italic("options") << "]\n.SH DESCRIPTION\n" << roff_escaped(command.purpose);
  out << "\n.SH OPTIONS\n";
  for (const OptionDescription& option : command.options) {
    if (option.is_positional) print_tagged_option(out, option);
  }
  for (const Question& question : kQuestions) {
    print_tagged_option(
        out, {.name = std::string(question.name), .meaning = std::string(question.meaning)});
  }
  for (const OptionDescription& option : command.options) {
    if (!option.is_positional) print_tagged_option(out, option);
  }
  if (!command.examples.empty()) {
    out << ".SH EXAMPLES\n.nf\n" << roff_escaped(command.examples) << "\n.fi\n";
  }
  out << ".SH EXIT STATUS\n"
      << status_text(kSuccess, "the work is done")
      << status_text(kFailure, "the input or the machine did not cooperate; one line says why")
      << status_text(kUsageError, "the command line was wrong")
      << status_text(kInterrupted, "it was interrupted, by Ctrl-C or a signal to end");
  return out.str();
}

}  // namespace segnoise::cli
