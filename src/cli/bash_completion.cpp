#include "cli/bash_completion.h"

#include "cli/app_main.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

namespace segnoise::cli {
namespace {

/// Words as `compgen -W` takes them, which expands what it is given once more.
std::string word_list(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : " ") + shell_quoted(word);
  return shell_quoted(list);
}

void offer(std::ostream& out, const std::string& what) {
  out << "    mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen " << what
      << " -- \"$word\")\n";
}

/// Adds what may stand for a value to COMPREPLY.
void offer_values(std::ostream& out, const OptionDescription& option) {
  if (!option.choices.empty()) offer(out, "-W " + word_list(option.choices));
  const bool is_file = option.kind == ValueKind::kFile;
  if (!is_file && option.kind != ValueKind::kFolder) return;
  offer(out, is_file ? "-f" : "-d");
  out << "    compopt -o filenames 2>/dev/null\n";
}

}  // namespace

std::string bash_completion(const CommandDescription& command) {
  std::string function = "_" + command.program;
  std::ranges::replace_if(
      function, [](char letter) { return letter == '-' || letter == '.'; }, '_');
  std::ostringstream out;
  out << "# bash completion for " << command.program << "  -*- shell-script -*-\n"
      << function << "() {\n"
      << R"(  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
  # bash parts --name=value at the sign.
  if [[ $word == = ]]; then
    word=
  elif [[ $option == = && $COMP_CWORD -ge 2 ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  case $option in
)";
  std::vector<std::string> switches;
  switches.reserve(kQuestions.size() + command.options.size());
  for (const Question& question : kQuestions) {
    switches.push_back("--" + std::string(question.name));
  }
  for (const OptionDescription& option : command.options) {
    if (option.is_positional) continue;
    switches.push_back(typed(option));
    if (option.kind == ValueKind::kFlag) continue;
    out << "  " << shell_quoted(typed(option)) << ")\n";
    offer_values(out, option);
    out << "    return ;;\n";
  }
  out << "  esac\n  if [[ $word == -* ]]; then\n";
  offer(out, "-W " + word_list(switches));
  out << "  else\n";
  bool has_positionals = false;
  for (const OptionDescription& option : command.options) {
    if (!option.is_positional) continue;
    has_positionals = true;
    offer_values(out, option);
  }
  if (!has_positionals) offer(out, "-W " + word_list(switches));
  out << "  fi\n}\ncomplete -F " << function << ' ' << shell_quoted(command.program) << '\n';
  return out.str();
}

}  // namespace segnoise::cli
