#include "cli/page_printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace segnoise::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

/// A folder that is all of PATH, and the system's temporary folder.
class PagePrinterTest : public ::testing::Test {
 protected:
  PagePrinterTest() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) /
              ("segnoise_printer_" + std::to_string(getpid()) + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "bin");
    fs::create_directories(folder_ / "tmp");
    path_ = std::getenv("PATH");
    setenv("PATH", (folder_ / "bin").c_str(), 1);
    setenv("TMPDIR", (folder_ / "tmp").c_str(), 1);
  }
  ~PagePrinterTest() override {
    setenv("PATH", path_.c_str(), 1);
    unsetenv("TMPDIR");
    fs::remove_all(folder_);
  }

  /// A browser that does what a shell script says, in which $pdf is where to print and $page what.
  void install(const std::string& name, const std::string& script) const {
    const fs::path file = folder_ / "bin" / name;
    std::ofstream(file) << "#!/bin/sh\nfor a in \"$@\"; do page=$a; case $a in "
                           "--print-to-pdf=*) pdf=${a#--print-to-pdf=};; esac; done\n"
                        << script << '\n';
    fs::permissions(file, fs::perms::owner_all);
  }
  [[nodiscard]] fs::path pdf() const { return folder_ / "a.pdf"; }
  [[nodiscard]] std::string printed() const {
    std::ifstream file(pdf(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void print(std::chrono::milliseconds limit = std::chrono::seconds(60)) const {
    PagePrinter(limit).print("/no where/a.html", pdf());
  }
  void expect_refused(const std::string& reason) const {
    EXPECT_THAT(
        [&] { print(); },
        ThrowsMessage<std::runtime_error>(
            AllOf(HasSubstr("/no where/a.html: "), HasSubstr(reason))));
    EXPECT_FALSE(fs::exists(pdf()));
    EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
  }

  fs::path folder_;
  std::string path_;
};

TEST_F(PagePrinterTest, HandsThePageToTheBrowserAndKeepsThePdf) {
  install("chromium", "printf '%%PDF-1.4 %s\\n%%%%EOF\\n' \"$page\" >\"$pdf\"");
  print();
  EXPECT_EQ(printed(), "%PDF-1.4 file:///no%20where/a.html\n%%EOF\n");
  EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
}

TEST_F(PagePrinterTest, TakesTheFirstBrowserThatIsThere) {
  install("google-chrome", "printf '%%PDF-1.4 chrome %%%%EOF' >\"$pdf\"");
  print();
  EXPECT_THAT(printed(), HasSubstr("chrome"));
  fs::create_directory(folder_ / "bin" / "chromium-browser");  // which is none
  print();
  install("chromium", "printf '%%PDF-1.4 first %%%%EOF' >\"$pdf\"");
  print();
  EXPECT_THAT(printed(), HasSubstr("first"));
}

TEST_F(PagePrinterTest, NamesWhatWasLookedForWhereNoneIsInstalled) {
  EXPECT_THAT(
      [] { PagePrinter{}; },
      ThrowsMessage<std::runtime_error>(AllOf(
          HasSubstr("PATH has no chromium, chromium-browser, google-chrome or chrome"),
          HasSubstr("apt-get install chromium"))));
  std::ofstream(folder_ / "bin" / "chromium") << "not to be run";
  EXPECT_THROW(PagePrinter{}, std::runtime_error);
}

TEST_F(PagePrinterTest, TellsWhatABrowserThatFailsSaidLast) {
  install("chromium", "echo first; echo no fonts >&2; exit 3");
  expect_refused("chromium made no PDF of it (status 3): no fonts");
}

TEST_F(PagePrinterTest, RefusesWhatIsNoWholePdf) {
  install("chromium", "true");
  expect_refused("chromium made no PDF of it (status 0)");
  install("chromium", "printf '%%PDF-1.4 cut' >\"$pdf\"");
  expect_refused("chromium made no PDF of it (status 0)");
  install("chromium", "printf 'text %%%%EOF' >\"$pdf\"");
  expect_refused("chromium made no PDF of it (status 0)");
  install("chromium", "printf '%%PDF-1.4 %%%%EOF' >\"$pdf\"; exit 1");
  expect_refused("chromium made no PDF of it (status 1)");
}

TEST_F(PagePrinterTest, EndsABrowserThatTakesTooLong) {
  install("chromium", "exec /bin/sleep 100");
  EXPECT_THAT(
      [&] { print(std::chrono::milliseconds(50)); },
      ThrowsMessage<std::runtime_error>(HasSubstr("chromium has not printed it within 0 s")));
  EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
}

TEST(FileAddress, WritesEveryByteThatAddressesDoNotHaveAsANumber) {
  EXPECT_EQ(file_address("/a b/ä#%.html"), "file:///a%20b/%C3%A4%23%25.html");
  EXPECT_THAT(file_address("a.html"), HasSubstr("/a.html"));
}

}  // namespace
}  // namespace segnoise::cli
