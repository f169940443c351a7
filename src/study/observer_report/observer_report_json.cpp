#include "json/json_object.h"
#include "study/observer_report/observer_report.h"

#include <string_view>

namespace segnoise::observer_report {
namespace {

json::Json json_of(const observers::Fitted& fitted) {
  json::Json json;
  if (!fitted.estimate) {
    json["estimate"] = nullptr;
    json["why-not"] = fitted.why_not;
    return json;
  }
  json["estimate"] = fitted.estimate->value;
  json["interval-95"] = {fitted.estimate->low, fitted.estimate->high};
  if (!fitted.estimate->remark.empty()) json["remark"] = fitted.estimate->remark;
  return json;
}

}  // namespace

std::string observer_json(
    const ObserverReport& report, const std::string& command_line, const std::string& version) {
  json::Json json;
  json["program"] = "camus-noise " + version;
  json["command"] = command_line;
  json["reference"] = report.reference ? json::Json(*report.reference) : json::Json("mean outline");
  json["patients"] = report.fit.patients;
  json["frames"] = report.fit.frames;
  json["outlines"] = report.fit.readings;
  json["left-out"] = report.left_out;
  json::Json& parameters = json["parameters"] = json::Json::array();
  for (const observers::NamedParameter& named : observers::parameters_of(report.fit)) {
    json::Json& parameter = parameters.emplace_back();
    parameter["parameter"] = named.key;
    if (!named.instant.empty()) parameter["instant"] = named.instant;
    parameter["unit"] = named.unit.empty() ? "1" : named.unit;
    parameter.update(json_of(named.fitted));
  }
  json::Json& readers = json["readers"] = json::Json::array();
  for (std::size_t r = 0; r < report.fit.readers.size(); ++r) {
    const observers::ReaderFit& fitted = report.fit.readers[r];
    json::Json& reader = readers.emplace_back();
    reader["reader"] = report.readers[r];
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto at = static_cast<std::size_t>(instant);
      reader["bias-mm-" + std::string(cardiac::name_of(instant))] = json_of(fitted.bias_mm.at(at));
    }
    reader["spread-factor"] = json_of(fitted.spread_factor);
  }
  return json.dump(2) + '\n';
}

}  // namespace segnoise::observer_report
