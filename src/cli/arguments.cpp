#include "cli/arguments.h"

#include "cli/bash_completion.h"
#include "cli/help_text.h"
#include "cli/man_page.h"
#include "cli/nearest_name.h"
#include "cli/progress.h"
#include "cli/slicer_xml.h"
#include "storage/distinct_paths.h"
#include "storage/write_file.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace segnoise::cli {
namespace {

/// Help and version as people read them; a failure is thrown on, for app_main to report.
class Output : public TCLAP::CmdLineOutput {
 public:
  explicit Output(const CommandDescription& command) : command_(command) {}

  void usage(TCLAP::CmdLineInterface& /*command*/) override { std::cout << help_text(command_); }

  void version(TCLAP::CmdLineInterface& /*command*/) override {
    std::cout << command_.program << ' ' << command_.version << '\n';
  }

  void failure(TCLAP::CmdLineInterface& /*command*/, TCLAP::ArgException& error) override {
    throw error;
  }

 private:
  const CommandDescription& command_;
};

/// What TCLAP says of a value that is no number of its option, or of an option that is there twice,
/// in the words of all other refusals; else nothing.
std::optional<std::string> reworded(const std::string& what) {
  if (what == "Argument already set!") return "may be given once";
  constexpr std::string_view kUnread = "Couldn't read argument value from string '";
  if (!what.starts_with(kUnread)) return std::nullopt;
  return "must be a number that is neither too large nor of another kind, got '" +
         what.substr(kUnread.size());
}

std::string message_of(const TCLAP::ArgException& error) {
  std::string what = error.error();
  std::ranges::replace(what, '\n', ' ');
  const std::string id = error.argId();  // "Argument: (--name)", "Argument: value", or blank
  if (const auto name = id.find("--"); name != std::string::npos) {
    const std::string typed_name = id.substr(name, id.find(')') - name);
    if (const auto words = reworded(what)) return typed_name + ' ' + *words;
    return typed_name + ": " + what;
  }
  constexpr std::string_view kLead = "Argument: ";
  return id.starts_with(kLead) ? '\'' + id.substr(kLead.size()) + "': " + what : what;
}

/// Refuses values that mean nothing but that TCLAP takes: "" for anything, and "-1" for an unsigned
/// number, which a stream turns into the largest one.
void require_meaning(const TCLAP::Arg& argument, const std::string& name, std::string_view text) {
  const bool is_unsigned =
      dynamic_cast<const TCLAP::ValueArg<std::uint64_t>*>(&argument) != nullptr;
  if (text.empty()) throw UsageError(name + " needs a value, got ''");
  if (is_unsigned && text.starts_with('-')) {
    throw UsageError(name + " must be >= 0, got " + std::string(text));
  }
}

/// Whether the names that an option takes are all that it takes, but for files of an ending.
bool has_choices(const OptionDescription& option) {
  return option.kind == ValueKind::kChoice || (!option.choices.empty() && !option.ending.empty());
}

void require_choice(const OptionDescription& option, const std::string& value) {
  if (std::ranges::find(option.choices, value) != option.choices.end()) return;
  if (!option.ending.empty() && value.ends_with(option.ending)) return;
  std::string list;
  for (const std::string& choice : option.choices) list += (list.empty() ? "" : ", ") + choice;
  if (!option.ending.empty()) list += ", or a file that ends in " + option.ending;
  const auto meant = nearest_name(value, option.choices);
  throw UsageError(
      typed(option) + " must be one of " + list + ", got '" + value + '\'' +
      (meant ? "; did you mean " + *meant + '?' : ""));
}

/// Files of one form are named for it; devices, such as /dev/null, may have any.
void require_ending(const OptionDescription& option, const std::string& value) {
  if (value.ends_with(option.ending) || value.starts_with("/dev/")) return;
  throw UsageError(typed(option) + " must name a " + option.ending + " file, got '" + value + '\'');
}

/// What was given for an option whose values are texts.
std::vector<std::string> given_texts(const TCLAP::Arg& argument) {
  if (!argument.isSet()) return {};
  if (const auto* one = dynamic_cast<const TCLAP::ValueArg<std::string>*>(&argument)) {
    return {one->getValue()};
  }
  if (const auto* many = dynamic_cast<const TCLAP::MultiArg<std::string>*>(&argument)) {
    return many->getValue();
  }
  return {};
}

/// All files and folders that were named must differ from those that the program makes.
void require_distinct(const CommandDescription& command, TCLAP::CmdLine& parsed) {
  std::vector<storage::NamedPath> inputs;
  std::vector<storage::NamedPath> outputs;
  for (const OptionDescription& option : command.options) {
    if (option.kind != ValueKind::kFile && option.kind != ValueKind::kFolder) continue;
    for (const TCLAP::Arg* argument : parsed.getArgList()) {
      if (argument->getName() != option.name) continue;
      for (const std::string& value : given_texts(*argument)) {
        const bool is_file = std::ranges::find(option.choices, value) == option.choices.end();
        if (is_file) (option.is_output ? outputs : inputs).push_back({typed(option), value});
      }
    }
  }
  if (const auto conflict = storage::conflict_of(inputs, outputs)) throw UsageError(*conflict);
  const bool is_piped = std::ranges::any_of(outputs, [](const storage::NamedPath& output) {
    return storage::is_standard_output(output.path);
  });
  if (is_piped) std::cout.rdbuf(std::cerr.rdbuf());
}

/// The option that an argument names, or nothing; underscores are taken for hyphens.
const OptionDescription* option_named(const CommandDescription& command, std::string argument) {
  std::ranges::replace(argument, '_', '-');
  const auto found = std::ranges::find_if(command.options, [&](const OptionDescription& option) {
    return !option.is_positional && typed(option) == argument;
  });
  return found == command.options.end() ? nullptr : &*found;
}

/// The arguments as TCLAP takes them: name and value apart, names as declared, and nothing that
/// only Slicer says.
std::vector<std::string> normalised(
    const CommandDescription& command, std::vector<std::string> arguments, bool is_slicer) {
  std::vector<std::string> result{command.program};
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::string& argument = arguments[i];
    if (argument == "--") {  // no name comes after it
      result.insert(
          result.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i), arguments.end());
      break;
    }
    const auto equals = argument.find('=');
    if (argument.starts_with("--") && equals != std::string::npos) {
      arguments.insert(
          arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, argument.substr(equals + 1));
      arguments[i].erase(equals);
    }
    const OptionDescription* const option = option_named(command, arguments[i]);
    if (option == nullptr) {
      result.push_back(arguments[i]);
      continue;
    }
    const bool has_value = option->kind != ValueKind::kFlag && i + 1 < arguments.size();
    if (has_value && is_slicer && is_left_alone(*option, arguments[i + 1])) {
      ++i;
      continue;
    }
    result.push_back(typed(*option));
    if (has_value) result.push_back(arguments[++i]);
  }
  return result;
}

/// What is asked about the program itself, by those that install it or run it for others.
std::optional<std::string> answer(const CommandDescription& command, std::string_view question) {
  if (question == "--man") return man_page(command);
  if (question == "--completion") return bash_completion(command);
  if (question == "--xml") return slicer_xml(command);
  return std::nullopt;
}

}  // namespace

CommandLine::CommandLine(std::string purpose, std::string example)
    : tclap_(purpose, ' ', SEGNOISE_VERSION),
      description_{
          .version = SEGNOISE_VERSION,
          .purpose = std::move(purpose),
          .examples = std::move(example)} {}

void CommandLine::parse(int argc, const char* const* argv) {
  const std::span words(argv, static_cast<std::size_t>(argc));
  std::vector<std::string> arguments(words.begin(), words.end());
  description_.program = std::filesystem::path(arguments.front()).filename().string();
  if (arguments.size() == 2) {
    if (const auto text = answer(description_, arguments.back())) {
      std::cout << *text;
      throw HelpShown();
    }
  }
  const bool is_slicer = std::erase(arguments, kSlicerSwitch) > 0;
  if (is_slicer) Progress::speak_to_slicer();
  arguments = normalised(description_, std::move(arguments), is_slicer);
  given_ = arguments;

  for (std::size_t i = 1; i + 1 < arguments.size(); ++i) {
    const OptionDescription* const option = option_named(description_, arguments[i]);
    if (option == nullptr || option->kind == ValueKind::kFlag) continue;
    for (const TCLAP::Arg* argument : tclap_.getArgList()) {
      if (argument->getName() != option->name) continue;
      require_meaning(*argument, typed(*option), arguments[i + 1]);
    }
    ++i;
  }
  Output output(description_);
  tclap_.setOutput(&output);
  tclap_.setExceptionHandling(false);
  try {
    tclap_.parse(arguments);
  } catch (const TCLAP::ExitException&) {
    throw HelpShown();
  } catch (const TCLAP::ArgException& error) {
    throw UsageError(message_of(error));
  }
  for (const OptionDescription& option : description_.options) {
    const bool has_form = option.is_output && !option.ending.empty();
    if (!has_choices(option) && !has_form) continue;
    for (const TCLAP::Arg* argument : tclap_.getArgList()) {
      if (argument->getName() != option.name) continue;
      for (const std::string& value : given_texts(*argument)) {
        has_form ? require_ending(option, value) : require_choice(option, value);
      }
    }
  }
  require_distinct(description_, tclap_);
}

std::vector<std::string> CommandLine::given_without(
    std::initializer_list<const TCLAP::Arg*> left_out) const {
  std::vector<std::string> kept;
  for (std::size_t i = 1; i < given_.size() && given_[i] != "--"; ++i) {
    const OptionDescription* const option = option_named(description_, given_[i]);
    if (option == nullptr) continue;
    const std::size_t words = option->kind == ValueKind::kFlag ? 1 : 2;
    const bool is_kept = std::ranges::none_of(
        left_out, [&](const TCLAP::Arg* argument) { return argument->getName() == option->name; });
    const auto first = given_.begin() + static_cast<std::ptrdiff_t>(i);
    if (is_kept) kept.insert(kept.end(), first, first + static_cast<std::ptrdiff_t>(words));
    i += words - 1;
  }
  return kept;
}

std::vector<std::uint32_t> ascending_numbers(const TCLAP::ValueArg<std::string>& argument) {
  const std::string& text = argument.getValue();
  std::vector<std::uint32_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (bool has_more = true; has_more; ++at) {
    std::uint32_t number = 0;
    const auto [stopped, error] = std::from_chars(at, end, number);
    at = stopped;
    has_more = at != end && *at == ',';
    const bool ascends = numbers.empty() || number > numbers.back();
    if (error != std::errc{} || number == 0 || !ascends || (at != end && !has_more)) {
      throw UsageError(
          "--" + argument.getName() + " must be numbers above 0, ascending, got '" + text + "'");
    }
    numbers.push_back(number);
  }
  return numbers;
}

void require_absent(const TCLAP::Arg& argument, const std::string& because) {
  if (argument.isSet()) throw UsageError("--" + argument.getName() + ' ' + because);
}

}  // namespace segnoise::cli
