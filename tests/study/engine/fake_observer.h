#pragma once

#include "study/engine/observer.h"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::testing {

/// Keeps what it is told, and ends the work at a step if it is to.
class FakeObserver : public engine::Observer {
 public:
  struct Ended : std::runtime_error {
    using runtime_error::runtime_error;
  };

  void step(std::string_view phase, std::size_t done, std::size_t of) override {
    steps.push_back(std::string(phase) + ' ' + std::to_string(done) + " of " + std::to_string(of));
    if (steps.back() == end_at) throw Ended(end_at);
  }
  void state(std::string_view text) override { states.emplace_back(text); }
  void line(std::string_view text) override { lines.emplace_back(text); }

  std::vector<std::string> steps;
  std::vector<std::string> states;
  std::vector<std::string> lines;
  std::string end_at;
};

}  // namespace segnoise::testing
