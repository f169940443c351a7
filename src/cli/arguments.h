#pragma once

#include "cli/command_description.h"

#include <tclap/CmdLine.h>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::cli {

/// The command line is wrong; the message says which option, its value and what was expected.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// --help or another question has been answered; nothing is left to do.
class HelpShown : public std::exception {};

/// The options of one program, parsed by TCLAP: every one is long, has a unit, a meaning and a
/// default, and --help lists them in the order in which they were declared. What is given without
/// a name, files as a rule, is positional().
///
/// What a value is, its unit says (described_by_unit()): of "auto|cpu|cuda" it must be one. The
/// same table answers, where it is the only argument, to --man (a manual page), --completion (a
/// script for bash) and --xml (a module of 3D Slicer).
class CommandLine {
 public:
  /// @param purpose  what the program does: one sentence
  /// @param example  command lines worth showing, one a line
  CommandLine(std::string purpose, std::string example);

  [[nodiscard]] TCLAP::CmdLine& tclap() { return tclap_; }
  [[nodiscard]] const CommandDescription& description() const { return description_; }

  /// Adds a line to the table of options.
  void describe(OptionDescription option) { description_.options.push_back(std::move(option)); }

  /// Parses the arguments. "--name=value" is the same as "--name value", and an underscore in a
  /// name is a hyphen, which Slicer does not take. After --slicer, what Slicer sends although its
  /// user left it alone counts as left out, and Progress speaks to Slicer.
  ///
  /// No output may be an input or another output: see conflict_of(). Where an output is standard
  /// output, what the program prints goes to stderr from now on.
  ///
  /// @throws HelpShown   after printing the answer to a question to stdout
  /// @throws UsageError  if an option is unknown, lacks its value, or its value is not of its type
  ///                     or none of its choices, with nearest_name() of those; if an output would
  ///                     replace what is read
  void parse(int argc, const char* const* argv);

  /// What parse() took, as arguments that ask another process of the program for the same: all that
  /// was given, word for word, but for some options and the values that have no name.
  [[nodiscard]] std::vector<std::string> given_without(
      std::initializer_list<const TCLAP::Arg*> left_out) const;

 private:
  TCLAP::CmdLine tclap_;
  CommandDescription description_;
  std::vector<std::string> given_;  ///< the arguments, as TCLAP took them
};

/// An option whose value is a T, for the table of options: its unit says more of text alone.
template <class T>
OptionDescription described(OptionDescription option) {
  option = described_by_unit(std::move(option));
  if (std::integral<T>) option.kind = ValueKind::kWholeNumber;
  if (std::floating_point<T>) option.kind = ValueKind::kNumber;
  return option;
}

/// An option that may be left out, as --name <unit>; the help shows the value it then takes.
template <class T>
TCLAP::ValueArg<T> option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning,
    const T& otherwise) {
  std::ostringstream shown;
  shown << otherwise;
  command.describe(
      described<T>({.name = name, .unit = unit, .meaning = meaning, .otherwise = shown.str()}));
  return {"", name, meaning, false, otherwise, unit, command.tclap()};
}

/// An option that may be left out and then has no value; the meaning says what happens then.
template <class T>
TCLAP::ValueArg<T> optional_option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(described<T>({.name = name, .unit = unit, .meaning = meaning}));
  return {"", name, meaning, false, T{}, unit, command.tclap()};
}

/// An option that must be given, as --name <unit>.
template <class T>
TCLAP::ValueArg<T> required_option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(
      described<T>({.name = name, .unit = unit, .meaning = meaning, .is_required = true}));
  return {"", name, meaning, true, T{}, unit, command.tclap()};
}

/// An option that may be given any number of times, each time as --name <unit>.
template <class T>
TCLAP::MultiArg<T> repeated_option(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(
      described<T>({.name = name, .unit = unit, .meaning = meaning, .is_repeated = true}));
  return {"", name, meaning, false, unit, command.tclap()};
}

/// A value that must be given and has no "--": the first such value on the command line belongs to
/// the first one declared, and so on, wherever options stand between them.
/// @param name  as the help shows it, in capitals: "FILE"
template <class T>
TCLAP::UnlabeledValueArg<T> positional(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(described<T>(
      {.name = name,
       .unit = unit,
       .meaning = meaning,
       .is_positional = true,
       .is_required = true}));
  return {name, meaning, true, T{}, name, command.tclap()};
}

/// One or more values that have no "--".
/// @param name  as the help shows it, in capitals: "FILE"
template <class T>
TCLAP::UnlabeledMultiArg<T> positionals(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(described<T>(
      {.name = name,
       .unit = unit,
       .meaning = meaning,
       .is_positional = true,
       .is_required = true,
       .is_repeated = true}));
  return {name, meaning, true, name, command.tclap()};
}

/// Any number of values that have no "--", none included.
template <class T>
TCLAP::UnlabeledMultiArg<T> optional_positionals(
    CommandLine& command,
    const std::string& name,
    const std::string& unit,
    const std::string& meaning) {
  command.describe(described<T>(
      {.name = name,
       .unit = unit,
       .meaning = meaning,
       .is_positional = true,
       .is_repeated = true}));
  return {name, meaning, false, name, command.tclap()};
}

/// An option without a value.
inline TCLAP::SwitchArg flag(
    CommandLine& command, const std::string& name, const std::string& meaning) {
  command.describe({.name = name, .meaning = meaning, .kind = ValueKind::kFlag});
  return {"", name, meaning, command.tclap(), false};
}

/// The value of an option, or nothing if it was left out.
template <class T>
std::optional<T> given(const TCLAP::ValueArg<T>& argument) {
  if (!argument.isSet()) return std::nullopt;
  return argument.getValue();
}

/// An option that was given must lie in a range; one that was left out need not.
/// @throws UsageError  naming the option, its value and the range
template <class T>
requires std::integral<T> || std::floating_point<T>
void require_within(const TCLAP::ValueArg<T>& argument, T least, T most) {
  const T value = argument.getValue();
  if (!argument.isSet() || (value >= least && value <= most)) return;
  std::ostringstream message;
  message << "--" << argument.getName() << " must be between " << least << " and " << most
          << ", got " << value;
  throw UsageError(message.str());
}

/// The numbers of an option such as "1,10,100".
/// @throws UsageError  naming the option and its value, unless they are above 0 and ascend
[[nodiscard]] std::vector<std::uint32_t> ascending_numbers(
    const TCLAP::ValueArg<std::string>& argument);

/// Two options that contradict each other.
/// @throws UsageError  naming both, if the first is given
void require_absent(const TCLAP::Arg& argument, const std::string& because);

}  // namespace segnoise::cli
