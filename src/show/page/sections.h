#pragma once

// Private to page: the sections of a study's report. Each is nothing where the study has no values
// for it.

#include "show/page/study_page.h"

#include <optional>
#include <span>
#include <string>

namespace segnoise::page {

/// What a study is called, and what it was on.
[[nodiscard]] std::string title_of(const plan::StudyPlan& plan);
[[nodiscard]] std::string subtitle_of(const plan::StudyDescription& study);

/// How readers are told of a condition: "clean", "camus low", "given network".
[[nodiscard]] std::string title_of(const plan::Condition& condition);

/// The noisy conditions of a study, in their order.
[[nodiscard]] std::vector<const plan::Condition*> noisy_conditions(const plan::StudyPlan& plan);

/// Whether networks from elsewhere were tested, and none was trained.
[[nodiscard]] bool has_given_network_only(const plan::StudyPlan& plan);

/// Adds a block to a section, if there is one.
template <class Kind>
void add(Section& section, std::optional<Kind> block) {
  if (block) section.blocks.emplace_back(std::move(*block));
}

/// The section, unless it has no blocks.
[[nodiscard]] inline std::optional<Section> unless_empty(Section section) {
  if (section.blocks.empty()) return std::nullopt;
  return section;
}

[[nodiscard]] Section summary_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> table7_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> ef_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> outlines_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> severity_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> readings_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> label_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> strata_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> training_labels_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> training_section(const analysis::ReportData& data);
[[nodiscard]] std::optional<Section> gallery_section(const ReportPictures& pictures);
[[nodiscard]] std::optional<Section> patients_section(
    const analysis::ReportData& data, const ReportPictures& pictures);
[[nodiscard]] Section method_section(const analysis::ReportData& data);
[[nodiscard]] Section annotations_section(const analysis::ReportData& data);
[[nodiscard]] Section provenance_section(const analysis::ReportData& data);

/// Whose data, pictures and ideas these are, and what they are for.
[[nodiscard]] std::vector<Paragraph> footer_of(
    const plan::StudyDescription& description, bool show_frames);

/// A row for each part of the noise: bias and scatter of EF, biases of the volumes.
[[nodiscard]] Table parts_table(std::string caption, std::span<const analysis::PartEffect> parts);

/// How far drawn outlines are from clean ones, and how far those of one observer; "" if not known.
[[nodiscard]] std::string outline_size_sentence(const analysis::SensitivitySummary& summary);

/// What interval of EF a single reading stands for; "" if that was not learned.
[[nodiscard]] std::string single_reading_sentence(const analysis::SensitivitySummary& summary);

}  // namespace segnoise::page
