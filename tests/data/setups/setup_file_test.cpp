#include "data/setups/setup_file.h"

#include "support/setups.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <concepts>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace segnoise::setups {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// What reading says of a text; empty if it says nothing.
std::string complaint(const std::string& json) {
  try {
    (void)parse_setup(json, "mine.json");
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

std::string complaint_about_steps(const std::string& steps) {
  return complaint(R"({"name": "a", "unit": "px", "steps": [)" + steps + "]}");
}

std::string complaint_about_name(const std::string& name_or_path, Scenario scenario) {
  try {
    (void)read_setup(name_or_path, scenario);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

/// Whether two setups do the same under the same name; what describes them may differ.
void expect_same_noise(const noise::NoiseSetup& setup, const noise::NoiseSetup& expected) {
  EXPECT_EQ(setup.name, expected.name);
  EXPECT_EQ(setup.unit, expected.unit);
  EXPECT_EQ(setup.steps, expected.steps) << expected.name;
}

TEST(BuiltInSetups, OfBenchmarkNAreThePapersTable) {
  for (const testing::Tier& tier : testing::tiers()) {
    expect_same_noise(read_setup(tier.name, Scenario::kBenchmark), testing::benchmark_n(tier));
  }
}

TEST(BuiltInSetups, OfOneOfAreThePapersTable) {
  for (const testing::OneOfTier& tier : testing::one_of_tiers()) {
    expect_same_noise(read_setup(tier.name, Scenario::kBenchmark), testing::one_of(tier));
  }
}

TEST(BuiltInSetups, OfCamusDilateAtEndSystoleAndJitterAlways) {
  for (const testing::Tier& tier : testing::tiers()) {
    expect_same_noise(read_setup(tier.name, Scenario::kCamus), testing::camus(tier));
  }
}

TEST(BuiltInSetups, OfCamusHaveTheOtherOrderToo) {
  for (const testing::Tier& tier : testing::tiers()) {
    const noise::NoiseSetup expected = testing::camus_jitter_first(tier);
    expect_same_noise(read_setup(expected.name, Scenario::kCamus), expected);
  }
}

TEST(BuiltInSetups, AreTheFilesOfTheDataFolder) {
  const std::filesystem::path root = std::filesystem::path(SEGNOISE_SOURCE_DIR) / "data/setups";
  const auto from_file = [&](const char* folder, const std::string& name) {
    return read_setup((root / folder / (name + ".json")).string(), Scenario::kCamus);
  };
  for (const std::string name : {"low", "medium", "high"}) {
    EXPECT_EQ(read_setup(name, Scenario::kBenchmark), from_file("benchmark-n", name));
    for (const std::string& camus : {name, name + "-jitter-first"}) {
      EXPECT_EQ(read_setup(camus, Scenario::kCamus), from_file("camus", camus));
    }
  }
  for (const std::string name : {"observer-intra", "observer-12", "observer-13"}) {
    EXPECT_EQ(read_setup(name, Scenario::kCamus), from_file("observer", name));
  }
  for (const std::string name : {"easy", "mid", "hard"}) {
    EXPECT_EQ(read_setup(name, Scenario::kBenchmark), from_file("one-of", name));
  }
}

std::string documentation() {
  std::ifstream file(std::filesystem::path(SEGNOISE_SOURCE_DIR) / "docs/setups.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The rows of the documentation's tables that name a word in their first column.
std::vector<std::string> rows_about(const std::string& word) {
  std::istringstream text(documentation());
  std::vector<std::string> rows;
  for (std::string line; std::getline(text, line);) {
    const std::size_t end = line.find('|', 1);
    if (line.starts_with("| ") && line.substr(0, end).find('`' + word + '`') != std::string::npos) {
      rows.push_back(line);
    }
  }
  return rows;
}

TEST(DocumentedOperations, AreAllWithAllTheirKeys) {
  for (const noise::Operation& operation : noise::operation_forms()) {
    const std::string name(noise::name_of(operation));
    const std::vector<std::string> rows = rows_about(name);
    ASSERT_EQ(rows.size(), 1U) << "docs/setups.md has no one row of " << name;
    noise::for_each_parameter(
        operation, [&]<class Given>(const Given& given, const auto&, const auto&...) {
          std::string key;
          if constexpr (std::same_as<Given, noise::Parameter>) {
            key = given.key;
          } else {
            key = given;
          }
          EXPECT_THAT(rows[0], HasSubstr('`' + key + '`')) << name;
          EXPECT_FALSE(rows_about(key).empty()) << "docs/setups.md has no row of " << key;
        });
  }
}

TEST(EveryOperation, ComesBackFromASetupFile) {
  for (noise::Operation operation : noise::operation_forms()) {
    double part = 1.0;
    noise::for_each_parameter(operation, [&](const auto&, auto& value, const auto&... all) {
      if constexpr (sizeof...(all) == 1) {
        (..., (value = all.back()));
      } else {
        part /= 2.0;
        value = static_cast<std::decay_t<decltype(value)>>(part);
      }
    });
    const noise::NoiseSetup setup{.name = "a", .steps = {{operation}}};
    EXPECT_EQ(parse_setup(to_json(setup), ""), setup) << to_json(setup);
  }
}

TEST(DocumentedSetup, IsAValidOne) {
  const std::string text = documentation();
  const std::string opening = "```json\n";
  const std::size_t begin = text.find(opening);
  ASSERT_NE(begin, std::string::npos);
  const std::string json =
      text.substr(begin + opening.size(), text.find("```", begin + 3) - begin - opening.size());
  EXPECT_EQ(complaint(json), "");
  EXPECT_EQ(parse_setup(json, "docs/setups.md").name, "hasty");
}

TEST(SetupNames, ListsThoseOfAScenario) {
  EXPECT_THAT(
      setup_names(Scenario::kBenchmark),
      ElementsAre("low", "medium", "high", "easy", "mid", "hard"));
  EXPECT_THAT(
      setup_names(Scenario::kCamus),
      ElementsAre(
          "low",
          "medium",
          "high",
          "low-jitter-first",
          "medium-jitter-first",
          "high-jitter-first",
          "observer-intra",
          "observer-12",
          "observer-13"));
}

TEST(SetupUnit, IsAllThatIsTaken) {
  EXPECT_EQ(setup_unit(Scenario::kBenchmark), "low|medium|high|easy|mid|hard|file.json");
}

TEST(ToJson, IsReadBackAsTheSameSetup) {
  for (const std::string& name : setup_names(Scenario::kBenchmark)) {
    const noise::NoiseSetup setup = read_setup(name, Scenario::kBenchmark);
    EXPECT_EQ(parse_setup(to_json(setup), name), setup);
  }
  noise::NoiseSetup all{.name = "all \"kinds\"", .unit = noise::Unit::kRelative};
  all.steps = {
      {noise::Operation{noise::Approximation{{0.1, 1.0 / 3.0}}}, "ED"},
      {noise::Operation{noise::Morphology{noise::MorphologyKind::kErosion, {0.02}}}},
      {noise::Operation{noise::Morphology{noise::MorphologyKind::kOpening, {0.02}}}},
      {noise::Operation{noise::Morphology{noise::MorphologyKind::kClosing, {0.02}}}},
      {noise::Operation{noise::Shift{{0.02}}}},
      {noise::Operation{noise::ContourWalk{{0.02, 0.01}, 0.25, -0.005}}},
      {noise::Operation{noise::Markov{200, 0.8, 0.05}}},
      {noise::Operation{noise::BaseShift{-0.01, 0.02, 5.0}}},
      {noise::Operation{noise::Observer{.spread = 0.01, .view_correlation = -0.25}}},
      {noise::Operation{noise::Duplicate{0.1, {0.02, 0.01}}}},
      {noise::Operation{noise::Spurious{0.05}}},
      {noise::Operation{noise::ClassConfusion{noise::ConfusionKind::kSymmetric, 0.8}}},
      {noise::Operation{noise::ClassConfusion{noise::ConfusionKind::kAsymmetric, 0.4}}},
      {noise::Operation{noise::ClassConfusion{noise::ConfusionKind::kAsymmetricAll, 0.4}}},
      {noise::OneOf{{1.5, noise::Deletion{1.0}}, {0.0, noise::NoOperation{}}}, "ES"},
      {noise::Operation{noise::NoOperation{}}}};
  for (const noise::Unit unit : noise::kUnits) {
    all.unit = unit;
    EXPECT_EQ(parse_setup(to_json(all), "all"), all);
  }
}

TEST(ToJson, RejectsASetupThatIsNotValid) {
  EXPECT_THROW(
      (void)to_json({.name = "a", .steps = {{noise::Operation{noise::Deletion{2.0}}}}}),
      std::invalid_argument);
}

TEST(ReadSetup, ReadsAUsersFile) {
  const testing::TemporaryFolder folder;
  const auto path = folder.add("my setup.json", R"({
    "name": "mine",
    "unit": "mm",
    "steps": [{"operation": "shift", "mean": 1.5, "only": "ED"}]
  })");
  const noise::NoiseSetup setup = read_setup(path.string(), Scenario::kCamus);
  EXPECT_EQ(setup.name, "mine");
  EXPECT_EQ(setup.unit, noise::Unit::kMm);
  EXPECT_THAT(
      setup.steps, ElementsAre(noise::Step{noise::Operation{noise::Shift{{1.5, 0.0}}}, "ED"}));
}

TEST(ReadSetup, TakesAnEmptyListOfStepsForNoNoise) {
  EXPECT_TRUE(parse_setup(R"({"name": "none", "unit": "px", "steps": []})", "").steps.empty());
}

TEST(ReadSetup, NamesTheChoiceForAnUnknownName) {
  EXPECT_EQ(
      complaint_about_name("lwo", Scenario::kCamus),
      "setup must be one of low, medium, high, low-jitter-first, medium-jitter-first, "
      "high-jitter-first, observer-intra, observer-12, observer-13 or a path that ends in .json, "
      "got \"lwo\"");
  EXPECT_THAT(complaint_about_name("easy", Scenario::kCamus), HasSubstr("got \"easy\""));
  EXPECT_THAT(complaint_about_name("", Scenario::kBenchmark), HasSubstr("low, medium, high, easy"));
}

TEST(ReadSetup, NamesAFileThatItCannotRead) {
  EXPECT_THAT(
      complaint_about_name("no/such.json", Scenario::kCamus),
      StartsWith("no/such.json: cannot be opened"));
  const testing::TemporaryFolder folder;
  const std::string below = (folder.path() / "folder.json").string();
  std::filesystem::create_directories(below);
  EXPECT_THAT(complaint_about_name(below, Scenario::kCamus), HasSubstr("is a folder"));
  const std::string large = folder.add("large.json", std::string((1U << 20U) + 1, ' ')).string();
  EXPECT_THAT(complaint_about_name(large, Scenario::kCamus), HasSubstr("larger than 1 MiB"));
  const std::string empty = folder.add("empty.json", "").string();
  EXPECT_THAT(complaint_about_name(empty, Scenario::kCamus), StartsWith(empty + ": is not valid"));
}

TEST(ParseSetup, SaysWhereTheTextIsNoJson) {
  EXPECT_THAT(
      complaint("{\n\"name\" \"a\"}"),
      StartsWith("mine.json: is not valid JSON: parse error at line 2"));
  EXPECT_THAT(complaint("{} trailing"), HasSubstr("is not valid JSON"));
  EXPECT_THAT(complaint(std::string("{\"name\": \"\xff\"}")), HasSubstr("is not valid JSON"));
  EXPECT_THAT(complaint_about_steps("1e999"), HasSubstr("is not valid JSON"));
  EXPECT_EQ(complaint("[1]"), "mine.json: the whole must be an object, got [1]");
}

TEST(ParseSetup, RejectsWhatIsNestedDeep) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(
      complaint(nested(100'000)), "mine.json: is nested more than 64 deep, which no such file is");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(complaint(objects), "mine.json: is nested more than 64 deep, which no such file is");
  EXPECT_THAT(complaint(nested(64)), HasSubstr("the whole must be an object, got [[["));
  EXPECT_THAT(complaint(nested(66)), HasSubstr("more than 64 deep"));
}

TEST(ParseSetup, RejectsAKeyGivenTwice) {
  EXPECT_EQ(
      complaint(R"({"name": "a", "unit": "px", "unit": "mm", "steps": []})"),
      "mine.json: the key \"unit\" is given twice in one object");
  EXPECT_EQ(
      complaint_about_steps(
          R"({"operation": "shift", "mean": 1}, {"operation": "shift", "mean": 1})"),
      "");
}

TEST(ParseSetup, RejectsAKeyItDoesNotKnow) {
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "shift", "mean": 1, "sgima": 2})"),
      "mine.json: steps[0].sgima is not a known key; known here: only, one-of, operation, mean, "
      "sigma");
  EXPECT_EQ(
      complaint(R"({"name": "a", "unit": "px", "steps": [], "step": []})"),
      "mine.json: step is not a known key; known here: name, description, unit, steps");
  EXPECT_THAT(
      complaint_about_steps(R"({"one-of": [{"weight": 1, "operation": "none", "only": "ES"}]})"),
      HasSubstr("steps[0].one-of[0].only is not a known key"));
  EXPECT_THAT(
      complaint_about_steps(
          R"({"one-of": [{"weight": 1, "operation": "none"}], "operation": "shift"})"),
      HasSubstr("steps[0].operation is not a known key"));
}

TEST(ParseSetup, NamesAKeyThatIsMissing) {
  EXPECT_EQ(complaint("{}"), "mine.json: name is missing");
  EXPECT_EQ(complaint(R"({"name": "a", "steps": []})"), "mine.json: unit is missing");
  EXPECT_EQ(complaint(R"({"name": "a", "unit": "px"})"), "mine.json: steps is missing");
  EXPECT_EQ(complaint_about_steps("{}"), "mine.json: steps[0].operation is missing");
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "scale"})"), "mine.json: steps[0].mean is missing");
  EXPECT_EQ(
      complaint_about_steps(R"({"one-of": [{"operation": "none"}]})"),
      "mine.json: steps[0].one-of[0].weight is missing");
}

TEST(ParseSetup, NamesAValueOfAnotherType) {
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "shift", "mean": "1"})"),
      "mine.json: steps[0].mean must be a number, got \"1\"");
  EXPECT_EQ(complaint_about_steps("3"), "mine.json: steps[0] must be an object, got 3");
  EXPECT_EQ(
      complaint_about_steps(R"({"one-of": {}})"),
      "mine.json: steps[0].one-of must be an array, got {}");
  EXPECT_EQ(
      complaint(R"({"name": 1, "unit": "px", "steps": []})"),
      "mine.json: name must be a string, got 1");
  EXPECT_EQ(
      complaint(R"({"name": "", "unit": "px", "steps": []})"),
      "mine.json: name must be a string that is not empty, got \"\"");
}

TEST(ParseSetup, TakesWholeNumbersOnlyForSteps) {
  EXPECT_EQ(
      complaint_about_steps(
          R"({"operation": "markov", "steps": 1.5, "grow-probability": 1, "flip-probability": 1})"),
      "mine.json: steps[0].steps must be a whole number, got 1.5");
  EXPECT_EQ(
      complaint_about_steps(
          R"({"operation": "markov", "steps": 1e99, "grow-probability": 1, "flip-probability": 1})"),
      "mine.json: steps[0].steps must be a whole number, got 1e+99");
}

TEST(ParseSetup, NamesAValueThatIsNoneOfThoseAccepted) {
  EXPECT_EQ(
      complaint(R"({"name": "a", "unit": "cm", "steps": []})"),
      "mine.json: unit must be one of px, px256, mm, relative, got \"cm\"");
  std::string names;
  for (const noise::Operation& operation : noise::operation_forms()) {
    names += (names.empty() ? "" : ", ") + std::string(noise::name_of(operation));
  }
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "blur"})"),
      "mine.json: steps[0].operation must be one of " + names + ", got \"blur\"");
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "class-confusion", "kind": "any", "probability": 1})"),
      "mine.json: steps[0].kind must be one of supercategory, symmetric, asymmetric, "
      "asymmetric-all, mixing, got \"any\"");
}

TEST(ParseSetup, NamesAValueThatIsOutOfRange) {
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "scale", "mean": 1, "sigma": -0.5})"),
      "mine.json: steps[0].sigma must be in [0, 10000], got -0.5");
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "deletion", "probability": 1.01})"),
      "mine.json: steps[0].probability must be in [0, 1], got 1.01");
  EXPECT_EQ(
      complaint_about_steps(R"({"operation": "shift", "mean": 1, "only": "systole"})"),
      "mine.json: steps[0].only must be \"ED\" or \"ES\", got \"systole\"");
  EXPECT_THAT(complaint_about_steps(R"({"one-of": []})"), HasSubstr("sum of weights"));
}

TEST(OverriddenSetup, ChangesOneParameterWhereverItStands) {
  const noise::NoiseSetup low = read_setup("low", Scenario::kBenchmark);
  noise::NoiseSetup expected = low;
  for (noise::Step& step : expected.steps) {
    auto* localization = std::get_if<noise::Localization>(&std::get<noise::Operation>(step.action));
    if (localization != nullptr) localization->spread.sigma = 4.0;
  }
  ASSERT_NE(expected, low);
  EXPECT_EQ(overridden(low, "localization.sigma=4"), expected);

  const noise::NoiseSetup easy =
      overridden(read_setup("easy", Scenario::kBenchmark), "scale.mean=9");
  bool found = false;
  for (const noise::Choice& choice : std::get<noise::OneOf>(easy.steps.at(0).action)) {
    const auto* scale = std::get_if<noise::Scale>(&choice.operation);
    if (scale != nullptr) found = scale->kernel.mean == 9.0;
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(overridden(low, "unit=px256").unit, noise::Unit::kPx256);
  EXPECT_EQ(
      overridden(low, "class-confusion.kind=symmetric"),
      overridden(low, "class-confusion.kind=\"symmetric\""));
}

TEST(OverriddenSetup, RefusesWhatNoSetupCanHave) {
  const noise::NoiseSetup low = read_setup("low", Scenario::kBenchmark);
  const auto refusal = [&](const char* assignment) {
    return segnoise::testing::refusal_of([&] { (void)overridden(low, assignment); });
  };
  EXPECT_THAT(refusal("localization.sigma"), HasSubstr("expected operation.key=value"));
  EXPECT_THAT(refusal("localization.sigma="), HasSubstr("expected operation.key=value"));
  EXPECT_THAT(refusal("shift.mean=3"), HasSubstr("low has no operation \"shift\""));
  EXPECT_THAT(refusal("localization.colour=3"), HasSubstr("colour is not a known key"));
  EXPECT_THAT(refusal("localization.sigma=-4"), HasSubstr("must be in [0, 10000], got -4"));
  EXPECT_THAT(refusal("localization.sigma=wide"), HasSubstr("must be a number"));
}

TEST(SetupOnALine, IsTheSameSetup) {
  const noise::NoiseSetup hard = read_setup("hard", Scenario::kBenchmark);
  const std::string line = to_json_line(hard);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(parse_setup(line, "line"), hard);
}

}  // namespace
}  // namespace segnoise::setups
