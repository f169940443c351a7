#pragma once

#include "study/pairing/two_studies.h"

#include <string>
#include <vector>

namespace segnoise::pairing {

/// Studies as tests want them.
class MadeStudy {
 public:
  explicit MadeStudy(std::string name, std::vector<std::uint64_t> seeds = {1, 2, 3}) {
    study_.name = std::move(name);
    study_.data.plan.seeds = std::move(seeds);
    study_.data.plan.conditions = {
        {.name = "clean"}, {.name = "low", .noise = "camus", .setup = noise::NoiseSetup{}}};
  }

  analysis::ReportData& data() { return study_.data; }

  /// A value of every patient "p1", "p2" ..., under every seed a tenth more than under the last;
  /// and that all of them have an EF of 50 %.
  MadeStudy& add(
      const std::string& condition,
      const std::string& measure,
      const std::vector<double>& values,
      int fold = 1) {
    double of_seed = 0.0;
    for (const std::uint64_t seed : study_.data.plan.seeds) {
      int patient = 0;
      for (const double value : values) {
        const std::string name = "p" + std::to_string(++patient);
        row(condition, seed, fold, name, measure, value + of_seed);
        if (condition == "clean") row(condition, seed, fold, name, "reference_ef_percent", 50.0);
      }
      of_seed += 0.1;
    }
    return *this;
  }

  MadeStudy& row(
      const std::string& condition,
      std::uint64_t seed,
      int fold,
      const std::string& patient,
      const std::string& measure,
      double value) {
    study_.data.measurements.push_back(
        {.cell = condition + std::to_string(seed) + "/" + std::to_string(fold),
         .condition = condition,
         .seed = seed,
         .fold = fold,
         .patient = patient,
         .measure = measure,
         .value = value});
    return *this;
  }

  [[nodiscard]] const NamedStudy& get() const { return study_; }

 private:
  NamedStudy study_;
};

}  // namespace segnoise::pairing
