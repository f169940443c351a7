#include "files/setup_file.h"

#include "files/embedded_texts.h"
#include "files/json_object.h"
#include "noise/overloaded.h"

#include <algorithm>
#include <array>
#include <new>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise {
namespace {

RectifiedNormal read_length(JsonObject& object) {
  const double mean = object.number("mean");
  return {.mean = mean, .sigma = object.number_or("sigma", 0.0)};
}

Operation read_operation(JsonObject& object) {
  const std::string name = object.text("operation");
  if (name == "approximation") return Approximation{read_length(object)};
  if (name == "localization") return Localization{read_length(object)};
  if (name == "scale") return Scale{read_length(object)};
  for (const MorphologyKind kind : kMorphologyKinds) {
    if (name == name_of(kind)) return Morphology{kind, read_length(object)};
  }
  if (name == "shift") return Shift{read_length(object)};
  if (name == "contour-walk") {
    const RectifiedNormal spread = read_length(object);
    return ContourWalk{spread, object.number("correlation"), object.number_or("bias", 0.0)};
  }
  if (name == "markov") {
    const int steps = object.whole_number("steps");
    const double grow = object.number("grow-probability");
    return Markov{steps, grow, object.number("flip-probability")};
  }
  if (name == "base-shift") {
    const auto [mean, sigma] = read_length(object);
    return BaseShift{mean, sigma, object.number_or("tilt-sigma-deg", 0.0)};
  }
  if (name == "class-confusion") {
    const ConfusionKind kind = object.one_of("kind", kConfusionKinds);
    return ClassConfusion{kind, object.number("probability")};
  }
  if (name == "deletion") return Deletion{object.number("probability")};
  if (name == "duplicate") return Duplicate{object.number("probability"), read_length(object)};
  if (name == "spurious") return Spurious{object.number("probability")};
  if (name == "none") return NoOperation{};
  object.reject(
      "operation",
      "one of approximation, localization, scale, " + listed(names_of(kMorphologyKinds)) +
          ", shift, contour-walk, markov, base-shift, class-confusion, deletion, duplicate, "
          "spurious, none",
      name);
}

OneOf read_choices(const Json& json, const std::string& where) {
  OneOf choices;
  for (std::size_t i = 0; i < json.size(); ++i) {
    JsonObject object(json[i], where + "[" + std::to_string(i) + "]");
    const double weight = object.number("weight");
    choices.push_back({weight, read_operation(object)});
    object.reject_other_keys();
  }
  return choices;
}

Step read_step(const Json& json, const std::string& where) {
  JsonObject object(json, where);
  Step step;
  step.only = object.text_or("only", "");
  if (object.find("one-of") != nullptr) {
    step.action = read_choices(object.array("one-of"), object.place("one-of"));
  } else {
    step.action = read_operation(object);
  }
  object.reject_other_keys();
  return step;
}

NoiseSetup read_object(const Json& json) {
  JsonObject object(json, "");
  NoiseSetup setup;
  setup.name = object.text("name");
  if (setup.name.empty()) object.reject("name", "a string that is not empty", setup.name);
  setup.description = object.text_or("description", "");
  setup.unit = object.one_of("unit", kUnits);
  const Json& steps = object.array("steps");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    setup.steps.push_back(read_step(steps[i], "steps[" + std::to_string(i) + "]"));
  }
  object.reject_other_keys();
  return setup;
}

std::span<const std::string_view> folders_of(Scenario scenario) {
  static constexpr std::array<std::string_view, 2> kBenchmarkFolders{"benchmark-n/", "one-of/"};
  static constexpr std::array<std::string_view, 1> kCamusFolders{"camus/"};
  if (scenario == Scenario::kBenchmark) return kBenchmarkFolders;
  return kCamusFolders;
}

void write(const RectifiedNormal& length, Json& json) {
  json["mean"] = length.mean;
  json["sigma"] = length.sigma;
}

void write(const Operation& operation, Json& json) {
  json["operation"] = name_of(operation);
  std::visit(
      Overloaded{
          [](const NoOperation&) {},
          [&](const Approximation& o) { write(o.tolerance, json); },
          [&](const Localization& o) { write(o.spread, json); },
          [&](const Scale& o) { write(o.kernel, json); },
          [&](const Morphology& o) { write(o.kernel, json); },
          [&](const Shift& o) { write(o.distance, json); },
          [&](const ClassConfusion& o) {
            json["kind"] = name_of(o.kind);
            json["probability"] = o.probability;
          },
          [&](const ContourWalk& o) {
            write(o.spread, json);
            json["correlation"] = o.correlation;
            json["bias"] = o.bias;
          },
          [&](const Markov& o) {
            json["steps"] = o.steps;
            json["grow-probability"] = o.grow_probability;
            json["flip-probability"] = o.flip_probability;
          },
          [&](const BaseShift& o) {
            write({.mean = o.mean, .sigma = o.sigma}, json);
            json["tilt-sigma-deg"] = o.tilt_sigma_deg;
          },
          [&](const Duplicate& o) {
            json["probability"] = o.probability;
            write(o.distance, json);
          },
          [&](const auto& o) { json["probability"] = o.probability; }},
      operation);
}

void write(const OneOf& choices, Json& json) {
  Json& list = json["one-of"] = Json::array();
  for (const Choice& choice : choices) {
    Json& item = list.emplace_back();
    item["weight"] = choice.weight;
    write(choice.operation, item);
  }
}

Json json_of(const NoiseSetup& setup) {
  validate(setup);
  Json json;
  json["name"] = setup.name;
  if (!setup.description.empty()) json["description"] = setup.description;
  json["unit"] = name_of(setup.unit);
  Json& steps = json["steps"] = Json::array();
  for (const Step& step : setup.steps) {
    Json& item = steps.emplace_back();
    std::visit([&](const auto& action) { write(action, item); }, step.action);
    if (!step.only.empty()) item["only"] = step.only;
  }
  return json;
}

/// Gives a key of every such operation a value; whether there is one.
bool set_in_steps(
    Json& steps, const std::string& operation, const std::string& key, const Json& value) {
  bool found = false;
  for (Json& step : steps) {
    if (step.value("operation", "") == operation) {
      step[key] = value;
      found = true;
    }
    if (step.contains("one-of")) {
      found = set_in_steps(step["one-of"], operation, key, value) || found;
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> setup_names(Scenario scenario) {
  std::vector<std::string> names;
  for (const std::string_view folder : folders_of(scenario)) {
    for (const EmbeddedText& setup : embedded_setups()) {
      if (setup.name.starts_with(folder)) names.emplace_back(setup.name.substr(folder.size()));
    }
  }
  return names;
}

std::string setup_unit(Scenario scenario) {
  std::string unit;
  for (const std::string& name : setup_names(scenario)) unit += name + '|';
  return unit + "file.json";
}

NoiseSetup read_setup(const std::string& name_or_path, Scenario scenario) {
  if (name_or_path.ends_with(".json"))
    return parse_setup(read_text(name_or_path, "a setup file"), name_or_path);
  for (const std::string_view folder : folders_of(scenario)) {
    const std::string name = std::string(folder) + name_or_path;
    const auto found = std::ranges::find(embedded_setups(), name, &EmbeddedText::name);
    if (found != embedded_setups().end()) return parse_setup(found->text, name);
  }
  throw std::runtime_error(
      "setup must be one of " + listed(setup_names(scenario)) +
      " or a path that ends in .json, got \"" + name_or_path + "\"");
}

NoiseSetup parse_setup(std::string_view json, const std::string& source) {
  try {
    NoiseSetup setup = read_object(parse_json(json));
    validate(setup);
    return setup;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(source + ": " + error.what());
  }
}

NoiseSetup overridden(const NoiseSetup& setup, std::string_view assignment) {
  const std::string source(assignment);
  const std::size_t equals = source.find('=');
  const std::size_t dot = source.substr(0, equals).find('.');
  if (equals == std::string::npos || equals + 1 == source.size()) {
    throw std::runtime_error(source + ": expected operation.key=value");
  }
  Json value = source.substr(equals + 1);
  try {
    value = parse_json(source.substr(equals + 1));
  } catch (const std::runtime_error&) {  // then it is a text
  }
  Json json = json_of(setup);
  if (dot == std::string::npos) {
    json[source.substr(0, equals)] = value;
  } else {
    const std::string operation = source.substr(0, dot);
    if (!set_in_steps(json["steps"], operation, source.substr(dot + 1, equals - dot - 1), value)) {
      throw std::runtime_error(
          source + ": the setup " + setup.name + " has no operation \"" + operation + "\"");
    }
  }
  return parse_setup(json.dump(), source);
}

std::string to_json(const NoiseSetup& setup) {
  return json_of(setup).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json_line(const NoiseSetup& setup) {
  return json_of(setup).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace segnoise
