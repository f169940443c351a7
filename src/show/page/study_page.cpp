#include "show/page/study_page.h"

#include "show/page/sections.h"

#include <algorithm>
#include <utility>

namespace segnoise::page {

std::string title_of(const plan::StudyPlan& plan) {
  const auto noisy = noisy_conditions(plan);
  if (noisy.empty() || has_given_network_only(plan)) {
    return "Left-ventricle outlines and ejection fraction";
  }
  return noisy.size() == 1
             ? "Label noise “" + noisy.front()->setup->name + "” and ejection fraction"
             : "Study “" + plan.name + "”: label noise and ejection fraction";
}

std::string subtitle_of(const plan::StudyDescription& study) {
  return study.origin == cardiac::DataOrigin::kPhantom ? "Study on the built-in phantom"
                                                       : "Study on " + study.data_root;
}

std::string title_of(const plan::Condition& condition) {
  return condition.name == plan::kModelCondition ? "given network" : condition.name;
}

std::vector<const plan::Condition*> noisy_conditions(const plan::StudyPlan& plan) {
  std::vector<const plan::Condition*> noisy;
  for (const plan::Condition& condition : plan.conditions) {
    if (!condition.is_clean() && condition.name != plan::kModelCondition)
      noisy.push_back(&condition);
  }
  return noisy;
}

bool has_given_network_only(const plan::StudyPlan& plan) {
  return plan.kind == plan::StudyKind::kTraining &&
         std::ranges::all_of(plan.conditions, [](const plan::Condition& condition) {
           return condition.name == plan::kModelCondition;
         });
}

Document study_page(const analysis::ReportData& data, const ReportPictures& pictures) {
  Document page{
      .title = title_of(data.plan),
      .subtitle = subtitle_of(data.description),
      .footer = footer_of(data.description, pictures.show_frames)};
  page.sections.push_back(summary_section(data));
  for (std::optional<Section>& section : std::vector{
           table7_section(data),
           ef_section(data),
           outlines_section(data),
           severity_section(data),
           label_section(data),
           readings_section(data),
           strata_section(data),
           training_labels_section(data),
           training_section(data),
           gallery_section(pictures),
           patients_section(data, pictures)}) {
    if (section) page.sections.push_back(std::move(*section));
  }
  page.sections.push_back(method_section(data));
  page.sections.push_back(annotations_section(data));
  page.sections.push_back(provenance_section(data));
  return page;
}

}  // namespace segnoise::page
