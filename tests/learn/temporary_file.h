#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace segnoise::testing {

/// A place for a file of the test that runs; tests that run side by side do not share it.
inline std::filesystem::path temporary_file(const std::string& name) {
  const auto& test = *::testing::UnitTest::GetInstance()->current_test_info();
  return std::filesystem::path(::testing::TempDir()) /
         (std::string(test.test_suite_name()) + "." + test.name() + "." + name);
}

}  // namespace segnoise::testing
