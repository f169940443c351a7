#include "cli/interrupt.h"

#include "cli/app_main.h"
#include "storage/unfinished.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <exception>
#include <semaphore.h>
#include <thread>
#include <unistd.h>

namespace segnoise::cli {
namespace {

constexpr std::array kSignalsToEnd{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t interrupted = 0;
sem_t signal_has_come;
std::atomic<std::chrono::milliseconds> patience_of_all{std::chrono::milliseconds(800)};
std::atomic_flag last_word_said;

extern "C" void remember_interrupt(int /*signal*/) {
  const int error = errno;
  interrupted = 1;
  sem_post(&signal_has_come);
  errno = error;
}

/// Ends the process if it does not end by itself in time after a signal.
void see_to_the_end(std::string_view program) {
  while (sem_wait(&signal_has_come) != 0) {
  }
  std::this_thread::sleep_for(patience_of_all.load());
  storage::Unfinished::of_this_process().remove_all();
  if (may_say_last_word()) {
    for (const std::string_view part : {program, std::string_view(": interrupted\n")}) {
      (void)!::write(STDERR_FILENO, part.data(), part.size());
    }
  }
  std::_Exit(kInterrupted);
}

/// A call of the system that waits, such as opening a pipe, is cut short by the signal: no
/// SA_RESTART. A second signal does what it does to other programs: SA_RESETHAND.
void remember(int signal) {
  struct sigaction before {};
  if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = remember_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

/// Signals are for the other threads: this one starts with all of them blocked.
void start_thread(std::string_view program) noexcept {
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  try {
    std::thread(see_to_the_end, program).detach();
  } catch (const std::exception&) {  // no thread is to be had: the program still asks by itself
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

void watch_for_interrupt(std::string_view program) noexcept {
  static bool watches = false;
  if (!watches) {
    sem_init(&signal_has_come, 0, 0);
    start_thread(program);
  }
  watches = true;
  for (const int signal : kSignalsToEnd) remember(signal);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is no reason to leave a mess
  std::signal(SIGXFSZ, SIG_IGN);  // nor is a limit on the size of files: writing fails
}

void set_patience(std::chrono::milliseconds patience) { patience_of_all = patience; }

void throw_if_interrupted() {
  if (was_interrupted()) throw Interrupted();
}

bool was_interrupted() { return interrupted != 0; }

bool may_say_last_word() { return !last_word_said.test_and_set(); }

}  // namespace segnoise::cli
