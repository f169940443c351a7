#include "show/page/evaluation_page.h"

#include <array>
#include <optional>
#include <utility>

namespace segnoise::page {

Document evaluation_page(const EvaluationReport& evaluated) {
  Document page{
      .title = "Detections of " + evaluated.results,
      .subtitle = "Against " + evaluated.truth,
      .footer = {Paragraph("Made by " + evaluated.program + ".")}};
  std::array<std::pair<const char*, std::optional<charts::Chart>>, 3> parts{
      std::pair{"Precision over recall", charts::precision_recall_chart(evaluated.scores)},
      {"Average precision by size", charts::size_precision_chart(evaluated.scores)},
      {"What errors cost", charts::error_cost_chart(evaluated.scores)}};
  for (auto& [heading, chart] : parts) {
    if (!chart) continue;
    page.sections.push_back({.heading = heading, .blocks = {std::move(*chart)}});
  }
  return page;
}

}  // namespace segnoise::page
