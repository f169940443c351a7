#include "study/table7.h"

#include "study/text_columns.h"
#include "study/text_numbers.h"

#include <algorithm>
#include <array>

namespace segnoise {
namespace {

std::optional<Table7Cell> cell(const std::vector<double>& values, std::uint64_t seed) {
  const auto over_patients = summary(values);
  if (!over_patients) return std::nullopt;
  return Table7Cell{*over_patients, bootstrap_mean_interval(values, seed)};
}

/// The values of a measure that patients of one condition have, scaled.
template <class Measure>
std::vector<double> values_of(
    std::span<const PatientResult> patients,
    const std::string& condition,
    double scale,
    const Measure& measure) {
  std::vector<double> values;
  for (const PatientResult& patient : patients) {
    if (patient.condition != condition) continue;
    if (const auto value = measure(patient)) values.push_back(scale * *value);
  }
  return values;
}

std::string printed(const std::optional<Table7Cell>& cell) {
  return cell ? mean_and_sd(cell->over_patients) : "-";
}

}  // namespace

std::vector<Table7Row> table7(std::span<const PatientResult> patients, std::uint64_t seed) {
  constexpr double kPercent = 100.0;
  std::vector<Table7Row> rows;
  for (const PatientResult& first : patients) {
    const std::string& condition = first.condition;
    const bool known =
        std::ranges::any_of(rows, [&](const Table7Row& row) { return row.condition == condition; });
    if (known) continue;

    const auto lv = [](Instant instant, std::optional<double> StructureMeasures::*measure) {
      return [=](const PatientResult& patient) { return patient.lv_mean(instant, measure); };
    };
    const auto column = [&](double scale, const auto& measure) {
      return cell(values_of(patients, condition, scale, measure), seed);
    };
    rows.push_back(
        {.condition = condition,
         .patients = static_cast<int>(std::ranges::count(
             patients, condition, [](const PatientResult& p) { return p.condition; })),
         .dice_es_percent = column(kPercent, lv(Instant::kEndSystole, &StructureMeasures::dice)),
         .dice_ed_percent = column(kPercent, lv(Instant::kEndDiastole, &StructureMeasures::dice)),
         .ef_error_pp = column(1.0, [](const PatientResult& p) { return p.ef_error_pp(); }),
         .hd_ed_mm = column(1.0, lv(Instant::kEndDiastole, &StructureMeasures::hd_mm))});
  }
  return rows;
}

std::string table7_text(std::span<const Table7Row> rows) {
  constexpr std::array kHeadings{
      "training labels", "Dice ES %", "Dice ED %", "EF error p.p.", "HD ED mm", "patients"};
  std::vector<std::vector<std::string>> lines{{kHeadings.begin(), kHeadings.end()}};
  for (const Table7Row& row : rows) {
    lines.push_back(
        {row.condition,
         printed(row.dice_es_percent),
         printed(row.dice_ed_percent),
         printed(row.ef_error_pp),
         printed(row.hd_ed_mm),
         std::to_string(row.patients)});
  }
  return in_columns(lines);
}

}  // namespace segnoise
