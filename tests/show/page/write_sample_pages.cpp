// write_sample_pages DIR: pages with every chart and with patients' panels, of studies that never
// were, for open_in_chromium.mjs.
#include "show/charts/report_charts.h"
#include "show/page/evaluation_page.h"
#include "show/page/html.h"
#include "show/page/made_up_study.h"
#include "show/page/sections.h"

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <png.h>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace segnoise;

// A grey ramp that is not the same for two patients.
std::string picture_of(int patient) {
  constexpr int kWidthPx = 1200;
  constexpr int kHeightPx = 600;
  std::vector<std::uint8_t> grey;
  for (int y = 0; y < kHeightPx; ++y) {
    for (int x = 0; x < kWidthPx; ++x)
      grey.push_back(static_cast<std::uint8_t>((x / 5 + y / 5 + 7 * patient) % 256));
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = kWidthPx;
  image.height = kHeightPx;
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t bytes = 0;
  png_image_write_to_memory(&image, nullptr, &bytes, 0, grey.data(), 0, nullptr);
  std::string file(bytes, '\0');
  png_image_write_to_memory(&image, file.data(), &bytes, 0, grey.data(), 0, nullptr);
  return file;
}

page::Document page_of(const std::string& title, const analysis::ReportData& data, int patients) {
  page::Section charts{.heading = "Charts", .blocks = {}};
  for (const auto chart :
       {charts::ef_scatter_chart,
        charts::ef_bland_altman_chart,
        charts::reclassification_chart,
        charts::dice_chart,
        charts::hausdorff_chart,
        charts::severity_chart,
        charts::ef_intervals_chart,
        charts::strata_chart,
        charts::training_chart}) {
    if (std::optional<charts::Chart> drawn = chart(data))
      charts.blocks.emplace_back(std::move(*drawn));
  }
  page::PatientPanels panels;
  for (int patient = 1; patient <= patients; ++patient) {
    const std::string name = testing::made_up_patient(patient);
    panels.panels.push_back(
        {name,
         {.image = picture_of(patient), .alt = "Outlines of " + name, .caption = "Outlines"}});
  }
  page::Section section{.heading = "Patients", .blocks = {}};
  section.blocks.emplace_back(std::move(panels));
  return {
      .title = title,
      .subtitle = "Made up, to see whether pages work",
      .sections = {std::move(charts), std::move(section)}};
}

/// The sections of a study of labels that have tables, the widest of all among them.
page::Document tables_of(const std::string& title, const analysis::ReportData& data) {
  return {.title = title, .sections = {*page::label_section(data), *page::strata_section(data)}};
}

/// Detections by three kinds of overlap, each worse than the one before.
page::EvaluationReport made_up_evaluation() {
  page::EvaluationReport evaluated{
      .results = "detections.json", .truth = "instances.json", .program = "coco-eval 0.1.0"};
  double best = 0.95;
  for (const char* kind : {"segm", "bbox", "boundary"}) {
    charts::DetectionScores scores{.kind = kind};
    double height = best;
    for (const char* name : {"IoU 0.50", "IoU 0.75", "mean of 0.50 to 0.95"}) {
      charts::PrecisionRecallCurve curve{.name = name};
      for (int i = 0; i <= 100; ++i) {
        const double recall = i / 100.0;
        curve.points.push_back({recall, height * (1.0 - recall * recall)});
      }
      scores.curves.push_back(std::move(curve));
      height -= 0.2;
    }
    scores.by_size = {{"all", best / 2}, {"small", {}}, {"medium", best / 3}, {"large", best}};
    scores.error_gains = {
        {"class", 0.012},
        {"localisation", 0.1},
        {"both", -0.001},
        {"duplicate", 0.0},
        {"background", 0.031},
        {"missed", 0.08}};
    evaluated.scores.push_back(std::move(scores));
    best -= 0.2;
  }
  return evaluated;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "write_sample_pages: usage: write_sample_pages DIR\n";
    return 1;
  }
  const std::filesystem::path folder(argv[1]);
  const testing::MadeUpStudy small{};
  const testing::MadeUpStudy large{
      .kinds =
          {"approximation",
           "localization",
           "scale",
           "dilation",
           "erosion",
           "opening",
           "closing",
           "shift",
           "camus"},
      .seeds = {1}};
  page::write_html(folder / "training.html", page_of("Four networks", made_up_training(small), 50));
  page::write_html(folder / "training27.html", page_of("28 networks", made_up_training(large), 6));
  page::write_html(
      folder / "labels.html", page_of("Three noises on labels", made_up_labels(small), 6));
  page::write_html(
      folder / "labels27.html", page_of("27 noises on labels", made_up_labels(large), 6));
  const testing::MadeUpStudy one{.patients = 450, .kinds = {"camus"}, .seeds = {1}};
  analysis::ReportData single = made_up_labels(one);
  single.plan.conditions.resize(1);
  page::write_html(folder / "single.html", page_of("One noise on labels", single, 6));
  single.sensitivity.resize(1);
  page::write_html(folder / "tables.html", tables_of("One noise on labels", single));
  page::EvaluationReport evaluated = made_up_evaluation();
  page::write_html(folder / "evaluation.html", page::evaluation_page(evaluated));
  evaluated.scores.resize(1);
  page::write_html(folder / "evaluation1.html", page::evaluation_page(evaluated));
  page::write_html(
      folder / "tables27.html", tables_of("27 noises on labels", made_up_labels(large)));
}
