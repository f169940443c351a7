#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <set>
#include <utility>

namespace segnoise::page {
namespace {

constexpr const char* kHowToMakeAgain = "docs/studies.md";

std::string joined_seeds(const std::vector<std::uint64_t>& seeds) {
  std::string text;
  for (const std::uint64_t seed : seeds) text += (text.empty() ? "" : ", ") + std::to_string(seed);
  return text;
}

std::string patients_text(const analysis::ReportData& data) {
  const plan::StudyDescription& study = data.description;
  if (data.plan.kind == plan::StudyKind::kLabels) return "";
  return std::to_string(study.training_patients) + " training, " +
         std::to_string(study.validation_patients) + " validation, " +
         std::to_string(study.testing_patients) + " testing; split: " + study.split_source;
}

Table facts_table(const analysis::ReportData& data) {
  const plan::StudyDescription& study = data.description;
  const plan::StudyPlan& plan = data.plan;
  Table table{
      .caption = "All that is needed to make this study again.", .columns = {{"What"}, {"Value"}}};
  const auto add_fact = [&](const std::string& what, const std::string& value) {
    if (!value.empty()) table.rows.push_back({{what, value}});
  };
  add_fact("Command", study.command_line);
  add_fact("Study", plan.description.empty() ? plan.name : plan.name + ": " + plan.description);
  add_fact("Program", study.program_version);
  add_fact("SHA-256 of the code", data.code_digest);
  for (const auto& [library, version] : study.libraries) add_fact(library, version);
  add_fact(
      "Data",
      study.origin == cardiac::DataOrigin::kPhantom ? study.data_root + " (phantom)"
                                                    : study.data_root);
  add_fact("SHA-256 of the data", study.data_fingerprint);
  add_fact("Patients", patients_text(data));
  add_fact(plan.seeds.size() == 1 ? "Seed" : "Seeds", joined_seeds(plan.seeds));
  if (plan.folds > 1) add_fact("Folds", std::to_string(plan.folds));
  if (plan.kind == plan::StudyKind::kLabels)
    add_fact("Draws of each label", std::to_string(plan.draws));
  add_fact("Volumes", std::string(cardiac::name_of(plan.volume_method)));
  for (const auto& [option, value] : study.learning) add_fact(option, value);
  return table;
}

std::string noise_text(const plan::Condition& condition) {
  if (condition.name == plan::kModelCondition) return "from elsewhere";
  if (condition.is_clean()) return "none";
  const noise::NoiseSetup& setup = *condition.setup;
  return setup.description.empty() ? setup.name : setup.name + ": " + setup.description;
}

std::string training_text(const plan::Condition& condition) {
  if (condition.name == plan::kModelCondition) return std::string(kAbsent);
  std::string text = condition.training_patients ? std::to_string(*condition.training_patients)
                                                 : std::string("all");
  if (!condition.is_clean()) text += "\n" + percent_text(condition.noisy_fraction) + " noisy";
  return text;
}

/// Identities of the cells that the numbers of a condition are of.
std::string cells_text(const analysis::ReportData& data, const plan::Condition& condition) {
  std::string text;
  for (const analysis::ConditionComparison& found : data.comparison.conditions) {
    if (found.condition.name != condition.name) continue;
    for (const std::string& cell : found.cells) text += (text.empty() ? "" : " ") + cell;
  }
  return text.empty() ? std::string(kAbsent) : text;
}

/// What the labels of each condition were like, and where its numbers come from.
Table conditions_table(const analysis::ReportData& data) {
  const bool trains = data.plan.kind == plan::StudyKind::kTraining;
  const bool has_cells = !data.comparison.conditions.empty();
  const bool is_given = has_given_network_only(data.plan);
  Table table{
      .caption = is_given ? "What was tested."
                          : "The noise of each condition. Every parameter is in summary.json.",
      .columns = {{"Condition"}, {is_given ? "Network" : "Noise"}}};
  if (trains) table.columns.push_back({"Training patients", CellKind::kNumber});
  if (has_cells) {
    table.caption +=
        " A cell’s identity is that of its folder in cells, and names all that its "
        "numbers depend on.";
    table.columns.push_back({"Cells"});
  }
  for (const plan::Condition& condition : data.plan.conditions) {
    TableRow row{{condition.name, noise_text(condition)}};
    if (trains) row.cells.push_back(training_text(condition));
    if (has_cells) row.cells.push_back(cells_text(data, condition));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Paragraph making_again(const analysis::ReportData& data) {
  const std::string how =
      data.description.command_line.empty()
          ? "To make the study again, give camus-noise --study the same study file (or “" +
                data.plan.name + "”, if it is built in) and the same data"
          : "To make the study again, type the command above";
  return how + "; the same program, libraries and kind of processor give the same bytes (" +
         kHowToMakeAgain +
         "). To make this report again from the results, type camus-report and their folder.";
}

BulletList remarks_of(const analysis::ReportData& data) {
  BulletList remarks;
  for (const std::string& warning : data.description.warnings) remarks.items.emplace_back(warning);
  std::set<std::string> told;  // the same patients are left out of every condition, as a rule
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    for (const analysis::LeftOut& one : found.left_out) {
      const std::string line = one.patient + ": left out: " + one.reason;
      if (told.insert(line).second) remarks.items.emplace_back(line);
    }
  }
  return remarks;
}

}  // namespace

Section provenance_section(const analysis::ReportData& data) {
  Section section{.heading = "Provenance", .blocks = {facts_table(data), conditions_table(data)}};
  section.blocks.emplace_back(making_again(data));
  BulletList remarks = remarks_of(data);
  if (!remarks.items.empty()) {
    section.blocks.emplace_back(Paragraph("Remarks on the data:"));
    section.blocks.emplace_back(std::move(remarks));
  }
  return section;
}

// Source: the data set's licence, CC BY-NC-SA 4.0, and its citation duty.
std::vector<Paragraph> footer_of(const plan::StudyDescription& description, bool show_frames) {
  std::vector<Paragraph> paragraphs;
  if (description.origin == cardiac::DataOrigin::kCamus) {
    const Span citation{
        .text =
            "S. Leclerc et al., “Deep Learning for Segmentation Using an Open Large-Scale "
            "Dataset in 2D Echocardiography”, IEEE Transactions on Medical Imaging 38(9), "
            "2198–2210, 2019, doi 10.1109/TMI.2019.2900516",
        .address = "https://doi.org/10.1109/TMI.2019.2900516"};
    if (show_frames) {
      paragraphs.emplace_back(std::vector<Span>{
          {.text = "Images from the CAMUS data set: "},
          citation,
          {.text = ". Licence "},
          {.text = "CC BY-NC-SA 4.0",
           .address = "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
          {.text = ". Changed: frames were cut out and rescaled, and outlines and text were drawn "
                   "over them. Whoever shares this report shares adapted material: keep this "
                   "notice, make no commercial use of it, and share it under the same licence."}});
    } else {
      paragraphs.emplace_back(std::vector<Span>{
          {.text = "Computed from the CAMUS data set, without any of its images. Please cite: "},
          citation,
          {.text = "."}});
    }
  }
  if (!description.licence.empty()) {
    paragraphs.emplace_back(description.licence);
  } else if (description.origin == cardiac::DataOrigin::kOther) {
    paragraphs.emplace_back(
        std::string(show_frames ? "With frames of " : "Computed from ") + description.data_root +
        ", which carries no mark of a data set that is known here: who may see and share this "
        "report is for the owner of those data to say.");
  }
  paragraphs.emplace_back(std::vector<Span>{
      {.text = "Noise models and study after “Noisy Annotations in Semantic Segmentation”, "},
      {.text = "arXiv:2406.10891", .address = "https://arxiv.org/abs/2406.10891"},
      {.text = ". Made by camus-noise " + description.program_version +
               ". For research: not a medical device, and not for diagnosis."}});
  return paragraphs;
}

}  // namespace segnoise::page
