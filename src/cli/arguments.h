#pragma once

#include <tclap/CmdLine.h>

#include <concepts>
#include <initializer_list>
#include <sstream>
#include <stdexcept>
#include <string>

namespace segnoise {

/// The command line is wrong; the message says which option, its value and what was expected.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// --help or --version has been answered; nothing is left to do.
class HelpShown : public std::exception {};

/// The options of one program, parsed by TCLAP: every one is long, has a unit, a meaning and a
/// default, and --help lists them in the order in which they were declared.
class CommandLine {
 public:
  /// @param purpose  what the program does: one sentence
  /// @param example  command lines worth showing, one a line
  CommandLine(std::string purpose, std::string example);

  [[nodiscard]] TCLAP::CmdLine& tclap() { return tclap_; }

  /// Parses the arguments; "--name=value" is the same as "--name value".
  ///
  /// @throws HelpShown   after printing the help or the version to stdout
  /// @throws UsageError  if an option is unknown, lacks its value, or its value is not of its type
  void parse(int argc, const char* const* argv);

 private:
  TCLAP::CmdLine tclap_;
  std::string purpose_;
  std::string example_;
};

/// An option that may be left out, as --name <unit>; the help shows the value it then takes.
template <class T>
TCLAP::ValueArg<T> option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning,
    const T& otherwise) {
  std::ostringstream help;
  help << meaning << " (default: " << otherwise << ')';
  return {"", name, help.str(), false, otherwise, unit, command.tclap()};
}

/// An option that may be left out and then has no value, or one that the meaning explains.
inline TCLAP::ValueArg<std::string> optional_text(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  return {"", name, meaning, false, "", unit, command.tclap()};
}

/// An option that must be given, as --name <unit>.
template <class T>
TCLAP::ValueArg<T> required_option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  return {"", name, meaning + " (required)", true, T{}, unit, command.tclap()};
}

/// An option without a value.
inline TCLAP::SwitchArg flag(
    CommandLine& command, const std::string& name, const std::string& meaning) {
  return {"", name, meaning, command.tclap(), false};
}

/// @throws UsageError  naming the option, its value and the range, if the value lies outside it
template <class T>
requires std::integral<T> || std::floating_point<T>
void require_within(const TCLAP::ValueArg<T>& argument, T least, T most) {
  const T value = argument.getValue();
  if (value >= least && value <= most) return;
  std::ostringstream message;
  message << "--" << argument.getName() << " must be between " << least << " and " << most
          << ", got " << value;
  throw UsageError(message.str());
}

/// @throws UsageError  naming the option, its value and the choices, if the value is not among them
void require_one_of(
    const TCLAP::ValueArg<std::string>& argument, std::initializer_list<const char*> choices);

}  // namespace segnoise
