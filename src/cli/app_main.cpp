#include "cli/app_main.h"

#include "cli/arguments.h"
#include "cli/interrupt.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <span>
#include <string_view>

namespace segnoise {
namespace {

bool is_plain(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
         std::string_view("-_./=,:+@%").find(letter) != std::string_view::npos;
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string(word);
  std::string result = "'";
  for (const char letter : word) {
    if (letter == '\'') {
      result += R"('\'')";
    } else {
      result += letter;
    }
  }
  return result + '\'';
}

int app_main(const char* program, const std::function<void()>& body) {
  const std::string name = std::filesystem::path(program).filename().string();
  const auto say = [&](std::string_view message) {
    std::cout.flush();
    std::cerr << name << ": " << message << '\n';
  };
  try {
    try {
      body();
    } catch (const HelpShown&) {  // answered, if it can be read
    }
    std::cout.flush();
    if (std::cout.fail()) throw std::runtime_error("cannot write to standard output");
    return kSuccess;
  } catch (const UsageError& error) {
    say(std::string(error.what()) + " (" + name + " --help explains every option)");
    return kUsageError;
  } catch (const Interrupted& error) {
    say(error.what());
    return kInterrupted;
  } catch (const std::bad_alloc&) {
    say("out of memory");
    return kFailure;
  } catch (const std::exception& error) {
    say(error.what());
    return kFailure;
  }
}

std::string command_line(int argc, const char* const* argv) {
  std::string line;
  for (const char* argument : std::span(argv, static_cast<std::size_t>(argc))) {
    line += (line.empty() ? "" : " ") + shell_quoted(argument);
  }
  return line;
}

}  // namespace segnoise
