#include "storage/unfinished.h"

#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using testing::TemporaryFolder;

/// In a process of its own, as nothing can be written after it.
TEST(Unfinished, IsRemovedWhatIsNotFinishedAndNothingElse) {
  const TemporaryFolder folder;
  EXPECT_EXIT(
      {
        write_file(folder.path() / "whole.txt", "whole");
        FileWriter file(folder.path() / "half.txt");
        file.write("half");
        OutputFolder finished(folder.path() / "finished");
        finished.finish();
        OutputFolder study(folder.path() / "deep" / "study");
        std::ofstream(study.unfinished() / "figure.png") << "of a library";
        FileWriter inner(study.unfinished() / "table.txt");
        Unfinished::of_this_process().remove_all();
        std::_Exit(3);
      },
      ::testing::ExitedWithCode(3),
      "");
  EXPECT_THAT(
      testing::names_in(folder.path()), ::testing::UnorderedElementsAre("whole.txt", "finished"));
  EXPECT_THAT(testing::names_in(folder.path() / "finished"), IsEmpty());
}

}  // namespace
}  // namespace segnoise::storage
