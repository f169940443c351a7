#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::cli {

/// What a value is, for those who offer values: shells and Slicer.
enum class ValueKind { kFlag, kText, kWholeNumber, kNumber, kFile, kFolder, kChoice };

/// An option, or a value that has no "--".
struct OptionDescription {
  std::string name = {};                      ///< without "--"
  std::string unit = {};                      ///< as the help shows it; blank for a flag
  std::string meaning = {};                   ///< without its default
  std::optional<std::string> otherwise = {};  ///< the value if it is left out, where there is one
  ValueKind kind = ValueKind::kText;
  std::vector<std::string> choices = {};  ///< all that is taken; or names for a kFile
  std::string ending = {};                ///< of the files of a kFile, where it has one: ".json"
  bool is_output = false;                 ///< a file or folder that the program makes
  bool is_positional = false;
  bool is_required = false;
  bool is_repeated = false;
};

/// The table of options of a program. Help, man page, completion and Slicer's XML are functions of
/// it.
struct CommandDescription {
  std::string program = {};
  std::string version = {};
  std::string purpose = {};                     ///< what it does: one sentence or two
  std::string examples = {};                    ///< command lines, one a line
  std::vector<OptionDescription> options = {};  ///< in the order in which they were declared
};

/// Fills kind, choices, ending and is_output from the unit: "file", "file.png" and "folder" are
/// what they say, "output file" and "output folder" are made by the program, "id|iou" is a choice,
/// and "low|high|file.json" one of two names or a file. All else is text.
[[nodiscard]] OptionDescription described_by_unit(OptionDescription option);

/// The meaning with what the help says of it: "(required) noise setup", "passes (default: 30)".
[[nodiscard]] std::string explained(const OptionDescription& option);

/// As the user types it: --name, or NAME of what is positional.
[[nodiscard]] std::string typed(const OptionDescription& option);

/// A positional value in a line of usage: NAME; NAME... where there may be more, and in brackets
/// where there may be none.
[[nodiscard]] std::string shown_in_usage(const OptionDescription& option);

/// The unit where the help shows it: not of a flag, nor of what is positional and no choice.
[[nodiscard]] std::string shown_unit(const OptionDescription& option);

/// What every program answers to.
struct Question {
  std::string_view name;
  std::string_view meaning;
};
inline constexpr std::array kQuestions{
    Question{"help", "Displays usage information and exits."},
    Question{"version", "Displays version information and exits."}};

}  // namespace segnoise::cli
