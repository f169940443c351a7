#include "page/study_page.h"

#include "page/sections.h"

#include <algorithm>
#include <utility>

namespace segnoise {

std::string title_of(const StudyPlan& plan) {
  const auto noisy = noisy_conditions(plan);
  if (noisy.empty() || has_given_network_only(plan)) {
    return "Left-ventricle outlines and ejection fraction";
  }
  return noisy.size() == 1
             ? "Label noise “" + noisy.front()->setup->name + "” and ejection fraction"
             : "Study “" + plan.name + "”: label noise and ejection fraction";
}

std::string subtitle_of(const StudyDescription& study) {
  return study.origin == DataOrigin::kPhantom ? "Study on the built-in phantom"
                                              : "Study on " + study.data_root;
}

std::string title_of(const Condition& condition) {
  return condition.name == kModelCondition ? "given network" : condition.name;
}

std::vector<const Condition*> noisy_conditions(const StudyPlan& plan) {
  std::vector<const Condition*> noisy;
  for (const Condition& condition : plan.conditions) {
    if (!condition.is_clean() && condition.name != kModelCondition) noisy.push_back(&condition);
  }
  return noisy;
}

bool has_given_network_only(const StudyPlan& plan) {
  return plan.kind == StudyKind::kTraining &&
         std::ranges::all_of(plan.conditions, [](const Condition& condition) {
           return condition.name == kModelCondition;
         });
}

Document study_page(const ReportData& data, const ReportPictures& pictures) {
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
           strata_section(data),
           training_labels_section(data),
           training_section(data),
           gallery_section(pictures),
           patients_section(data, pictures)}) {
    if (section) page.sections.push_back(std::move(*section));
  }
  page.sections.push_back(provenance_section(data));
  return page;
}

}  // namespace segnoise
