#include "report/study_report.h"

#include "cardiac/ef_category.h"
#include "metrics/bootstrap.h"
#include "metrics/summary.h"
#include "report/charts.h"
#include "report/png.h"
#include "storage/write_file.h"
#include "study/study.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace segnoise {
namespace {

constexpr double kPercent = 100.0;
constexpr int kGalleryHeightPx = 560;
constexpr std::string_view kAbsent = "–";

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, std::abs(value));
  const bool is_zero =
      std::string_view(text.data()).find_first_of("123456789") == std::string_view::npos;
  return (value < 0.0 && !is_zero ? "−" : "") + std::string(text.data());
}

std::string with_sign(double value, int decimals) {
  const std::string text = fixed(value, decimals);
  return value > 0.0 && text.find_first_of("123456789") != std::string::npos ? "+" + text : text;
}

std::string counted(int count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string lower_case(std::string text) {
  std::ranges::transform(
      text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string mean_sd(const std::vector<double>& values, int decimals) {
  const auto over = summary(values);
  if (!over) return std::string(kAbsent);
  return fixed(over->mean, decimals) + " ± " + fixed(over->sd, decimals);
}

using NumberText = std::string (*)(double value, int decimals);

std::string interval_text(
    const std::optional<Interval>& interval, int decimals, NumberText text = fixed) {
  if (!interval) return "";
  return text(interval->lower, decimals) + " to " + text(interval->upper, decimals);
}

// --- what was done -------------------------------------------------------------------------------

bool is_given_network(const StudyResults& results) {
  const auto conditions = conditions_of(results);
  return std::ranges::none_of(conditions, [](const std::string& condition) {
    return condition == kCleanCondition || condition == kNoisyCondition;
  });
}

std::string what_was_done(const StudyResults& results) {
  const StudyDescription& d = results.description;
  const std::string data = d.is_phantom ? "the built-in phantom, which imitates apical "
                                          "echocardiograms and knows their true volumes"
                                        : "apical two- and four-chamber echocardiograms";
  const std::string split = " (split: " + d.split_source + ")";
  if (is_given_network(results)) {
    return "A network that was trained elsewhere outlined the left ventricle on " + data +
           ". It was tested on " + counted(d.testing_patients, "patient", "patients") + split +
           " against their clean labels.";
  }
  std::string text = "Networks learned to outline the left ventricle on " + data +
                     ": one from clean labels, one from labels of the same " +
                     counted(d.training_patients, "patient", "patients") +
                     " after the noise of setup “" + d.setup.name +
                     "” had been added to their left-ventricle outlines";
  if (!d.setup.description.empty()) text += " (" + d.setup.description + ")";
  const std::string choice =
      d.validation_patients == 0
          ? "No patient was left to choose the best epoch, so the networks are those of the last, "
          : counted(d.validation_patients, "patient", "patients") +
                " with clean labels chose the best epoch, ";
  return text + ". Everything else was the same: order, seed, network and stopping rule. " +
         choice + "and " + counted(d.testing_patients, "patient", "patients") + split +
         " with clean labels tested the networks.";
}

std::string found_sentence(const Table7Row& row) {
  if (!row.ef_error_pp) return "";
  const OutlineRole role = role_of_condition(row.condition);
  const std::string network = role == OutlineRole::kPredicted ? "The given network"
                              : role == OutlineRole::kPredictedClean
                                  ? "The network trained on clean labels"
                                  : "The network trained on noisy labels";
  std::string text = network + " missed the ejection fraction by " +
                     fixed(row.ef_error_pp->over_patients.mean, 1) +
                     " percentage points on average";
  if (const auto& ci = row.ef_error_pp->mean_ci95)
    text += " (95 % CI " + interval_text(ci, 1) + ")";
  if (row.dice_ed_percent && row.dice_es_percent) {
    text += ", with a Dice of " + fixed(row.dice_ed_percent->over_patients.mean, 1) +
            " % at end-diastole and " + fixed(row.dice_es_percent->over_patients.mean, 1) +
            " % at end-systole";
  }
  return text + ".";
}

Section summary_section(const StudyResults& results) {
  Section section{.heading = "What was done"};
  section.blocks.emplace_back(Paragraph(what_was_done(results)));
  for (const Table7Row& row : results.table7) {
    const std::string sentence = found_sentence(row);
    if (!sentence.empty()) section.blocks.emplace_back(Paragraph(sentence));
  }
  if (results.description.is_phantom) {
    section.blocks.emplace_back(
        Paragraph("The phantom shows how noise travels from labels to volumes. It says nothing "
                  "about any patient, and "
                  "its numbers cannot be compared with results on real images."));
  }
  return section;
}

// --- Table 7 -------------------------------------------------------------------------------------

// Source: arXiv:2406.10891, Table 7: simple U-Net on CAMUS, tested on clean labels.
struct PaperRow {
  std::string_view labels;
  std::array<std::string_view, 4> values;
};
constexpr std::array kPaperRows{
    PaperRow{"Paper, CAMUS: clean", {"86.9", "91.1", "2.1", "6.3"}},
    PaperRow{"Paper, CAMUS: noisy (low)", {"82.1", "87.5", "4.5", "11.25"}}};

std::string cell_text(const std::optional<Table7Cell>& cell) {
  if (!cell) return std::string(kAbsent);
  std::string text = fixed(cell->over_patients.mean, 1) + " ± " + fixed(cell->over_patients.sd, 1);
  if (cell->mean_ci95) text += "\n" + interval_text(cell->mean_ci95, 1);
  return text;
}

Section table7_section(const StudyResults& results) {
  Table table{
      .caption =
          "Measured against clean labels: mean ± standard deviation over patients, and below it "
          "the 95 % "
          "bootstrap interval of the mean. Rows in italics are the paper’s.",
      .columns = {
          {"Network"},
          {"Patients", CellKind::kNumber},
          {"Dice LV ES\n%", CellKind::kNumber},
          {"Dice LV ED\n%", CellKind::kNumber},
          {"EF error\npercentage points", CellKind::kNumber},
          {"Hausdorff ED\nmm", CellKind::kNumber}}};
  for (const Table7Row& row : results.table7) {
    table.rows.push_back(
        {{title_of_condition(row.condition),
          std::to_string(row.patients),
          cell_text(row.dice_es_percent),
          cell_text(row.dice_ed_percent),
          cell_text(row.ef_error_pp),
          cell_text(row.hd_ed_mm)}});
  }
  if (!table.rows.empty()) {
    for (const PaperRow& paper : kPaperRows) {
      TableRow row{
          .cells = {std::string(paper.labels), std::string(kAbsent)}, .kind = RowKind::kReference};
      row.cells.insert(row.cells.end(), paper.values.begin(), paper.values.end());
      table.rows.push_back(std::move(row));
    }
  }
  Section section{.heading = "Table 7: segmentation and ejection fraction", .blocks = {table}};
  section.blocks.emplace_back(Paragraph(
      results.description.is_phantom
          ? "This study ran on the phantom, the paper’s on the CAMUS patients: the two are not "
            "comparable. What can be "
            "compared is the direction and the order of size of the change from clean to noisy."
          : "The paper’s numbers are of its own split, network and training; setup “low” is the "
            "one it reports."));
  section.blocks.emplace_back(Paragraph(
      "ED end-diastole, ES end-systole, LV left ventricle. Dice: overlap of two outlines, 100 % if "
      "they agree. Hausdorff "
      "distance: how far apart they are where they differ most. EF error: absolute difference from "
      "the ejection fraction "
      "that the clean labels give. Each patient counts once, with the mean over both views."));
  return section;
}

// --- ejection fraction ---------------------------------------------------------------------------

std::string share(const std::vector<double>& values, const std::function<bool(double)>& holds) {
  const auto count = std::ranges::count_if(values, holds);
  return std::to_string(count) + " of " + std::to_string(values.size());
}

TableRow ef_row(const ChartSeries& series, std::uint64_t seed) {
  std::vector<double> errors;
  std::vector<double> sizes;
  int moved = 0;
  for (const Point ef : series.points) {
    errors.push_back(ef.y - ef.x);
    sizes.push_back(std::abs(ef.y - ef.x));
    moved += ef_category(ef.x) != ef_category(ef.y) ? 1 : 0;
  }
  const auto bias = summary(errors);
  const auto mae = summary(sizes);
  const std::string n = std::to_string(errors.size());
  const std::string none(kAbsent);
  if (!bias || !mae) return {{series.name, n, none, none, none, none, none, none}};
  constexpr double kNormal95 = 1.96;
  const Interval limits{
      .lower = bias->mean - kNormal95 * bias->sd, .upper = bias->mean + kNormal95 * bias->sd};
  const auto within = [&](double points) {
    return share(sizes, [=](double size) { return size <= points; });
  };
  return {
      {series.name,
       n,
       fixed(mae->mean, 1) + "\n" + interval_text(bootstrap_mean_interval(sizes, seed), 1),
       with_sign(bias->mean, 1) + "\n" +
           interval_text(bootstrap_mean_interval(errors, seed), 1, with_sign),
       interval_text(limits, 1, with_sign),
       within(5.0),
       within(10.0),
       std::to_string(moved) + " of " + n}};
}

Section ef_section(const StudyResults& results, const StudyFigures& figures) {
  Section section{.heading = "Ejection fraction"};
  for (const NamedFigure& figure : figures.ef_agreement) section.blocks.emplace_back(figure.figure);
  if (figures.ef_agreement.empty())
    section.blocks.emplace_back(Paragraph("There is no chart of the ejection fractions."));
  Table table{
      .caption =
          "Agreement with the ejection fraction from the clean labels, in percentage points, by "
          "patient. 95 % "
          "bootstrap intervals below the means.",
      .columns = {
          {"Network"},
          {"Patients", CellKind::kNumber},
          {"Mean absolute error", CellKind::kNumber},
          {"Bias", CellKind::kNumber},
          {"95 % limits of agreement", CellKind::kNumber},
          {"Within 5 points", CellKind::kNumber},
          {"Within 10 points", CellKind::kNumber},
          {"Other EF category", CellKind::kNumber}}};
  for (const ChartSeries& series : ef_series(results)) {
    table.rows.push_back(ef_row(series, results.description.seed));
  }
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(Paragraph(
      "Bias is network minus clean labels. " + std::string(kEfCategoryRule) +
      " Volumes by method “" + std::string(name_of(results.description.volume_method)) + "”."));
  return section;
}

// --- noise ---------------------------------------------------------------------------------------

TableRow noise_row(const StudyResults& results, Instant instant) {
  std::vector<double> dice;
  std::vector<double> hd;
  std::vector<double> area;
  std::vector<double> volume;
  int labels = 0;
  int removed = 0;
  for (const NoiseRecord& record : results.noise) {
    if (record.frame.instant != instant) continue;
    ++labels;
    removed += record.removed ? 1 : 0;
    const Effect& effect = record.effect;
    if (effect.overlap) dice.push_back(kPercent * effect.overlap->dice);
    if (effect.distances) hd.push_back(effect.distances->hd_mm);
    if (const auto change = effect.area_change()) area.push_back(kPercent * *change);
    if (record.clean_volume_ml && record.noisy_volume_ml && *record.clean_volume_ml > 0.0) {
      volume.push_back(kPercent * (*record.noisy_volume_ml / *record.clean_volume_ml - 1.0));
    }
  }
  return {
      {instant == Instant::kEndDiastole ? "End-diastole" : "End-systole",
       std::to_string(labels),
       mean_sd(dice, 1),
       mean_sd(hd, 1),
       mean_sd(area, 1),
       mean_sd(volume, 1),
       std::to_string(removed)}};
}

Section noise_section(const StudyResults& results) {
  Table table{
      .caption =
          "Left-ventricle labels of the training patients after the noise, against before: mean ± "
          "standard deviation "
          "over labels.",
      .columns =
          {{"Instant"},
           {"Labels", CellKind::kNumber},
           {"Dice\n%", CellKind::kNumber},
           {"Hausdorff\nmm", CellKind::kNumber},
           {"Area change\n%", CellKind::kNumber},
           {"Volume change\n%, single plane", CellKind::kNumber},
           {"Removed", CellKind::kNumber}},
      .empty = "No labels were corrupted."};
  if (!results.noise.empty()) {
    for (const Instant instant : kInstants) table.rows.push_back(noise_row(results, instant));
  }
  return {.heading = "What the noise did to the training labels", .blocks = {table}};
}

// --- gallery -------------------------------------------------------------------------------------

std::string ef_text(const StudyResults& results, const std::string& patient) {
  std::string text;
  for (const PatientResult& result : results.patients) {
    if (result.patient != patient) continue;
    if (text.empty() && result.reference) {
      text = "EF from the clean labels " + fixed(result.reference->ef_percent, 1) + " %";
    }
    if (result.predicted && !text.empty()) {
      text += ", " + lower_case(title_of_condition(result.condition)) + " " +
              fixed(result.predicted->ef_percent, 1) + " %";
    }
  }
  return text.empty() ? "No EF" : text;
}

Section gallery_section(const StudyResults& results, const StudyFigures& figures) {
  Section section{.heading = "Worst, median and best patient"};
  if (figures.gallery.empty()) {
    section.blocks.emplace_back(Paragraph("No patient can be shown."));
    return section;
  }
  section.blocks.emplace_back(Paragraph(
      "Ranked by the mean Dice of the left ventricle over the patient’s frames, network “" +
      lower_case(title_of_condition(conditions_of(results).back())) +
      "”. The noisy label shows what the setup makes of this patient’s clean label; networks "
      "were tested against the clean one."));
  for (const NamedFigure& figure : figures.gallery) section.blocks.emplace_back(figure.figure);
  return section;
}

// --- training, patients, provenance --------------------------------------------------------------

Section training_section(const StudyResults& results, const StudyFigures& figures) {
  Section section{.heading = "Training"};
  for (const NamedFigure& figure : figures.training_curves)
    section.blocks.emplace_back(figure.figure);
  Table table{
      .caption = "The epoch of best validation Dice is the one whose network was tested.",
      .columns =
          {{"Network"},
           {"Epochs", CellKind::kNumber},
           {"Best epoch", CellKind::kNumber},
           {"Its validation Dice", CellKind::kNumber},
           {"Last training loss", CellKind::kNumber}},
      .empty = "No network was trained in this study."};
  for (const TrainingRecord& training : results.training) {
    const EpochRecord* best = nullptr;
    for (const EpochRecord& epoch : training.epochs) {
      if (epoch.validation_dice &&
          (best == nullptr || *epoch.validation_dice > *best->validation_dice))
        best = &epoch;
    }
    table.rows.push_back(
        {{title_of_condition(training.condition),
          std::to_string(training.epochs.size()),
          best != nullptr ? std::to_string(best->epoch) : std::string(kAbsent),
          best != nullptr ? fixed(*best->validation_dice, 3) : std::string(kAbsent),
          training.epochs.empty() ? std::string(kAbsent)
                                  : fixed(training.epochs.back().training_loss, 4)}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

std::string optional_text(const std::optional<double>& value, double scale, int decimals) {
  return value ? fixed(scale * *value, decimals) : std::string(kAbsent);
}

// What the volumes of each patient warn of; those from the clean labels once.
BulletList volume_remarks(const std::vector<const PatientResult*>& by_patient) {
  BulletList remarks;
  const auto add = [&](const std::string& whose, const std::optional<Ejection>& ejection) {
    if (!ejection) return;
    for (const std::string& warning : ejection->warnings) {
      std::string line = whose;
      line.append(", ").append(warning);
      remarks.items.emplace_back(line);
    }
  };
  std::string_view previous;
  for (const PatientResult* patient : by_patient) {
    if (patient->patient != previous) add(patient->patient + ", clean label", patient->reference);
    previous = patient->patient;
    add(patient->patient + ", " + lower_case(title_of_condition(patient->condition)),
        patient->predicted);
  }
  return remarks;
}

Section patients_section(const StudyResults& results) {
  Table table{
      .caption =
          "Every testing patient, by network: ejection fraction and volumes from the predicted "
          "outlines, with those "
          "from the clean labels, and Dice of the left ventricle (mean of the views).",
      .columns =
          {{"Patient"},
           {"Network"},
           {"EF\n%", CellKind::kNumber},
           {"EF, clean labels\n%", CellKind::kNumber},
           {"EDV\nmL", CellKind::kNumber},
           {"ESV\nmL", CellKind::kNumber},
           {"Dice ED\n%", CellKind::kNumber},
           {"Dice ES\n%", CellKind::kNumber},
           {"Hausdorff ED\nmm", CellKind::kNumber}},
      .empty = "No patient was tested."};
  std::vector<const PatientResult*> ordered;
  for (const PatientResult& patient : results.patients) ordered.push_back(&patient);
  std::ranges::stable_sort(ordered, {}, &PatientResult::patient);
  for (const PatientResult* patient : ordered) {
    const auto volume =
        [](const std::optional<Ejection>& ejection, double Ejection::*which, int decimals) {
          return ejection ? fixed((*ejection).*which, decimals) : std::string(kAbsent);
        };
    table.rows.push_back(
        {{patient->patient,
          title_of_condition(patient->condition),
          volume(patient->predicted, &Ejection::ef_percent, 1),
          volume(patient->reference, &Ejection::ef_percent, 1),
          volume(patient->predicted, &Ejection::edv_ml, 0) + " (" +
              volume(patient->reference, &Ejection::edv_ml, 0) + ")",
          volume(patient->predicted, &Ejection::esv_ml, 0) + " (" +
              volume(patient->reference, &Ejection::esv_ml, 0) + ")",
          optional_text(
              patient->lv_mean(Instant::kEndDiastole, &StructureMeasures::dice), kPercent, 1),
          optional_text(
              patient->lv_mean(Instant::kEndSystole, &StructureMeasures::dice), kPercent, 1),
          optional_text(
              patient->lv_mean(Instant::kEndDiastole, &StructureMeasures::hd_mm), 1.0, 1)}});
  }
  Section section{.heading = "Patients", .blocks = {table}};
  BulletList remarks = volume_remarks(ordered);
  if (!remarks.items.empty()) {
    section.blocks.emplace_back(Paragraph("Volumes to look at twice:"));
    section.blocks.emplace_back(std::move(remarks));
  }
  return section;
}

Section provenance_section(const StudyResults& results, const StudyFigures& figures) {
  const StudyDescription& d = results.description;
  Table table{
      .caption = "All that is needed to make this study again.", .columns = {{"What"}, {"Value"}}};
  const auto add = [&](const std::string& what, const std::string& value) {
    if (!value.empty()) table.rows.push_back({{what, value}});
  };
  add("Command", d.command_line);
  add("Program", d.program_version);
  for (const auto& [library, version] : d.libraries) add(library, version);
  add("Data", d.is_phantom ? d.data_root + " (phantom)" : d.data_root);
  add("SHA-256 of the data", d.data_fingerprint);
  add("Patients",
      std::to_string(d.training_patients) + " training, " + std::to_string(d.validation_patients) +
          " validation, " + std::to_string(d.testing_patients) +
          " testing; split: " + d.split_source);
  add("Noise setup",
      d.setup.description.empty() ? d.setup.name : d.setup.name + ": " + d.setup.description);
  add("Seed", std::to_string(d.seed));
  add("Volumes", std::string(name_of(d.volume_method)));
  for (const auto& [option, value] : d.learning) add(option, value);
  if (d.elapsed_s > 0.0) add("Time taken", fixed(d.elapsed_s, 0) + " s");

  Section section{.heading = "Provenance", .blocks = {table}};
  BulletList remarks;
  for (const std::string& warning : d.warnings) remarks.items.emplace_back(warning);
  for (const std::string& remark : figures.remarks) remarks.items.emplace_back(remark);
  if (!remarks.items.empty()) {
    section.blocks.emplace_back(Paragraph("Remarks on the data and on this report:"));
    section.blocks.emplace_back(std::move(remarks));
  }
  return section;
}

// Source: the data set's licence, CC BY-NC-SA 4.0, and its citation duty.
std::vector<Paragraph> footer(const StudyDescription& description, ReportImages images) {
  std::vector<Paragraph> paragraphs;
  if (!description.is_phantom) {
    const Span citation{
        .text =
            "S. Leclerc et al., “Deep Learning for Segmentation Using an Open Large-Scale Dataset "
            "in 2D "
            "Echocardiography”, IEEE Transactions on Medical Imaging 38(9), 2198–2210, 2019, "
            "doi 10.1109/TMI.2019.2900516",
        .address = "https://doi.org/10.1109/TMI.2019.2900516"};
    if (images == ReportImages::kFrames) {
      paragraphs.emplace_back(std::vector<Span>{
          {.text = "Images from the CAMUS data set: "},
          citation,
          {.text = ". Licence "},
          {.text = "CC BY-NC-SA 4.0",
           .address = "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
          {.text = ". Changed: frames were cut out and rescaled, and outlines and text were drawn "
                   "over them. Whoever shares "
                   "this report shares adapted material: keep this notice, make no commercial use "
                   "of it, and share it "
                   "under the same licence."}});
    } else {
      paragraphs.emplace_back(std::vector<Span>{
          {.text = "Computed from the CAMUS data set, without any of its images: "},
          citation,
          {.text = "."}});
    }
  }
  paragraphs.emplace_back(std::vector<Span>{
      {.text = "Noise models and study after “Noisy Annotations in Semantic Segmentation”, "},
      {.text = "arXiv:2406.10891", .address = "https://arxiv.org/abs/2406.10891"},
      {.text = ". Made by camus-noise " + description.program_version +
               ". For research: not a medical device, and not for diagnosis."}});
  return paragraphs;
}

// Draws a chart, or says why it could not be drawn.
std::vector<NamedFigure> drawn_chart(
    const std::string& file_name,
    const std::vector<ChartSeries>& series,
    Picture (*draw)(const std::vector<ChartSeries>&),
    Figure words,
    std::vector<std::string>& remarks) {
  if (std::ranges::all_of(series, [](const ChartSeries& s) { return s.points.empty(); })) return {};
  try {
    words.image = png_bytes(draw(series));
  } catch (const std::runtime_error& error) {
    remarks.push_back(file_name + " was not drawn: " + error.what());
    return {};
  }
  return {{file_name, std::move(words)}};
}

}  // namespace

StudyFigures draw_study_figures(
    const StudyResults& results, std::span<const Patient> testing, ReportImages images) {
  StudyFigures figures;
  figures.ef_agreement = drawn_chart(
      "ef_agreement.png",
      ef_series(results),
      draw_ef_agreement,
      {.alt = "Scatter plot: ejection fraction from each network's outlines against that from the "
              "clean labels, one point "
              "per patient, with the line of identity.",
       .caption = "Each point is a patient. On the diagonal, network and clean labels agree; "
                  "dotted lines mark 40 and 50 %, "
                  "where EF categories meet."},
      figures.remarks);
  figures.training_curves = drawn_chart(
      "training_curves.png",
      dice_series(results),
      draw_training_curves,
      {.alt = "Line chart: Dice on the validation patients by epoch, for each network.",
       .caption = "Dice on the validation patients, whose labels are clean for both networks."},
      figures.remarks);
  for (GalleryCase& one : gallery(results, testing, images)) {
    const std::string heading = one.rank + " patient: " + one.patient;
    const Picture picture = draw_panels(
        one.panels,
        {.heading = heading,
         .columns = 4,
         .field = Field::kAroundOutlines,
         .frame_height_px = kGalleryHeightPx});
    const std::string ef = ef_text(results, one.patient) + ".";
    std::string alt = heading;
    alt.append(": left-ventricle outlines in ")
        .append(counted(static_cast<int>(one.panels.size()), "frame", "frames"))
        .append(". ")
        .append(ef);
    figures.gallery.push_back(
        {lower_case(one.rank) + ".png",
         {.image = png_bytes(picture), .alt = std::move(alt), .caption = one.patient + ": " + ef}});
  }
  return figures;
}

Document study_document(
    const StudyResults& results, const StudyFigures& figures, ReportImages images) {
  const StudyDescription& d = results.description;
  return {
      .title = is_given_network(results)
                   ? "Left-ventricle outlines and ejection fraction"
                   : "Label noise “" + d.setup.name + "” and ejection fraction",
      .subtitle = d.is_phantom ? "Study on the built-in phantom" : "Study on " + d.data_root,
      .sections =
          {summary_section(results),
           table7_section(results),
           ef_section(results, figures),
           noise_section(results),
           gallery_section(results, figures),
           training_section(results, figures),
           patients_section(results),
           provenance_section(results, figures)},
      .footer = footer(d, images)};
}

std::vector<std::string> write_study_report(
    const std::filesystem::path& folder,
    const StudyResults& results,
    std::span<const Patient> testing,
    ReportImages images) {
  const auto figures_folder = folder / "figures";
  std::error_code error;
  std::filesystem::create_directories(figures_folder, error);
  if (error)
    throw std::runtime_error("cannot make " + figures_folder.string() + ": " + error.message());
  const StudyFigures figures = draw_study_figures(results, testing, images);
  for (const auto* group : {&figures.ef_agreement, &figures.training_curves, &figures.gallery}) {
    for (const NamedFigure& named : *group)
      write_file(figures_folder / named.file_name, named.figure.image);
  }
  write_html(folder / "report.html", study_document(results, figures, images));
  return figures.remarks;
}

}  // namespace segnoise
