#include "cli/bash_completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const CommandDescription kCommand{
    .program = "shift-labels",
    .options = {
        {.name = "FILE", .unit = "file", .kind = ValueKind::kFile, .is_positional = true},
        {.name = "method",
         .unit = "plain|it's",
         .kind = ValueKind::kChoice,
         .choices = {"plain", "it's"}},
        {.name = "out", .unit = "folder", .kind = ValueKind::kFolder},
        {.name = "seed", .unit = "number", .kind = ValueKind::kWholeNumber},
        {.name = "dry-run", .kind = ValueKind::kFlag}}};

TEST(BashCompletion, OffersOptionsAndNoPositionalNames) {
  const std::string script = bash_completion(kCommand);
  EXPECT_THAT(script, HasSubstr("-W '--help --version --method --out --seed --dry-run'"));
  EXPECT_THAT(script, HasSubstr("complete -F _shift_labels shift-labels\n"));
  EXPECT_THAT(script, Not(HasSubstr("FILE")));
}

TEST(BashCompletion, OffersValuesAfterAnOptionThatTakesOne) {
  const std::string script = bash_completion(kCommand);
  EXPECT_THAT(script, HasSubstr("  --seed)\n    return ;;\n"));
  EXPECT_THAT(
      script,
      HasSubstr("  --out)\n    mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < "
                "<(compgen -d -- \"$word\")\n"));
  EXPECT_THAT(script, Not(HasSubstr("  --dry-run)")));
}

TEST(BashCompletion, QuotesForCompgenAndForTheScript) {
  EXPECT_THAT(bash_completion(kCommand), HasSubstr(R"sh(-W 'plain '\''it'\''\'\'''\''s'\''')sh"));
}

}  // namespace
}  // namespace segnoise::cli
