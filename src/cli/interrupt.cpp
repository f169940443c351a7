#include "cli/interrupt.h"

#include <csignal>

namespace segnoise {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void remember_interrupt(int signal) {
  interrupted = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void watch_for_interrupt() {
  std::signal(SIGINT, remember_interrupt);
  std::signal(SIGTERM, remember_interrupt);
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is no reason to leave a mess
#endif
#ifdef SIGXFSZ
  std::signal(SIGXFSZ, SIG_IGN);  // nor is a limit on the size of files: writing fails
#endif
}

void throw_if_interrupted() {
  if (interrupted != 0) throw Interrupted();
}

}  // namespace segnoise
