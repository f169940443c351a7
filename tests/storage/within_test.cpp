#include "storage/within.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

class RequireWithin : public ::testing::Test {
 protected:
  RequireWithin() {
    temporary_.add("study/figures/a.png", "");
    temporary_.add("outside/b.png", "");
    temporary_.add("study2/c.png", "");
  }
  [[nodiscard]] std::string refusal(const std::string& name) const {
    return testing::refusal_of([&] { require_within(study_, study_ / name); });
  }
  void link(const std::string& to, const std::string& name) const {
    fs::create_symlink(to, study_ / name);
  }

  TemporaryFolder temporary_;
  const fs::path study_ = temporary_.path() / "study";
};

TEST_F(RequireWithin, AcceptsWhatIsInTheFolderOrWillBe) {
  link("figures", "pictures");
  link("figures/new.png", "later.png");
  for (const char* name :
       {"figures/a.png", "figures/new.png", "new/new.png", "pictures/a.png", "later.png"}) {
    EXPECT_EQ(refusal(name), "") << name;
  }
  link(".", "self");
  EXPECT_EQ(refusal("self/self/report.html"), "");
}

TEST_F(RequireWithin, RefusesWhatLinksLeadOut) {
  link("../outside", "patients");
  link("../outside/b.png", "report.html");
  link("/nowhere/at/all", "dangling");
  link("../dangling", "figures/chain");
  link("../study2", "twin");
  for (const char* name :
       {"patients",
        "patients/new.html",
        "report.html",
        "dangling",
        "figures/chain",
        "twin/c.png",
        "../outside/b.png"}) {
    EXPECT_THAT(refusal(name), AllOf(HasSubstr(name), HasSubstr("leads out of "))) << name;
  }
}

TEST_F(RequireWithin, RefusesALinkToItself) {
  link("loop", "loop");
  EXPECT_THAT(refusal("loop"), HasSubstr("loop: cannot be followed: "));
}

}  // namespace
}  // namespace segnoise::storage
