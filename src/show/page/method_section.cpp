#include "show/page/noise_words.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace segnoise::page {
namespace {

constexpr std::string_view kNotKnown = "not known";

std::string volume_words(cardiac::VolumeMethod method) {
  switch (method) {
    case cardiac::VolumeMethod::kBiplaneAse:
      return "the biplane method of disks (ASE/EACVI 2015)";
    case cardiac::VolumeMethod::kBiplaneCamus:
      return "the biplane method of disks as the CAMUS data set's own script has it";
    case cardiac::VolumeMethod::kSinglePlane2ch:
      return "the method of disks in the two-chamber view";
    case cardiac::VolumeMethod::kSinglePlane4ch:
      return "the method of disks in the four-chamber view";
    case cardiac::VolumeMethod::kAreaLength:
      return "the biplane area-length method (Dodge et al., 1960)";
  }
  throw std::logic_error("a volume method has no words");
}

std::string data_words(const plan::StudyDescription& study) {
  switch (study.origin) {
    case cardiac::DataOrigin::kPhantom:
      return "a phantom that imitates apical echocardiograms and knows their true volumes "
             "(camus-phantom)";
    case cardiac::DataOrigin::kCamus:
      return "the CAMUS data set (S. Leclerc et al., IEEE TMI 38(9), 2198–2210, 2019, doi "
             "10.1109/TMI.2019.2900516)";
    case cardiac::DataOrigin::kOther:
      return "apical two- and four-chamber echocardiograms";
  }
  throw std::logic_error("an origin of data has no words");
}

/// "A: x; B: y": each condition's noise, to the last parameter.
std::string noise_sentence(const plan::StudyPlan& plan) {
  std::string text;
  for (const plan::Condition* condition : noisy_conditions(plan)) {
    text += (text.empty() ? "“" : "; “") + condition->name +
            "”: " + noise_parameters(*condition->setup);
    if (condition->noisy_fraction < 1.0) {
      text += ", in " + percent_text(condition->noisy_fraction) + " of the training patients";
    }
  }
  return text;
}

/// "epochs 12, batch size images 4"
std::string learning_words(const plan::StudyDescription& study) {
  std::string text;
  for (const auto& [option, value] : study.learning) {
    std::string name = option;
    std::ranges::replace(name, '_', ' ');
    if (!text.empty()) text += ", ";
    text.append(name).append(" ").append(value);
  }
  return text;
}

std::string seeds_text(const plan::StudyPlan& plan) {
  std::string text = plan.seeds.size() == 1 ? "seed " : "seeds ";
  for (std::size_t i = 0; i < plan.seeds.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(plan.seeds[i]);
  }
  return text;
}

std::string networks_method(const analysis::ReportData& data) {
  const plan::StudyPlan& plan = data.plan;
  const plan::StudyDescription& study = data.description;
  std::string text;
  if (has_given_network_only(plan)) {
    text = "A network that was trained elsewhere (" + learning_words(study) +
           ") outlined the frames of " + counted(study.testing_patients, "patient", "patients") +
           ". ";
  } else {
    text =
        "Networks were trained from labels with and without that noise (" + learning_words(study) +
        "; " + seeds_text(plan) + "), " +
        (plan.folds > 1
             ? "in " + std::to_string(plan.folds) +
                   " folds, so that each patient was tested once by networks that had not seen "
                   "him. "
             : "on " + counted(study.training_patients, "patient", "patients") +
                   "; the best epoch was chosen on " + std::to_string(study.validation_patients) +
                   ", and " + std::to_string(study.testing_patients) +
                   " were tested (split: " + study.split_source + "). ");
  }
  text +=
      "Testing labels were left clean. Reported are Dice and Hausdorff distance of the left "
      "ventricle, mean of both views, and the error of the ejection fraction (EF) and of the "
      "end-systolic volume against those of the clean labels. ";
  if (!noisy_conditions(plan).empty()) {
    if (data.comparison.is_descriptive()) {
      text +=
          "With fewer than three seeds, differences between labels are descriptive: they have "
          "neither interval nor p value. ";
    } else if (data.comparison.tests > 0) {
      text +=
          "Differences to clean labels are paired by patient and seed; intervals and p values "
          "take patients and seeds for random (two-way random effects, Satterthwaite), "
          "adjusted by Holm for all " +
          std::to_string(data.comparison.tests) + " tests. ";
    }
  }
  return text;
}

std::string labels_method(const plan::StudyPlan& plan) {
  return "It was drawn " + std::to_string(plan.draws) + " times on each label, independently (" +
         seeds_text(plan) +
         "), and volumes and ejection fraction (EF) were computed from every draw; the bias of a "
         "patient is the mean of his draws less the EF of his clean labels, intervals are over "
         "patients. ";
}

Paragraph method(const analysis::ReportData& data) {
  const plan::StudyDescription& study = data.description;
  std::string text = "Data were " + data_words(study) + " (SHA-256 " +
                     study.data_fingerprint.substr(0, 16) + "…). ";
  const std::string noise = noise_sentence(data.plan);
  if (!noise.empty()) {
    text +=
        "Errors of annotation were simulated in the outlines of the left ventricle by "
        "camus-noise " +
        study.program_version +
        ", after “Noisy Annotations in Semantic Segmentation” (arXiv:2406.10891). Noise " + noise +
        ". ";
  }
  text += data.plan.kind == plan::StudyKind::kTraining ? networks_method(data)
                                                       : labels_method(data.plan);
  text += "Volumes are by " + volume_words(data.plan.volume_method) + ". ";
  text += "Software: camus-noise " + study.program_version;
  for (const auto& [library, version] : study.libraries) {
    text.append(", ").append(library).append(" ").append(version);
  }
  if (!data.code_digest.empty()) {
    text += " (SHA-256 of the code " + data.code_digest.substr(0, 16) + "…)";
  }
  return text + ".";
}

// --- what is known of the annotations ------------------------------------------------------------

std::string by_origin(
    cardiac::DataOrigin origin, std::string_view phantom, std::string_view camus) {
  switch (origin) {
    case cardiac::DataOrigin::kPhantom:
      return std::string(phantom);
    case cardiac::DataOrigin::kCamus:
      return std::string(camus);
    case cardiac::DataOrigin::kOther:
      return std::string(kNotKnown);
  }
  throw std::logic_error("an origin of data has no words");
}

std::string labelled_text(const analysis::ReportData& data) {
  if (data.plan.kind == plan::StudyKind::kTraining) {
    const plan::StudyDescription& study = data.description;
    return std::to_string(study.training_patients) + " patients to learn from, " +
           std::to_string(study.validation_patients) + " to choose the epoch, " +
           std::to_string(study.testing_patients) + " to test" +
           (data.plan.folds > 1 ? " in the first of " + std::to_string(data.plan.folds) + " folds"
                                : "");
  }
  const std::size_t measured =
      data.sensitivity.empty() ? 0 : data.sensitivity.front().patients.size();
  return counted(static_cast<int>(measured), "patient", "patients");
}

std::string left_out_text(const analysis::ReportData& data) {
  const std::size_t left_out =
      data.sensitivity.empty() ? 0 : data.sensitivity.front().left_out.size();
  const std::size_t warnings = data.description.warnings.size();
  std::string text = left_out == 0 ? ""
                                   : counted(static_cast<int>(left_out), "patient", "patients") +
                                         " could not be measured; ";
  text += warnings == 0 ? "nothing was found wrong with the files"
                        : counted(static_cast<int>(warnings), "remark", "remarks") +
                              " on the data (see Provenance)";
  return text;
}

std::string variability_text(const analysis::ReportData& data) {
  const std::string simulated =
      noisy_conditions(data.plan).empty() ? "" : "; simulated here: see Method";
  return by_origin(
             data.description.origin,
             "none: there is no annotator",
             "published by the data set’s makers for a part of it (Leclerc et al., 2019)") +
         simulated;
}

Table annotations_table(const analysis::ReportData& data) {
  const plan::StudyDescription& study = data.description;
  const cardiac::DataOrigin origin = study.origin;
  const auto row = [](std::string question, std::string answer) {
    return TableRow{{std::move(question), std::move(answer)}};
  };
  return {
      .caption =
          "What CLAIM (Mongan et al., Radiology: Artificial Intelligence 2(2), 2020) and CLEARR-AI "
          "(Elfer et al., Modern Pathology 37(4), 2024) ask about annotations, in our words. “Not "
          "known” is what the files do not say: fill it in before you publish.",
      .columns = {{"Question"}, {"Answer"}},
      .rows = {
          row("What is the reference standard?",
              "the clean outlines of the left ventricle, as the label maps have them, in apical "
              "two- and four-chamber frames at end-diastole and end-systole"),
          row("Why this one?",
              by_origin(
                  origin,
                  "it is true by construction (but for what --traced-labels changes)",
                  kNotKnown)),
          row("Who annotated, and how were they qualified and prepared?",
              by_origin(origin, "nobody: a program drew the hearts and their outlines", kNotKnown)),
          row("With which tools?", by_origin(origin, "camus-phantom", kNotKnown)),
          row("By which instructions, and what did annotators see and know?",
              by_origin(origin, "not applicable", kNotKnown)),
          row("How many annotations has each frame?",
              "one is used here; others: " + by_origin(origin, "none", kNotKnown)),
          row("How far do annotators differ from one another and from themselves?",
              variability_text(data)),
          row("How were differences between annotators settled?",
              by_origin(origin, "not applicable", kNotKnown)),
          row("How many patients are annotated?", labelled_text(data)),
          row("What was checked, and who was left out?", left_out_text(data)),
          row("Were annotations changed afterwards?",
              noisy_conditions(data.plan).empty()
                  ? "no"
                  : std::string("yes, on purpose and on a copy (see Method)") +
                        (data.plan.kind == plan::StudyKind::kTraining
                             ? "; networks were tested on clean ones"
                             : "")),
          row("Which version of the annotations is it?",
              "the files of SHA-256 " + study.data_fingerprint),
          row("May others have them?",
              study.licence.empty()
                  ? by_origin(
                        origin,
                        "anyone can make them again: camus-phantom gives the same bytes for the "
                        "same seed",
                        "from the makers of the data set, under its licence")
                  : study.licence)}};
}

}  // namespace

Section method_section(const analysis::ReportData& data) {
  return {
      .heading = "Method, in words for a paper",
      .blocks = {
          method(data),
          Paragraph("Every parameter is in summary.json; change the words, not the numbers.")}};
}

Section annotations_section(const analysis::ReportData& data) {
  return {.heading = "What is known of the annotations", .blocks = {annotations_table(data)}};
}

}  // namespace segnoise::page
