#include "study/observer_report/observer_report.h"

#include "base/number_text.h"
#include "base/text_table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise::observer_report {
namespace {

constexpr int kDecimals = 2;

std::string number(double value) { return base::decimal_text(value, kDecimals); }

std::string interval(const observers::Estimate& estimate) {
  return number(estimate.low) + " to " + number(estimate.high);
}

std::string with_unit(double value, std::string_view unit) {
  return number(value) + (unit.empty() ? "" : " " + std::string(unit));
}

std::string counted(std::size_t count, const std::string& one) {
  return base::grouped(count) + " " + one + (count == 1 ? "" : "s");
}

std::string measured_from(const ObserverReport& report) {
  return report.reference ? "measured from reader " + *report.reference
                          : "measured from their mean outline, whose own scatter is counted in";
}

base::TextRow row_of(const observers::NamedParameter& named, const std::string& n) {
  const std::string instant(named.instant);
  const std::string key(named.key);
  if (!named.fitted.estimate)
    return {key, instant, "", "", n, "not known: " + named.fitted.why_not};
  const observers::Estimate& estimate = *named.fitted.estimate;
  return {
      key, instant, with_unit(estimate.value, named.unit), interval(estimate), n, estimate.remark};
}

std::vector<std::string> cells_of(const observers::Fitted& fitted) {
  if (!fitted.estimate) return {"-", ""};
  return {number(fitted.estimate->value), interval(*fitted.estimate)};
}

}  // namespace

ObserverReport fit_report(
    const cardiac::ReaderOutlines& outlines,
    const std::string& reference,
    const FrameProgress& progress) {
  ObserverReport report{.readers = outlines.readers};
  std::optional<std::size_t> truth;
  if (!reference.empty()) {
    const auto found = std::ranges::find(report.readers, reference);
    if (found == report.readers.end()) {
      std::string names;
      for (const std::string& reader : report.readers) {
        names.append(names.empty() ? "" : ", ").append(reader);
      }
      throw std::runtime_error("there is no reader " + reference + ", expected one of " + names);
    }
    truth = static_cast<std::size_t>(found - report.readers.begin());
    report.readers.erase(found);
    report.reference = reference;
  }
  std::map<std::string, std::size_t> patients;
  std::vector<observers::ReadFrame> frames;
  for (std::size_t f = 0; f < outlines.frames.size(); ++f) {
    const cardiac::OutlinedFrame& outlined = outlines.frames[f];
    std::vector<shape::Mask> readings = outlined.outlines;
    if (truth) readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(*truth));
    const shape::Mask* from = truth ? &outlined.outlines[*truth] : nullptr;
    auto waves = observers::outline_waves(readings, from, outlined.spacing_mm);
    if (waves) {
      observers::ReadFrame& frame = frames.emplace_back();
      frame.patient = patients.try_emplace(outlined.patient, patients.size()).first->second;
      frame.view = outlined.view;
      frame.instant = outlined.instant;
      frame.quality = outlined.quality;
      frame.outlines = std::move(*waves);
    } else {
      report.left_out.push_back(
          outlined.text() + ": its outlines do not all go around the middle of one long axis");
    }
    if (progress) progress(f + 1, outlines.frames.size());
  }
  if (frames.empty()) {
    throw std::runtime_error(
        "no frame can be measured, the first because of this: " + report.left_out.front());
  }
  report.fit = observers::fit_observers(
      frames, truth ? observers::Reference::kGivenReader : observers::Reference::kMeanOutline);
  return report;
}

std::string observer_text(const ObserverReport& report) {
  const observers::ObserverFit& fit = report.fit;
  std::string text = counted(report.readers.size(), "reader") + ", " +
                     counted(fit.patients, "patient") + ", " + counted(fit.frames, "frame") + ", " +
                     counted(fit.readings, "outline") + "; " + measured_from(report) + "\n\n";
  std::vector<base::TextRow> rows{{"parameter", "at", "estimate", "95 % interval", "frames", ""}};
  for (const observers::NamedParameter& named : observers::parameters_of(fit)) {
    std::size_t frames = fit.frames;
    for (const observers::InstantFit& instant : fit.instants) {
      if (named.instant == cardiac::name_of(instant.instant)) frames = instant.frames;
    }
    rows.push_back(row_of(named, base::grouped(frames)));
  }
  text += base::text_table(rows, {0, 1, 5});

  rows = {
      {"reader",
       "bias ED mm",
       "95 % interval",
       "bias ES mm",
       "95 % interval",
       "spread factor",
       "95 % interval"}};
  for (std::size_t r = 0; r < fit.readers.size(); ++r) {
    base::TextRow row{base::printable(report.readers[r])};
    const observers::ReaderFit& reader = fit.readers[r];
    for (const auto* fitted : {&reader.bias_mm[0], &reader.bias_mm[1], &reader.spread_factor}) {
      std::ranges::move(cells_of(*fitted), std::back_inserter(row));
    }
    rows.push_back(std::move(row));
  }
  text += '\n' + base::text_table(rows, {0});
  text += "\nReaders' biases are the mean displacement of their outlines, > 0 outwards, " +
          std::string(report.reference ? "from the reference" : "from the mean of all") +
          "; their factors multiply all that spreads.\n";
  return text;
}

noise::NoiseSetup fitted_setup(const ObserverReport& report, const std::string& name) {
  return observers::observer_setup(
      report.fit,
      name,
      "observers fitted to " + counted(report.readers.size(), "reader") + " of " +
          counted(report.fit.patients, "patient") + " (" + counted(report.fit.frames, "frame") +
          "), " + measured_from(report));
}

}  // namespace segnoise::observer_report
