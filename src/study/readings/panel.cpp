#include "study/readings/panel.h"

#include "base/for_each_index.h"
#include "base/number_text.h"
#include "base/text_table.h"
#include "core/noise/corrupt.h"
#include "core/statistics/summary.h"
#include "study/plan/ventricle.h"
#include "study/readings/impossible.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::readings {
namespace {

constexpr int kMostReaders = kPanelSizes.back();

using Outlines = std::vector<std::optional<shape::Mask>>;  ///< by draw

Outlines outlines_of(
    const cardiac::Cavity& cavity,
    const plan::FrameId& frame,
    std::optional<cardiac::Quality> quality,
    const noise::NoiseSetup& setup,
    const PanelOptions& options) {
  noise::RepeatedNoise noise(
      setup,
      plan::ventricle_instance(cavity.mask, cavity.spacing_mm, frame, setup),
      {cavity.mask.size(), cavity.spacing_mm});
  Outlines outlines;
  for (int draw = 1; draw <= options.panels * kMostReaders; ++draw) {
    noise::Outcome outcome =
        noise(plan::subject_of_draw(frame, quality, options.seed, draw)).outcome;
    auto& outline = outlines.emplace_back();
    if (outcome.fate == noise::Fate::kKept)
      outline = std::get<shape::Mask>(std::move(outcome.instance.shape));
  }
  return outlines;
}

/// Every patient's, or that of some, evenly.
std::vector<std::size_t> chosen(std::size_t all, int most) {
  const std::size_t count = std::min(all, static_cast<std::size_t>(most));
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < count; ++i) indices.push_back(i * all / count);
  return indices;
}

/// A patient's clean EF and the outlines of all readers.
struct ReadPatient {
  const plan::VentricleLabels* labels;
  cardiac::VolumeMethod method;
  Measured clean;
  cardiac::PerFrame<Outlines> outlines;
};

std::optional<double> ef_of_panel(
    const ReadPatient& patient, int first_draw, int readers, const Consensus& rule) {
  Measured fused;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      if (!cardiac::uses(patient.method, view)) continue;
      std::vector<shape::Mask> masks;
      for (int reader = 0; reader < readers; ++reader) {
        const auto& outline =
            patient.outlines(view, instant)[static_cast<std::size_t>(first_draw + reader - 1)];
        if (outline) masks.push_back(*outline);
      }
      if (masks.empty()) return std::nullopt;
      const shape::Spacing spacing_mm = patient.labels->cavities(view, instant)->spacing_mm;
      fused.disks(view, instant) = cardiac::disks(
          {masks.size() == 1 ? masks.front() : rule.fuse(masks), spacing_mm}, patient.method);
    }
  }
  auto found = cardiac::ejection(fused.disks, patient.method);
  if (!found) return std::nullopt;
  fused.ejection = *std::move(found);
  if (impossible(fused, patient.clean)) return std::nullopt;
  return fused.ejection.ef_percent;
}

std::vector<PanelEf> panels_of(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    std::span<const Consensus> rules,
    const PanelOptions& options) {
  const auto disks = plan::disks_of(labels, options.volume_method);
  const auto method = cardiac::method_for(disks, options.volume_method);
  if (!method) return {};
  ReadPatient patient{
      .labels = &labels,
      .method = *method,
      .clean = {.disks = disks, .ejection = cardiac::ejection(disks, *method).value()},
      .outlines = {}};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      if (!cardiac::uses(*method, view)) continue;
      patient.outlines(view, instant) = outlines_of(
          *labels.cavities(view, instant),
          {labels.patient, view, instant},
          labels.quality.at(static_cast<std::size_t>(view)),
          setup,
          options);
    }
  }
  std::vector<PanelEf> panels;
  for (int panel = 1; panel <= options.panels; ++panel) {
    for (const int readers : kPanelSizes) {
      for (const Consensus& rule : rules) {
        if (readers == 1 && &rule != &rules.front()) continue;
        panels.push_back(
            {.patient = labels.patient,
             .rule = readers == 1 ? kOneReader : rule.name,
             .readers = readers,
             .panel = panel,
             .clean_percent = patient.clean.ejection.ef_percent,
             .ef_percent = ef_of_panel(patient, (panel - 1) * kMostReaders + 1, readers, rule)});
      }
    }
  }
  return panels;
}

}  // namespace

std::vector<PanelEf> panel_efs(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    std::span<const Consensus> rules,
    const PanelOptions& options,
    int threads,
    const std::function<void(std::size_t)>& on_done) {
  if (options.patients < 1 || options.panels < 1)
    throw std::invalid_argument("patients and panels must be >= 1");
  plan::require_for_ventricle(setup);
  const std::vector<std::size_t> indices = chosen(patients.size(), options.patients);
  std::vector<std::vector<PanelEf>> found(indices.size());
  base::for_each_index(
      indices.size(),
      threads,
      [&](std::size_t i, const std::stop_token&) {
        found[i] = panels_of(patients[indices[i]], setup, rules, options);
      },
      on_done);
  std::vector<PanelEf> all;
  for (auto& of_patient : found) std::ranges::move(of_patient, std::back_inserter(all));
  return all;
}

std::vector<PanelSummary> panel_summaries(std::span<const PanelEf> panels) {
  std::vector<PanelSummary> all;
  std::vector<std::vector<double>> errors;
  std::vector<std::string> last;  // patient of each
  for (const PanelEf& panel : panels) {
    const auto is_same = [&](const PanelSummary& each) {
      return each.rule == panel.rule && each.readers == panel.readers;
    };
    const auto found = std::ranges::find_if(all, is_same);
    const auto index = static_cast<std::size_t>(found - all.begin());
    if (found == all.end()) {
      all.push_back({.rule = panel.rule, .readers = panel.readers});
      errors.emplace_back();
      last.emplace_back();
    }
    if (!panel.ef_percent) {
      ++all[index].without_ef;
      continue;
    }
    errors[index].push_back(*panel.ef_percent - panel.clean_percent);
    if (last[index] != panel.patient) ++all[index].patients;
    last[index] = panel.patient;
  }
  std::vector<PanelSummary> summaries;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto summary = statistics::summary(errors[i]);
    if (!summary) continue;
    all[i].panels = summary->count;
    all[i].bias_pp = summary->mean;
    all[i].sd_pp = summary->sd;
    for (const double error : errors[i]) all[i].mae_pp += std::abs(error) / summary->count;
    summaries.push_back(all[i]);
  }
  return summaries;
}

std::string panel_sentence(std::span<const PanelSummary> panels) {
  const auto one = std::ranges::find(panels, 1, &PanelSummary::readers);
  if (one == panels.end()) return "";
  std::string text;
  for (const PanelSummary& panel : panels) {
    if (panel.readers != kMostReaders) continue;
    text += (text.empty() ? std::to_string(panel.readers) + " readers of each frame, fused by "
                          : ", by ") +
            panel.rule + ", err by " + base::decimal_text(panel.mae_pp, 1) +
            " points of EF on average (SD " + base::decimal_text(panel.sd_pp, 1) + ", bias " +
            base::decimal_text(panel.bias_pp, 1) + ")";
  }
  if (text.empty()) return "";
  return text + "; a single reader errs by " + base::decimal_text(one->mae_pp, 1) + " (SD " +
         base::decimal_text(one->sd_pp, 1) + ", bias " + base::decimal_text(one->bias_pp, 1) +
         "). What all readers have in common, their bias, no consensus takes away (n = " +
         std::to_string(one->patients) + " patients, " + std::to_string(one->panels) + " panels).";
}

std::string panels_text(std::span<const PanelSummary> panels) {
  std::vector<base::TextRow> rows{
      {"fused by", "readers", "EF bias", "EF SD", "MAE", "patients", "panels"}};
  for (const PanelSummary& panel : panels) {
    rows.push_back(
        {panel.rule,
         std::to_string(panel.readers),
         base::decimal_text(panel.bias_pp, 2),
         base::decimal_text(panel.sd_pp, 2),
         base::decimal_text(panel.mae_pp, 2),
         std::to_string(panel.patients),
         std::to_string(panel.panels)});
  }
  return base::text_table(rows);
}

}  // namespace segnoise::readings
