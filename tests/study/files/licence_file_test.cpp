#include "study/files/licence_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace segnoise::study_files {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string file_of(const std::string& name, const std::string& text) {
  const fs::path path = fs::path(::testing::TempDir()) / name;
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

TEST(ReadLicence, GivesTheTextWithoutTheSpaceAboutIt) {
  EXPECT_EQ(
      read_licence(file_of(
          "licence.txt",
          "\n \xC3\x89"
          "chos de la clinique,\nnot to be shared.\r\n\n")),
      "\xC3\x89"
      "chos de la clinique,\nnot to be shared.");
}

constexpr std::size_t kMostBytes = std::size_t{64} << 10U;

TEST(ReadLicence, RefusesWhatCouldNotStandInAReport) {
  const auto reading = [](const std::string& name, const std::string& text) {
    return [path = file_of(name, text)] { (void)read_licence(path); };
  };
  EXPECT_THAT(
      reading("blank.txt", " \n"),
      ThrowsMessage<std::runtime_error>(HasSubstr("blank.txt: is empty")));
  EXPECT_THAT(
      reading(
          "latin1.txt",
          "\xC9"
          "chos"),
      ThrowsMessage<std::runtime_error>(HasSubstr("latin1.txt: is not UTF-8")));
  EXPECT_THAT(
      reading("long.txt", std::string(kMostBytes + 1, 'a')),
      ThrowsMessage<std::runtime_error>(HasSubstr("long.txt")));
  (void)read_licence(file_of("longest.txt", std::string(kMostBytes, 'a')));
}

}  // namespace
}  // namespace segnoise::study_files
