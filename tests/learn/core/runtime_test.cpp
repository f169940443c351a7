#include "learn/core/runtime.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#ifdef __linux__
#include <array>
#include <cstdlib>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace segnoise::learn {
namespace {

TEST(Device, IsFoundByItsName) {
  for (const Device device : {Device::kAuto, Device::kCpu, Device::kCuda}) {
    EXPECT_EQ(device_named(name_of(device)), device);
  }
  EXPECT_THROW((void)device_named("tpu"), std::invalid_argument);
}

TEST(RequireAvailable, RefusesCudaAloneAndOnlyWhereThereIsNone) {
  EXPECT_NO_THROW(require_available(Device::kAuto));
  EXPECT_NO_THROW(require_available(Device::kCpu));
  if (cuda_is_available()) {
    EXPECT_NO_THROW(require_available(Device::kCuda));
  } else {
    EXPECT_THROW(require_available(Device::kCuda), std::runtime_error);
  }
}

TEST(UseThreads, RefusesANegativeNumber) { EXPECT_THROW(use_threads(-1), std::invalid_argument); }

#ifdef __linux__

constexpr const char* kChild = "SEGNOISE_RUNTIME_TEST_CHILD";
constexpr int kAsExpected = 42;

/// Not a test of its own: what the process that the next test starts comes to run.
TEST(PrepareProcess, DISABLED_ChildOfTheNextTest) {
  ASSERT_NE(std::getenv(kChild), nullptr) << "runs only in the process that another test starts";
  std::array<char*, 1> none{nullptr};
  prepare_process(none.data());  // must not start the program yet again
  const char* policy = std::getenv("OMP_WAIT_POLICY");
  const bool expected = policy != nullptr && std::string_view(policy) == "passive" &&
                        std::getenv("OPENBLAS_CORETYPE") == nullptr;
  std::_Exit(expected ? kAsExpected : 1);
}

TEST(PrepareProcess, StartsTheProgramAnewWithTheEnvironmentItNeeds) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    setenv(kChild, "1", 1);
    setenv("OPENBLAS_CORETYPE", "Haswell", 1);
    unsetenv("OMP_WAIT_POLICY");
    unsetenv("SEGNOISE_PROCESS_PREPARED");
    std::string name = "learn_core_test";
    std::string filter = "--gtest_filter=PrepareProcess.DISABLED_ChildOfTheNextTest";
    std::string disabled_too = "--gtest_also_run_disabled_tests";
    std::array<char*, 4> argv{name.data(), filter.data(), disabled_too.data(), nullptr};
    prepare_process(argv.data());
    std::_Exit(2);  // it came back
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), kAsExpected);
}

#endif

}  // namespace
}  // namespace segnoise::learn
