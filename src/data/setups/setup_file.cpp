#include "data/setups/setup_file.h"

#include "data/setups/embedded_setups.h"
#include "json/json_object.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::setups {
namespace {

/// A visitor of parameters that gives them the values of a setup file.
struct ParameterReader {
  json::JsonObject& object;

  void operator()(const noise::Parameter& parameter, double& value) const {
    const std::string key(parameter.key);
    value = parameter.otherwise ? object.number_or(key, *parameter.otherwise) : object.number(key);
  }

  void operator()(const noise::Parameter& parameter, int& value) const {
    value = object.whole_number(std::string(parameter.key));
  }

  template <class Choice, class Choices>
  void operator()(std::string_view key, Choice& value, const Choices& all) const {
    value = object.one_of(std::string(key), all);
  }
};

noise::Operation read_operation(json::JsonObject& object) {
  const std::string name = object.text("operation");
  std::vector<std::string> names;
  for (noise::Operation operation : noise::operation_forms()) {
    if (noise::name_of(operation) == name) {
      noise::for_each_parameter(operation, ParameterReader{object});
      return operation;
    }
    names.emplace_back(noise::name_of(operation));
  }
  object.reject("operation", "one of " + json::listed(names), name);
}

noise::OneOf read_choices(const json::Json& json, const std::string& where) {
  noise::OneOf choices;
  for (std::size_t i = 0; i < json.size(); ++i) {
    json::JsonObject object(json[i], where + "[" + std::to_string(i) + "]");
    const double weight = object.number("weight");
    choices.push_back({weight, read_operation(object)});
    object.reject_other_keys();
  }
  return choices;
}

noise::Step read_step(const json::Json& json, const std::string& where) {
  json::JsonObject object(json, where);
  noise::Step step;
  step.only = object.text_or("only", "");
  if (object.find("one-of") != nullptr) {
    step.action = read_choices(object.array("one-of"), object.place("one-of"));
  } else {
    step.action = read_operation(object);
  }
  object.reject_other_keys();
  return step;
}

noise::NoiseSetup read_object(const json::Json& json) {
  json::JsonObject object(json, "");
  noise::NoiseSetup setup;
  setup.name = object.text("name");
  if (setup.name.empty()) object.reject("name", "a string that is not empty", setup.name);
  setup.description = object.text_or("description", "");
  setup.unit = object.one_of("unit", noise::kUnits);
  const json::Json& steps = object.array("steps");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    setup.steps.push_back(read_step(steps[i], "steps[" + std::to_string(i) + "]"));
  }
  object.reject_other_keys();
  return setup;
}

std::span<const std::string_view> folders_of(Scenario scenario) {
  static constexpr std::array<std::string_view, 2> kBenchmarkFolders{"benchmark-n/", "one-of/"};
  static constexpr std::array<std::string_view, 2> kCamusFolders{"camus/", "observer/"};
  if (scenario == Scenario::kBenchmark) return kBenchmarkFolders;
  return kCamusFolders;
}

/// A visitor of parameters that puts them into a setup file.
struct ParameterWriter {
  json::Json& json;

  template <class Number>
  void operator()(const noise::Parameter& parameter, const Number& value) const {
    json[std::string(parameter.key)] = value;
  }

  template <class Choice, class Choices>
  void operator()(std::string_view key, const Choice& value, const Choices& /*all*/) const {
    json[std::string(key)] = name_of(value);
  }
};

void write(const noise::Operation& operation, json::Json& json) {
  json["operation"] = noise::name_of(operation);
  noise::for_each_parameter(operation, ParameterWriter{json});
}

void write(const noise::OneOf& choices, json::Json& json) {
  json::Json& list = json["one-of"] = json::Json::array();
  for (const noise::Choice& choice : choices) {
    json::Json& item = list.emplace_back();
    item["weight"] = choice.weight;
    write(choice.operation, item);
  }
}

json::Json json_of(const noise::NoiseSetup& setup) {
  noise::validate(setup);
  json::Json json;
  json["name"] = setup.name;
  if (!setup.description.empty()) json["description"] = setup.description;
  json["unit"] = name_of(setup.unit);
  json::Json& steps = json["steps"] = json::Json::array();
  for (const noise::Step& step : setup.steps) {
    json::Json& item = steps.emplace_back();
    std::visit([&](const auto& action) { write(action, item); }, step.action);
    if (!step.only.empty()) item["only"] = step.only;
  }
  return json;
}

/// Gives a key of every such operation a value; whether there is one.
bool set_in_steps(
    json::Json& steps,
    const std::string& operation,
    const std::string& key,
    const json::Json& value) {
  bool found = false;
  for (json::Json& step : steps) {
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
    for (const base::EmbeddedText& setup : embedded_setups()) {
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

noise::NoiseSetup read_setup(const std::string& name_or_path, Scenario scenario) {
  if (name_or_path.ends_with(".json"))
    return parse_setup(json::read_text(name_or_path, "a setup file"), name_or_path);
  for (const std::string_view folder : folders_of(scenario)) {
    const std::string name = std::string(folder) + name_or_path;
    const auto found = std::ranges::find(embedded_setups(), name, &base::EmbeddedText::name);
    if (found != embedded_setups().end()) return parse_setup(found->text, name);
  }
  throw std::runtime_error(
      "setup must be one of " + json::listed(setup_names(scenario)) +
      " or a path that ends in .json, got \"" + name_or_path + "\"");
}

noise::NoiseSetup parse_setup(std::string_view json, const std::string& source) {
  return json::naming(source, [&] {
    noise::NoiseSetup setup = read_object(json::parse_json(json));
    noise::validate(setup);
    return setup;
  });
}

noise::NoiseSetup overridden(const noise::NoiseSetup& setup, std::string_view assignment) {
  const std::string source(assignment);
  const std::size_t equals = source.find('=');
  const std::size_t dot = source.substr(0, equals).find('.');
  if (equals == std::string::npos || equals + 1 == source.size()) {
    throw std::runtime_error(source + ": expected operation.key=value");
  }
  json::Json value = source.substr(equals + 1);
  try {
    value = json::parse_json(source.substr(equals + 1));
  } catch (const std::runtime_error&) {  // then it is a text
  }
  json::Json json = json_of(setup);
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

std::string to_json(const noise::NoiseSetup& setup) {
  return json_of(setup).dump(2, ' ', false, json::Json::error_handler_t::replace) + "\n";
}

std::string to_json_line(const noise::NoiseSetup& setup) {
  return json_of(setup).dump(-1, ' ', false, json::Json::error_handler_t::replace);
}

}  // namespace segnoise::setups
