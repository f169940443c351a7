#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStdout;

struct Parsed {
  int epochs;
  std::string setup;
  bool trusted;
};

Parsed parsed(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "tool");
  CommandLine command("Test a command line.", "tool --setup low");
  auto epochs = option(command, "epochs", "count", "passes over the training set", 30);
  auto setup = required_option<std::string>(command, "setup", "low|high", "noise setup");
  auto trusted = flag(command, "trust", "run what the file says");
  command.parse(static_cast<int>(arguments.size()), arguments.data());
  require_within(epochs, 1, 100);
  return {epochs.getValue(), setup.getValue(), trusted.getValue()};
}

std::string refusal(const std::vector<const char*>& arguments) {
  try {
    (void)parsed(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CommandLine, TakesValuesDefaultsAndFlags) {
  const Parsed plain = parsed({"--setup", "low"});
  EXPECT_EQ(plain.epochs, 30);
  EXPECT_EQ(plain.setup, "low");
  EXPECT_FALSE(plain.trusted);
  EXPECT_TRUE(parsed({"--trust", "--setup", "high"}).trusted);
}

TEST(CommandLine, TakesAnEqualsSignAsWellAsASpace) {
  EXPECT_EQ(parsed({"--setup=high", "--epochs=7"}).epochs, 7);
}

TEST(CommandLine, AsksAnotherProcessForTheSameWordForWord) {
  CommandLine command("Test.", "");
  auto rate = option(command, "rate", "number", "a rate", 0.5);
  auto name = optional_option<std::string>(command, "a-name", "text", "a name");
  auto left = optional_option<std::string>(command, "left", "text", "that is left out");
  auto trusted = flag(command, "trust", "run what the file says");
  auto files = positionals<std::string>(command, "FILE", "file", "files");
  const std::array arguments{
      "tool", "--trust", "--rate=1e-3", "file", "--left", "--rate", "--a_name", "two words"};
  command.parse(static_cast<int>(arguments.size()), arguments.data());
  EXPECT_THAT(
      command.given_without({&left}),
      ElementsAre("--trust", "--rate", "1e-3", "--a-name", "two words"));
  EXPECT_THAT(command.given_without({&rate, &name, &trusted}), ElementsAre("--left", "--rate"));
}

TEST(CommandLine, NamesTheOptionThatIsWrong) {
  EXPECT_THAT(refusal({}), HasSubstr("setup"));
  EXPECT_THAT(refusal({"--setup", "low", "--epochs", "many"}), HasSubstr("--epochs"));
  EXPECT_THAT(refusal({"--setup", "low", "--colour", "red"}), HasSubstr("--colour"));
  EXPECT_THAT(refusal({"--setup"}), HasSubstr("--setup"));
}

TEST(CommandLine, RefusesValuesThatMeanNothing) {
  const auto refusal_of = [](std::vector<const char*> arguments) -> std::string {
    CommandLine command("Test.", "");
    auto seed = option<std::uint64_t>(command, "seed", "number", "same seed, same bytes", 1);
    auto rate = option(command, "rate", "number", "a rate", 0.5);
    auto name = optional_option<std::string>(command, "name", "text", "a name");
    auto trusted = flag(command, "trust", "run what the file says");
    auto files = positionals<std::string>(command, "FILE", "file", "files");
    arguments.insert(arguments.begin(), "tool");
    try {
      command.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal_of({"a", "--seed", "-1"}), "--seed must be >= 0, got -1");
  EXPECT_EQ(refusal_of({"a", "--seed="}), "--seed needs a value, got ''");
  EXPECT_EQ(refusal_of({"a", "--rate", ""}), "--rate needs a value, got ''");
  EXPECT_EQ(refusal_of({"a", "--name", ""}), "--name needs a value, got ''");
  EXPECT_EQ(
      refusal_of({"a", "--rate", "1.5x"}),
      "--rate must be a number that is neither too large nor of another kind, got '1.5x'");
  EXPECT_EQ(refusal_of({"a", "--rate", "1", "--rate", "2"}), "--rate may be given once");
  EXPECT_THAT(
      refusal_of({"a", "--seed", "18446744073709551616"}),
      HasSubstr("--seed must be a number that is neither too large"));
  EXPECT_EQ(
      refusal_of({"--trust", "a", "--seed=18446744073709551615", "--rate", "-1"}), "accepted");
}

TEST(CommandLine, TakesNamesOfFilesOfOneFormByTheirEnding) {
  const auto refusal_of = [](const char* name) -> std::string {
    CommandLine command("Test.", "");
    auto figure = optional_option<std::string>(command, "figure", "output file.png", "a figure");
    try {
      command.parse(3, std::array{"tool", "--figure", name}.data());
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal_of("a.png"), "accepted");
  EXPECT_EQ(refusal_of("/dev/null"), "accepted");
  EXPECT_EQ(refusal_of("a.jpg"), "--figure must name a .png file, got 'a.jpg'");
}

TEST(CommandLine, NamesValueAndRangeOfWhatIsOutOfRange) {
  EXPECT_EQ(
      refusal({"--setup", "low", "--epochs", "0"}), "--epochs must be between 1 and 100, got 0");
  EXPECT_EQ(
      refusal({"--setup", "lo"}), "--setup must be one of low, high, got 'lo'; did you mean low?");
  EXPECT_EQ(refusal({"--setup", "none"}), "--setup must be one of low, high, got 'none'");
}

TEST(CommandLine, TakesNamesAndFilesOfAnEndingWhereBothAreTaken) {
  const auto refusal_of = [](const char* value) -> std::string {
    const std::array arguments{"tool", "--setup", value};
    CommandLine command("Test.", "");
    auto setup = required_option<std::string>(command, "setup", "low|high|file.json", "the noise");
    try {
      command.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal_of("high"), "accepted");
  EXPECT_EQ(refusal_of("my/setup.json"), "accepted");
  EXPECT_EQ(
      refusal_of("lw"),
      "--setup must be one of low, high, or a file that ends in .json, got 'lw'; did you mean "
      "low?");
  EXPECT_EQ(
      refusal_of("my/setup"),
      "--setup must be one of low, high, or a file that ends in .json, got 'my/setup'");
}

TEST(CommandLine, TellsWhatWasGivenFromWhatWasLeftOut) {
  const std::array arguments{"tool", "--count", "3"};
  CommandLine command("Test.", "");
  auto count = optional_option<int>(command, "count", "number", "how many");
  auto other = optional_option<int>(command, "other", "number", "how many others");
  command.parse(static_cast<int>(arguments.size()), arguments.data());
  EXPECT_EQ(given(count), 3);
  EXPECT_EQ(given(other), std::nullopt);
  EXPECT_NO_THROW(require_within(other, 1, 2));
  EXPECT_NO_THROW(require_absent(other, "is not for this"));
  EXPECT_THROW(require_absent(count, "is not for this"), UsageError);
}

/// What a line with two positional values and an option is taken for, as "what/file/epochs".
std::string with_positionals(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "tool");
  CommandLine command("Test a command line.", "tool check a.json");
  auto what = positional<std::string>(command, "WHAT", "check|fix", "what to do");
  auto epochs = option(command, "epochs", "count", "passes", 30);
  auto file = positional<std::string>(command, "FILE", "file", "the file to be read");
  try {
    command.parse(static_cast<int>(arguments.size()), arguments.data());
  } catch (const UsageError& error) {
    return error.what();
  }
  return what.getValue() + '/' + file.getValue() + '/' + std::to_string(epochs.getValue());
}

TEST(CommandLine, TakesPositionalValuesInTheirOrderWhereverOptionsStand) {
  EXPECT_EQ(with_positionals({"check", "a b=c.json"}), "check/a b=c.json/30");
  EXPECT_EQ(with_positionals({"--epochs", "7", "fix", "x"}), "fix/x/7");
  EXPECT_EQ(with_positionals({"fix", "--epochs=7", "x"}), "fix/x/7");
  EXPECT_EQ(with_positionals({"fix", "x", "--epochs", "7"}), "fix/x/7");
}

TEST(CommandLine, NamesThePositionalValueThatIsWrong) {
  EXPECT_THAT(with_positionals({"fix"}), HasSubstr("FILE"));
  EXPECT_THAT(with_positionals({}), HasSubstr("WHAT"));
  EXPECT_THAT(with_positionals({"fix", "x", "more"}), HasSubstr("'more'"));
  EXPECT_EQ(with_positionals({"brush", "x"}), "WHAT must be one of check, fix, got 'brush'");
}

TEST(CommandLine, ShowsPositionalValuesInTheUsageAndExplainsThem) {
  CaptureStdout();
  EXPECT_THROW((void)with_positionals({"--help"}), HelpShown);
  const std::string help = GetCapturedStdout();
  EXPECT_THAT(help, HasSubstr("Usage: tool WHAT FILE [options]\n"));
  EXPECT_THAT(help, HasSubstr("  WHAT <check|fix>\n      (required) what to do\n  FILE\n"));
  EXPECT_THAT(help, HasSubstr("--epochs <count>"));
  EXPECT_THAT(help, testing::Not(HasSubstr("--FILE")));
}

TEST(CommandLine, ExplainsEveryOptionWithUnitAndDefault) {
  CaptureStdout();
  EXPECT_THROW((void)parsed({"--help"}), HelpShown);
  const std::string help = GetCapturedStdout();
  EXPECT_THAT(help, HasSubstr("--epochs <count>"));
  EXPECT_THAT(help, HasSubstr("passes over the training set (default: 30)"));
  EXPECT_THAT(help, HasSubstr("--trust\n"));
  EXPECT_LT(help.find("--epochs"), help.find("--setup <low|high>"));
}

TEST(CommandLine, TakesUnderscoresForHyphensInNamesAlone) {
  const std::array arguments{"tool", "--learning_rate=0.5", "--out_file", "--learning_rate"};
  CommandLine command("Test.", "");
  auto rate = optional_option<double>(command, "learning-rate", "number", "a rate");
  auto out = optional_option<std::string>(command, "out-file", "output file", "results");
  command.parse(static_cast<int>(arguments.size()), arguments.data());
  EXPECT_EQ(rate.getValue(), 0.5);
  EXPECT_EQ(out.getValue(), "--learning_rate");
}

TEST(CommandLine, LooksAtEveryValueOfAChoiceThatIsRepeated) {
  const std::array arguments{"tool", "--kind", "segm", "--kind", "mask"};
  CommandLine command("Test.", "");
  auto kinds = repeated_option<std::string>(command, "kind", "segm|bbox", "of overlap");
  try {
    command.parse(static_cast<int>(arguments.size()), arguments.data());
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "--kind must be one of segm, bbox, got 'mask'");
  }
}

TEST(AscendingNumbers, AreSeparatedByCommas) {
  const auto numbers = [](const char* text) {
    CommandLine command("Test.", "");
    auto most = optional_option<std::string>(command, "most", "numbers", "that count");
    const std::array arguments{"tool", "--most", text};
    command.parse(static_cast<int>(arguments.size()), arguments.data());
    return ascending_numbers(most);
  };
  EXPECT_THAT(numbers("7"), ::testing::ElementsAre(7));
  EXPECT_THAT(numbers("1,10,4294967295"), ::testing::ElementsAre(1, 10, 4294967295));
  for (const char* wrong :
       {",", "1,", ",1", "0", "10,1", "1,1", "1;2", "1, 2", "-1", "1.5", "4294967296"}) {
    try {
      (void)numbers(wrong);
      FAIL() << "accepted '" << wrong << '\'';
    } catch (const UsageError& error) {
      EXPECT_EQ(
          error.what(),
          std::string("--most must be numbers above 0, ascending, got '") + wrong + '\'');
    }
  }
}

TEST(CommandLine, AnswersQuestionsOnlyWhereTheyStandAlone) {
  for (const auto& [question, start] :
       {std::pair{"--man", ".TH TOOL 1"},
        std::pair{"--completion", "# bash completion for tool"},
        std::pair{"--xml", "<?xml"}}) {
    CaptureStdout();
    EXPECT_THROW((void)parsed({question}), HelpShown);
    EXPECT_THAT(GetCapturedStdout(), ::testing::StartsWith(start));
    EXPECT_THAT(refusal({"--setup", "low", question}), HasSubstr(question));
  }
}

TEST(CommandLine, SaysItsVersion) {
  CaptureStdout();
  EXPECT_THROW((void)parsed({"--version"}), HelpShown);
  EXPECT_EQ(GetCapturedStdout(), "tool " SEGNOISE_VERSION "\n");
}

}  // namespace
}  // namespace segnoise::cli
