#include "cli/app_main.h"

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <iostream>
#include <new>
#include <poll.h>
#include <span>
#include <string_view>
#include <unistd.h>

namespace segnoise::cli {
namespace {

/// Whether standard output is a pipe, or the like, that nobody reads any more.
bool reader_of_stdout_has_gone() {
  pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
  return poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

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
  // Nothing here allocates, so that it can also tell that memory has run out.
  const std::string_view path = program;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  watch_for_interrupt(name);
  const auto say = [&](const auto&... words) {
    std::cout.flush();
    std::cerr << name << ": ";
    (std::cerr << ... << words) << '\n';
  };
  const auto say_interrupted = [&](const char* message) {
    if (may_say_last_word()) say(message);
    return kInterrupted;
  };
  try {
    try {
      body();
    } catch (const HelpShown&) {  // answered, if it can be read
    }
    std::cout.flush();
    if (std::cout.fail()) {
      if (reader_of_stdout_has_gone()) return kReaderGone;
      throw std::runtime_error("cannot write to standard output");
    }
    return kSuccess;
  } catch (const UsageError& error) {
    say(error.what(), " (", name, " --help explains every option)");
    return kUsageError;
  } catch (const storage::ReaderGone&) {
    return kReaderGone;
  } catch (const Interrupted& error) {
    return say_interrupted(error.what());
  } catch (const std::bad_alloc&) {
    say("out of memory");
    return kFailure;
  } catch (const std::exception& error) {
    // A signal may have cut short what failed.
    if (was_interrupted()) return say_interrupted("interrupted");
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

}  // namespace segnoise::cli
