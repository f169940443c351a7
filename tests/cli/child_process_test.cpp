#include "cli/child_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace segnoise::cli {
namespace {

namespace fs = std::filesystem;

class ChildProcessTest : public ::testing::Test {
 protected:
  ChildProcessTest() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    log_ = fs::path(::testing::TempDir()) / (std::string("segnoise_child_") + test->name());
    fs::remove(log_);
  }
  ~ChildProcessTest() override { fs::remove(log_); }

  [[nodiscard]] std::string log() const {
    std::ifstream file(log_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] ChildProcess shell(const std::string& script) const {
    return ChildProcess({"/bin/sh", "-c", script}, log_);
  }
  static int ended(ChildProcess& child) {
    while (!child.status()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return *child.status();
  }

  fs::path log_;
};

TEST_F(ChildProcessTest, TellsItsStatusAndKeepsWhatItPrints) {
  ChildProcess first = shell("echo one; echo two >&2; exit 3");
  EXPECT_EQ(ended(first), 3);
  ChildProcess second = shell("echo three; cat");  // nothing comes in
  EXPECT_EQ(ended(second), 0);
  EXPECT_EQ(log(), "one\ntwo\nthree\n");
}

TEST_F(ChildProcessTest, EndsWhenItIsAskedTo) {
  ChildProcess child = shell("echo started; exec sleep 100");
  while (log().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_FALSE(child.status());
  child.ask_to_end();
  EXPECT_EQ(ended(child), 128 + SIGTERM);
  child.ask_to_end();  // to whom nobody listens
}

TEST_F(ChildProcessTest, DoesNotOutliveItsOwner) {
  {
    const ChildProcess child = shell("echo $$; exec sleep 100");
    while (log().find('\n') == std::string::npos) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  EXPECT_NE(kill(std::stoi(log()), 0), 0);
}

TEST_F(ChildProcessTest, SaysSoWhereThereIsNoSuchProgramOrNoPlaceForTheLog) {
  ChildProcess child({"/no/such/program"}, log_);
  EXPECT_EQ(ended(child), 127);
  EXPECT_THROW(ChildProcess({"/bin/true"}, "/no/such/folder/log"), std::runtime_error);
}

}  // namespace
}  // namespace segnoise::cli
