#pragma once

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "study/engine/observer.h"

namespace segnoise {

/// Tells the terminal how far a study is; Ctrl-C ends the work at its next step.
class TerminalObserver final : public engine::Observer {
 public:
  explicit TerminalObserver(cli::Progress::Audience audience = cli::Progress::Audience::kUser)
      : progress_(audience) {}

  /// @throws Interrupted  on Ctrl-C
  void step(std::string_view phase, std::size_t done, std::size_t of) override {
    cli::throw_if_interrupted();
    progress_.update(phase, done, of);
  }
  void state(std::string_view text) override { progress_.update(text); }
  void line(std::string_view text) override { progress_.line(text); }

 private:
  cli::Progress progress_;
};

}  // namespace segnoise
