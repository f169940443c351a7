#include "cli/slicer_xml.h"

#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStdout;

/// An element of XML: text or children, never both, which is all that Slicer's descriptions have.
struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<Element> children;

  [[nodiscard]] const Element* child(std::string_view wanted) const {
    const auto found = std::ranges::find(children, wanted, &Element::name);
    return found == children.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::string text_of(std::string_view wanted) const {
    const Element* found = child(wanted);
    return found == nullptr ? "" : found->text;
  }
};

/// A parser that is stricter than XML: it refuses all that these descriptions do not need.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Element document() {
    expect(R"(<?xml version="1.0" encoding="utf-8"?>)");
    skip_space();
    Element root = element();
    skip_space();
    if (!rest_.empty()) throw std::runtime_error("something after the root");
    return root;
  }

 private:
  Element element() {
    Element result;
    expect("<");
    result.name = name();
    while (rest_.starts_with(' ')) {
      rest_.remove_prefix(1);
      const std::string key = name();
      expect("=\"");
      result.attributes[key] = unescaped(until('"'));
      expect("\"");
    }
    expect(">");
    std::string_view text = until('<');
    while (!rest_.starts_with("</")) {
      result.children.push_back(element());
      require_blank(until('<'));
    }
    if (result.children.empty()) {
      result.text = unescaped(text);
    } else {
      require_blank(text);
    }
    expect("</" + result.name + ">");
    return result;
  }

  std::string name() {
    std::string result;
    while (!rest_.empty() &&
           (std::isalnum(static_cast<unsigned char>(rest_.front())) != 0 || rest_.front() == '-')) {
      result += rest_.front();
      rest_.remove_prefix(1);
    }
    if (result.empty()) throw std::runtime_error("a name is missing");
    return result;
  }

  std::string_view until(char stop) {
    const auto end = rest_.find(stop);
    if (end == std::string_view::npos) throw std::runtime_error("the end is missing");
    const std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return result;
  }

  static std::string unescaped(std::string_view text) {
    std::string result;
    while (!text.empty()) {
      const bool is_entity = text.front() == '&';
      const auto end = is_entity ? text.find(';') + 1 : 1;
      const std::string_view piece = text.substr(0, end);
      if (piece == "<" || piece == ">") throw std::runtime_error("a bare bracket");
      if (piece == "&lt;") {
        result += '<';
      } else if (piece == "&gt;") {
        result += '>';
      } else if (piece == "&amp;") {
        result += '&';
      } else if (piece == "&quot;") {
        result += '"';
      } else if (is_entity) {
        throw std::runtime_error("an unknown entity");
      } else {
        result += piece;
      }
      text.remove_prefix(end);
    }
    return result;
  }

  static void require_blank(std::string_view text) {
    if (text.find_first_not_of(" \n") != std::string_view::npos) {
      throw std::runtime_error("text between elements");
    }
  }
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  void expect(std::string_view text) {
    if (!rest_.starts_with(text)) throw std::runtime_error("expected " + std::string(text));
    rest_.remove_prefix(text.size());
  }

  std::string_view rest_;
};

std::vector<std::string> names_of(const Element& element) {
  std::vector<std::string> names;
  for (const Element& child : element.children) names.push_back(child.name);
  return names;
}

/// A program with an option of every kind, and what Slicer makes of it.
struct Tool {
  CommandLine command{"Shift \"labels\" & <masks>.", "tool --setup low"};
  TCLAP::UnlabeledValueArg<std::string> input =
      positional<std::string>(command, "A.json", "file", "the labels");
  TCLAP::ValueArg<std::string> setup =
      optional_option<std::string>(command, "setup", "low|high|file", "the noise");
  TCLAP::ValueArg<std::string> out =
      optional_option<std::string>(command, "out-here", "output folder", "results");
  TCLAP::ValueArg<std::uint64_t> seed =
      option<std::uint64_t>(command, "seed", "number", "same seed, same labels", 1);
  TCLAP::ValueArg<double> ratio = option(command, "min-ratio", "fraction", "the least", 0.5);
  TCLAP::ValueArg<int> epochs = optional_option<int>(command, "epochs", "count", "passes");
  TCLAP::ValueArg<std::string> device =
      option<std::string>(command, "device", "auto|cpu", "where", "auto");
  TCLAP::ValueArg<std::string> loss =
      optional_option<std::string>(command, "loss", "dice|sum", "what is lessened");
  TCLAP::ValueArg<std::string> layout =
      required_option<std::string>(command, "layout", "old|new", "of the data");
  TCLAP::SwitchArg trust = flag(command, "trust-model", "run what the file says");

  void parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "bin/tool");
    command.parse(static_cast<int>(arguments.size()), arguments.data());
  }
  [[nodiscard]] std::string xml() {
    CaptureStdout();
    EXPECT_THROW(parse({"--xml"}), HelpShown);  // though required arguments are missing
    return GetCapturedStdout();
  }
};

TEST(SlicerXml, IsWellFormedAndBeginsWithItsDeclaration) {
  const std::string xml = Tool().xml();
  EXPECT_THAT(xml, StartsWith("<?xml"));
  const Element root = Parser(xml).document();
  EXPECT_EQ(root.name, "executable");
  EXPECT_THAT(
      names_of(root),
      ElementsAre(
          "category",
          "title",
          "description",
          "version",
          "documentation-url",
          "license",
          "contributor",
          "acknowledgements",
          "parameters"));
  EXPECT_EQ(root.text_of("title"), "tool");
  EXPECT_EQ(root.text_of("description"), "Shift \"labels\" & <masks>.");
}

TEST(SlicerXml, HasNoElementThatSlicerDoesNotKnow) {
  const std::string xml = Tool().xml();
  const std::set<std::string> types{
      "integer", "double", "boolean", "string", "string-enumeration", "file", "directory"};
  const std::set<std::string> parts{
      "name", "longflag", "index", "label", "description", "default", "channel", "element"};
  const Element root = Parser(xml).document();
  std::set<std::string> names;
  for (const Element& parameter : root.child("parameters")->children) {
    if (parameter.name == "label" || parameter.name == "description") continue;
    EXPECT_TRUE(types.contains(parameter.name)) << parameter.name;
    EXPECT_TRUE(names.insert(parameter.text_of("name")).second) << parameter.text_of("name");
    const bool has_flag = parameter.child("longflag") != nullptr;
    EXPECT_NE(has_flag, parameter.child("index") != nullptr) << "an index excludes flags";
    EXPECT_FALSE(parameter.text_of("label").empty());
    EXPECT_FALSE(parameter.text_of("description").empty());
    const bool is_path = parameter.name == "file" || parameter.name == "directory";
    EXPECT_EQ(is_path, parameter.child("channel") != nullptr);
    for (const Element& part : parameter.children) {
      EXPECT_TRUE(parts.contains(part.name)) << part.name;
      if (part.name != "name" && part.name != "longflag") continue;
      EXPECT_TRUE(std::regex_match(part.text, std::regex("[A-Za-z_][A-Za-z0-9_]*"))) << part.text;
    }
  }
  EXPECT_EQ(names.size(), 11U);
}

TEST(SlicerXml, GivesEachOptionItsTypeChannelAndDefault) {
  const std::string xml = Tool().xml();
  std::map<std::string, Element> parameters;
  const Element root = Parser(xml).document();
  for (const Element& parameter : root.child("parameters")->children) {
    parameters[parameter.text_of("name")] = parameter;
  }
  EXPECT_EQ(parameters["A_json"].name, "file");
  EXPECT_EQ(parameters["A_json"].text_of("index"), "0");
  EXPECT_EQ(parameters["A_json"].text_of("channel"), "input");
  EXPECT_EQ(parameters["setup"].name, "string");
  EXPECT_EQ(parameters["out_here"].name, "directory");
  EXPECT_EQ(parameters["out_here"].text_of("channel"), "output");
  EXPECT_EQ(parameters["seed"].name, "integer");
  EXPECT_EQ(parameters["seed"].text_of("default"), "1");
  EXPECT_EQ(parameters["min_ratio"].name, "double");
  EXPECT_EQ(parameters["min_ratio"].text_of("label"), "min ratio (fraction)");
  EXPECT_EQ(parameters["epochs"].name, "string") << "no number that could be left out";
  EXPECT_EQ(parameters["epochs"].child("default"), nullptr);
  EXPECT_EQ(parameters["device"].text_of("default"), "auto");
  EXPECT_EQ(parameters["loss"].text_of("default"), "default");
  EXPECT_EQ(parameters["loss"].text_of("element"), "default") << "the first of its choices";
  EXPECT_EQ(parameters["layout"].text_of("default"), "old");
  EXPECT_EQ(parameters["trust_model"].name, "boolean");
  EXPECT_EQ(parameters["trust_model"].text_of("default"), "false");
  EXPECT_EQ(parameters["slicer"].attributes["hidden"], "true");
  EXPECT_EQ(parameters["slicer"].text_of("default"), "true");
}

TEST(SlicerXml, IsAnsweredToAsSlicerCalls) {
  Tool untouched;
  untouched.parse(
      {"--slicer",
       "--seed",
       "1",
       "--min_ratio",
       "0.500",
       "--device",
       "auto",
       "--loss",
       "default",
       "--layout",
       "old",
       "a.json"});
  EXPECT_FALSE(untouched.seed.isSet());
  EXPECT_FALSE(untouched.ratio.isSet());
  EXPECT_FALSE(untouched.device.isSet());
  EXPECT_FALSE(untouched.loss.isSet());
  EXPECT_EQ(untouched.layout.getValue(), "old");
  EXPECT_EQ(untouched.input.getValue(), "a.json");

  Tool changed;
  changed.parse(
      {"--slicer",
       "--out_here",
       "new_folder",
       "--seed",
       "2",
       "--loss",
       "sum",
       "--layout",
       "new",
       "--trust_model",
       "a_b.json"});
  EXPECT_EQ(changed.out.getValue(), "new_folder");
  EXPECT_EQ(changed.seed.getValue(), 2U);
  EXPECT_EQ(changed.loss.getValue(), "sum");
  EXPECT_TRUE(changed.trust.getValue());
  EXPECT_EQ(changed.input.getValue(), "a_b.json");
}

TEST(SlicerXml, LeavesTheCommandLinesOfOthersAlone) {
  Tool tool;
  tool.parse({"--seed", "1", "--layout", "old", "a.json"});
  EXPECT_TRUE(tool.seed.isSet());
  Tool other;
  EXPECT_THROW(other.parse({"--loss", "default", "--layout", "old", "a.json"}), UsageError);
}

TEST(SlicerName, IsAnIdentifier) {
  EXPECT_EQ(slicer_name("learning-rate"), "learning_rate");
  EXPECT_EQ(slicer_name("A.json"), "A_json");
  EXPECT_EQ(slicer_name("2ch"), "_2ch");
}

TEST(XmlEscaped, LeavesNoMarkup) {
  EXPECT_EQ(xml_escaped(R"(a<b> & "c")"), "a&lt;b&gt; &amp; &quot;c&quot;");
}

}  // namespace
}  // namespace segnoise::cli
