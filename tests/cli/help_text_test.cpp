#include "cli/help_text.h"

#include <gtest/gtest.h>

namespace segnoise::cli {
namespace {

TEST(HelpText, IsWhatIsWorkedOutByHand) {
  const CommandDescription command{
      .program = "shift-labels",
      .purpose = "Shift labels.",
      .examples = "shift-labels mean a.nii\nshift-labels mode b.nii",
      .options = {
          {.name = "dry-run", .meaning = "write nothing", .kind = ValueKind::kFlag},
          {.name = "WHAT",
           .unit = "mean|mode",
           .meaning = "what is shifted",
           .kind = ValueKind::kChoice,
           .is_positional = true,
           .is_required = true},
          {.name = "bias", .unit = "mm", .meaning = "mean shift", .otherwise = "0"}}};
  EXPECT_EQ(help_text(command), R"(Shift labels.

Usage: shift-labels WHAT [options]

  shift-labels mean a.nii
  shift-labels mode b.nii

  WHAT <mean|mode>
      (required) what is shifted

Options:
  --help
      Displays usage information and exits.
  --version
      Displays version information and exits.
  --dry-run
      write nothing
  --bias <mm>
      mean shift (default: 0)
)");
}

}  // namespace
}  // namespace segnoise::cli
