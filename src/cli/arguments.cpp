#include "cli/arguments.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise {
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

/// Whether an argument is positional(): TCLAP's "--name <unit>" is then "<unit>".
bool is_positional(const TCLAP::Arg& argument) { return argument.longID().starts_with('<'); }

/// As the user types it: --name, or NAME of what is positional().
std::string typed(const TCLAP::Arg& argument) {
  return (is_positional(argument) ? "" : "--") + argument.getName();
}

/// Help and version as people read them; a failure is thrown on, for app_main to report.
class Output : public TCLAP::CmdLineOutput {
 public:
  Output(const std::string& purpose, const std::string& example)
      : purpose_(purpose), example_(example) {}

  void usage(TCLAP::CmdLineInterface& command) override {
    std::ostream& out = std::cout;
    print_wrapped(out, purpose_, 0);
    std::vector<const TCLAP::Arg*> positionals;
    std::vector<const TCLAP::Arg*> options;
    for (const TCLAP::Arg* argument : command.getArgList()) {
      if (argument->getName() == TCLAP::Arg::ignoreNameString()) continue;
      (is_positional(*argument) ? positionals : options).push_back(argument);
    }
    std::ranges::reverse(options);  // TCLAP keeps the newest option first, but positionals in order
    out << "\nUsage: " << program(command);
    for (const TCLAP::Arg* argument : positionals) out << ' ' << argument->getName();
    out << " [options]\n\n";
    std::istringstream lines(example_);
    for (std::string line; std::getline(lines, line);) out << "  " << line << '\n';
    for (const TCLAP::Arg* argument : positionals) {
      out << (argument == positionals.front() ? "\n" : "") << "  " << argument->getName() << '\n';
      print_wrapped(out, argument->getDescription(), 6);
    }
    out << "\nOptions:\n";
    for (const TCLAP::Arg* argument : options) {
      std::string head = "  --" + argument->getName();
      if (argument->isValueRequired()) head += unit_of(argument->longID());
      out << head << '\n';
      print_wrapped(out, argument->getDescription(), 6);
    }
  }

  void version(TCLAP::CmdLineInterface& command) override {
    std::cout << program(command) << ' ' << command.getVersion() << '\n';
  }

  void failure(TCLAP::CmdLineInterface& /*command*/, TCLAP::ArgException& error) override {
    throw error;
  }

 private:
  static std::string program(TCLAP::CmdLineInterface& command) {
    const std::string& name = command.getProgramName();
    return name.substr(name.find_last_of('/') + 1);
  }

  /// " <unit>" out of TCLAP's "--name <unit>".
  static std::string unit_of(const std::string& long_id) {
    const auto begin = long_id.find('<');
    const auto end = long_id.find('>');
    return begin == std::string::npos ? "" : ' ' + long_id.substr(begin, end - begin + 1);
  }

  const std::string& purpose_;
  const std::string& example_;
};

std::string message_of(const TCLAP::ArgException& error) {
  std::string what = error.error();
  std::ranges::replace(what, '\n', ' ');
  const std::string id = error.argId();  // "Argument: (--name)", "Argument: value", or blank
  if (const auto name = id.find("--"); name != std::string::npos) {
    return id.substr(name, id.find(')') - name) + ": " + what;
  }
  constexpr std::string_view kLead = "Argument: ";
  return id.starts_with(kLead) ? '\'' + id.substr(kLead.size()) + "': " + what : what;
}

/// Refuses values that mean nothing but that TCLAP takes: "" for anything, and "-1" for an unsigned
/// number, which a stream turns into the largest one.
void require_meaning(const TCLAP::Arg& argument, std::string_view text) {
  if (!argument.isValueRequired()) return;
  const bool is_unsigned =
      dynamic_cast<const TCLAP::ValueArg<std::uint64_t>*>(&argument) != nullptr;
  if (text.empty()) throw UsageError(typed(argument) + " needs a value, got ''");
  if (is_unsigned && text.starts_with('-')) {
    throw UsageError(typed(argument) + " must be >= 0, got " + std::string(text));
  }
}

}  // namespace

CommandLine::CommandLine(std::string purpose, std::string example)
    : tclap_(purpose, ' ', SEGNOISE_VERSION),
      purpose_(std::move(purpose)),
      example_(std::move(example)) {}

void CommandLine::parse(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (const std::string_view argument : std::span(argv, static_cast<std::size_t>(argc))) {
    const auto equals = argument.find('=');
    if (!arguments.empty() && argument.starts_with("--") && equals != std::string_view::npos) {
      arguments.emplace_back(argument.substr(0, equals));
      arguments.emplace_back(argument.substr(equals + 1));
    } else {
      arguments.emplace_back(argument);
    }
  }
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    for (const TCLAP::Arg* argument : tclap_.getArgList()) {
      if (typed(*argument) == arguments[i]) require_meaning(*argument, arguments[i + 1]);
    }
  }
  Output output(purpose_, example_);
  tclap_.setOutput(&output);
  tclap_.setExceptionHandling(false);
  try {
    tclap_.parse(arguments);
  } catch (const TCLAP::ExitException&) {
    throw HelpShown();
  } catch (const TCLAP::ArgException& error) {
    throw UsageError(message_of(error));
  }
}

void require_one_of(
    const TCLAP::ValueArg<std::string>& argument, std::initializer_list<const char*> choices) {
  if (!argument.isSet()) return;
  std::string list;
  for (const char* choice : choices) {
    if (argument.getValue() == choice) return;
    list += (list.empty() ? "" : ", ") + std::string(choice);
  }
  throw UsageError(
      typed(argument) + " must be one of " + list + ", got '" + argument.getValue() + "'");
}

void require_absent(const TCLAP::Arg& argument, const std::string& because) {
  if (argument.isSet()) throw UsageError("--" + argument.getName() + ' ' + because);
}

}  // namespace segnoise
