#include "show/pictures/chart_parts.h"

#include "show/pictures/headless_window.h"
#include "show/pictures/rendered_picture.h"

#include <vtkAxis.h>
#include <vtkContextActor.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkFloatArray.h>
#include <vtkPen.h>
#include <vtkPlot.h>
#include <vtkRect.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTextProperty.h>

#include <cmath>

namespace segnoise::pictures {
namespace {

constexpr double kGridPx = 1.5;
constexpr double kLabelOffsetPx = 16.0;
constexpr double kTickPx = 8.0;
constexpr Rgb kGrid{228, 228, 228};
constexpr Rgb kGuide{140, 140, 140};

void set_layout(vtkChartXY& chart, const ChartLayout& layout) {
  chart.SetAutoSize(false);
  chart.SetLayoutStrategy(vtkChart::AXES_TO_RECT);
  chart.SetSize(vtkRectf(
      drawn_px(1.0 * layout.left),
      drawn_px(1.0 * layout.bottom),
      drawn_px(1.0 * layout.picture.width - layout.left - layout.right),
      drawn_px(1.0 * layout.picture.height - layout.bottom - layout.top)));
  chart.SetShowLegend(false);
}

// VTK draws axes only around a plot.
void add_invisible_plot(vtkChartXY& chart) {
  const auto table = table_of({{0.0, 0.0}, {0.0, 0.0}}, "nothing");
  vtkPlot* plot = chart.AddPlot(vtkChart::LINE);
  plot->SetInputData(table, 0, 1);
  plot->SetColor(0, 0, 0, 0);
}

}  // namespace

float drawn_px(double px) { return static_cast<float>(px * kOversampling); }

vtkNew<vtkTable> table_of(const std::vector<shape::Point>& points, const std::string& name) {
  vtkNew<vtkTable> table;
  vtkNew<vtkFloatArray> x;
  x->SetName("x");
  vtkNew<vtkFloatArray> y;
  y->SetName(name.c_str());
  for (const shape::Point p : points) {
    x->InsertNextValue(static_cast<float>(p.x));
    y->InsertNextValue(static_cast<float>(p.y));
  }
  table->AddColumn(x);
  table->AddColumn(y);
  return table;
}

void set_axis(vtkChartXY& chart, int position, ChartRange range, double step, int decimals) {
  vtkAxis* axis = chart.GetAxis(position);
  axis->SetTitle("");
  axis->SetBehavior(vtkAxis::FIXED);
  axis->SetRange(range.low, range.high);
  vtkNew<vtkDoubleArray> ticks;
  constexpr double kSlack = 1e-9;
  const int first = static_cast<int>(std::ceil(range.low / step - kSlack));
  const int last = static_cast<int>(std::floor(range.high / step + kSlack));
  for (int i = first; i <= last; ++i) ticks->InsertNextValue(i * step);
  axis->SetNotation(vtkAxis::FIXED_NOTATION);
  axis->SetPrecision(decimals);
  axis->SetCustomTickPositions(ticks);
  axis->SetLabelOffset(drawn_px(kLabelOffsetPx));
  axis->SetTickLength(drawn_px(kTickPx));
  axis->GetLabelProperties()->SetFontSize(oversampled(kChartLabelPx));
  axis->GetLabelProperties()->SetColor(
      kChartInk.red / 255.0, kChartInk.green / 255.0, kChartInk.blue / 255.0);
  axis->GetPen()->SetWidth(drawn_px(kChartGuidePx));
  axis->GetPen()->SetColor(kChartInk.red, kChartInk.green, kChartInk.blue);
  axis->GetGridPen()->SetWidth(drawn_px(kGridPx));
  axis->GetGridPen()->SetColor(kGrid.red, kGrid.green, kGrid.blue);
}

double tick_step(double high, double least) {
  constexpr double kMostSteps = 6.0;
  double step = least;
  for (int i = 0; high / step > kMostSteps; ++i) step *= i % 3 == 1 ? 2.5 : 2.0;
  return step;
}

Picture rendered(vtkChartXY& chart, const ChartLayout& layout) {
  if (chart.GetNumberOfPlots() == 0) add_invisible_plot(chart);
  const shape::Size drawn{oversampled(layout.picture.width), oversampled(layout.picture.height)};
  const auto headless = open_headless_window(drawn.width, drawn.height);
  vtkRenderWindow& window = headless->window();
  vtkNew<vtkRenderer> renderer;
  renderer->SetBackground(1.0, 1.0, 1.0);
  vtkNew<vtkContextActor> actor;
  actor->GetScene()->AddItem(&chart);
  actor->GetScene()->SetRenderer(renderer);
  renderer->AddActor(actor);
  set_layout(chart, layout);
  window.AddRenderer(renderer);
  window.Render();

  Picture picture = picture_of(window, layout.picture);
  window.RemoveRenderer(renderer);
  return picture;
}

void add_guide(vtkChartXY& chart, shape::Point from, shape::Point to, int pen_type) {
  const auto table = table_of({from, to}, "guide");
  vtkPlot* line = chart.AddPlot(vtkChart::LINE);
  line->SetInputData(table, 0, 1);
  line->SetColor(kGuide.red, kGuide.green, kGuide.blue, 255);
  line->SetWidth(drawn_px(kChartGuidePx));
  line->GetPen()->SetLineType(pen_type);
}

}  // namespace segnoise::pictures
