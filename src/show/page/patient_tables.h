#pragma once

// Private to page: what the page of one patient says in numbers.

#include "show/page/html.h"
#include "show/page/patient_means.h"
#include "study/analysis/report_data.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::page {

/// So many rows leave room for the frames on a sheet.
inline constexpr std::size_t kMostRows = 4;

/// The `most` greatest of some things, in the order that they had.
template <class Thing, class Value>
[[nodiscard]] std::vector<Thing> greatest_of(
    std::vector<Thing> all, std::size_t most, const Value& value) {
  if (all.size() <= most) return all;
  std::vector<double> values;
  values.reserve(all.size());
  for (const Thing& each : all) values.push_back(value(each));
  std::vector<double> sorted = values;
  std::ranges::sort(sorted, std::greater<>());
  const double least = sorted[most - 1];
  std::vector<Thing> chosen;
  for (std::size_t i = 0; i < all.size() && chosen.size() < most; ++i) {
    if (values[i] >= least) chosen.push_back(all[i]);
  }
  return chosen;
}

/// " Of 12 conditions, the 4 that ..."; "" if all are shown.
[[nodiscard]] std::string of_all(std::size_t shown, std::size_t all, const std::string& what);

/// Shares of the variance of EF that come from ED and from ES: "60 % / 41 %".
[[nodiscard]] std::string drivers_text(const std::optional<analysis::VarianceShares>& variance);

/// Volumes and EF from noisy labels, and what drives them; none if the patient has no draws.
[[nodiscard]] std::vector<Table> label_tables(
    const analysis::ReportData& data, const std::string& patient);

/// Volumes and EF by each network, and how close its outlines came; nothing if none was tested on
/// the patient.
[[nodiscard]] std::optional<Table> network_table(
    const analysis::ReportData& data, const PatientMeans& means, const std::string& patient);

}  // namespace segnoise::page
