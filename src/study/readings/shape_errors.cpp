#include "study/readings/shape_errors.h"

#include "base/number_text.h"
#include "base/text_table.h"
#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"

#include <cstddef>

namespace segnoise::readings {
namespace {

std::string mean_sd(const statistics::Summary& summary, int decimals) {
  const std::string mean = base::decimal_text(summary.mean, decimals);
  return summary.count < 2 ? mean : mean + " ± " + base::decimal_text(summary.sd, decimals);
}

}  // namespace

std::optional<ShapeErrors> shape_errors(
    const shape::Mask& clean, const shape::Mask& drawn, const shape::Spacing& spacing_mm) {
  const auto distances = metrics::surface_distances(clean, drawn, spacing_mm);
  if (!distances) return std::nullopt;
  return ShapeErrors{
      .draws = 1,
      .dice = metrics::overlap(clean, drawn)->dice,
      .hd_mm = distances->hd_mm,
      .hd95_mm = distances->hd95_mm,
      .mad_mm = distances->assd_mm};
}

std::optional<ShapeErrors> mean_shape_errors(std::span<const ShapeErrors> parts) {
  ShapeErrors mean;
  for (const ShapeErrors& part : parts) {
    mean.draws += part.draws;
    for (const NamedShapeError& error : kShapeErrors)
      mean.*error.value += part.draws * part.*error.value;
  }
  if (mean.draws == 0) return std::nullopt;
  for (const NamedShapeError& error : kShapeErrors) mean.*error.value /= mean.draws;
  return mean;
}

std::vector<ShapeSummary> shape_summaries(std::span<const PatientShapes> patients) {
  std::vector<ShapeSummary> summaries;
  const auto add =
      [&](std::string frames, std::span<const cardiac::View> views, cardiac::Instant instant) {
        ShapeSummary summary{.frames = std::move(frames)};
        std::array<std::vector<double>, kShapeErrors.size()> values;
        for (const PatientShapes& patient : patients) {
          std::vector<ShapeErrors> of_views;
          for (const cardiac::View view : views) {
            if (const auto& errors = patient(view, instant)) of_views.push_back(*errors);
          }
          const auto mean = mean_shape_errors(of_views);
          if (!mean) continue;
          ++summary.patients;
          summary.draws += mean->draws;
          for (std::size_t i = 0; i < values.size(); ++i)
            values[i].push_back((*mean).*kShapeErrors[i].value);
        }
        if (summary.patients == 0) return;
        for (std::size_t i = 0; i < values.size(); ++i)
          summary.errors[i] = statistics::summary(values[i]).value();
        summaries.push_back(std::move(summary));
      };
  for (const cardiac::Instant instant : cardiac::kInstants) {
    const std::string name(cardiac::name_of(instant));
    add(name, cardiac::kViews, instant);
    for (const cardiac::View& view : cardiac::kViews) {
      add(std::string(cardiac::name_of(view)) + ' ' + name, {&view, 1}, instant);
    }
  }
  return summaries;
}

std::string shapes_text(std::span<const ShapeSummary> shapes) {
  std::vector<std::vector<std::string>> lines{{"outlines"}};
  for (const NamedShapeError& error : kShapeErrors) lines.front().emplace_back(error.title);
  lines.front().insert(lines.front().end(), {"patients", "draws"});
  for (const ShapeSummary& shape : shapes) {
    auto& line = lines.emplace_back();
    line.push_back(shape.frames);
    for (std::size_t i = 0; i < kShapeErrors.size(); ++i)
      line.push_back(mean_sd(shape.errors[i], kShapeErrors[i].decimals));
    line.push_back(std::to_string(shape.patients));
    line.push_back(std::to_string(shape.draws));
  }
  for (const PublishedShapes& published : kPublishedShapes) {
    for (const auto& [instant, errors] :
         {std::pair{"ED", published.ed}, std::pair{"ES", published.es}}) {
      auto& line = lines.emplace_back();
      line.push_back("published, " + std::string(published.who) + ", " + instant);
      for (const NamedShapeError& error : kShapeErrors) {
        const double value = errors.*error.value;
        line.push_back(value == 0.0 ? "-" : base::decimal_text(value, error.decimals));
      }
    }
  }
  return base::text_table(lines);
}

}  // namespace segnoise::readings
